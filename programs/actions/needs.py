"""What guests need to take part (개인정보 보호법 제23조): said with a consent of its own, unreadable
in the database, read by who holds the session, and erased soon after it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.accounts.models import User
from portal.common.encryption import decrypted, encrypted, encrypted_anew
from programs.actions.errors import ConsentMissing
from programs.enums import GuestConsent
from programs.models import AccessNeed, Briefing, BriefingEvent, Registration, RegistrationConsent

# Raised with each change of the words beside the box
VERSIONS = {GuestConsent.PRIVACY: 1, GuestConsent.NEEDS: 1}
NEEDS_KEPT = timedelta(days=7)  # after the end, as the words beside the box say


def give_consent(registration: Registration, kind: GuestConsent) -> None:
    RegistrationConsent.objects.create(registration=registration, kind=kind, version=VERSIONS[kind])


@transaction.atomic
def give_needs(
    registration: Registration, *, by: User | None, kinds: list[str], note: str, agrees: bool
) -> None:
    """Keep what a guest needs, instead of what they said before; nothing takes it back.

    The event says that something was said, not what. Raises ConsentMissing.
    """
    AccessNeed.objects.filter(registration=registration).delete()
    if kinds or note:
        if not agrees:
            raise ConsentMissing
        need = AccessNeed(registration=registration)
        need.sealed = encrypted({"kinds": kinds, "note": note}, of=need.sealed_of)
        need.save()
        give_consent(registration, GuestConsent.NEEDS)
    _record(registration, "give_needs", by=by)


@transaction.atomic
def read_needs(briefing: Briefing, *, by: User) -> list[tuple[Registration, dict[str, object]]]:
    """The needs of those who have a seat; each reading leaves an event at each of them."""
    needs = AccessNeed.objects.filter(registration__in=briefing.registrations.taking_a_seat())
    found = []
    for need in needs.select_related("registration").order_by("registration__place"):
        found.append((need.registration, decrypted(need.sealed, of=need.sealed_of)))
        _record(need.registration, "read_needs", by=by)
    return found


def own_needs(registration: Registration) -> dict[str, object]:
    """What the guest said, for the guest; empty where they said nothing."""
    need = AccessNeed.objects.filter(registration=registration).first()
    return decrypted(need.sealed, of=need.sealed_of) if need else {}


@transaction.atomic
def erase_needs() -> int:
    """What was said for sessions that ended some days ago, and of places given back; how many."""
    is_over = Q(registration__briefing__ends_at__lt=timezone.now() - NEEDS_KEPT)
    is_gone = ~Q(registration__in=Registration.objects.active())
    count, _rows = AccessNeed.objects.filter(is_over | is_gone).delete()
    return count


@transaction.atomic
def seal_needs_anew() -> int:
    """Under the first of the keys, after one was added; how many. Raises Unreadable."""
    needs = list(AccessNeed.objects.select_for_update(no_key=True).order_by("pk"))
    for need in needs:
        need.sealed = encrypted_anew(need.sealed)
        need.save(update_fields=["sealed"])
    return len(needs)


def _record(registration: Registration, verb: str, *, by: User | None) -> None:
    BriefingEvent.objects.create(
        briefing_id=registration.briefing_id,
        registration=registration,
        actor=by,
        verb=verb,
        from_state=registration.state,
        to_state=registration.state,
        is_by_link=by is None,
    )
