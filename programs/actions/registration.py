"""Places at briefings: taken, changed and given back, with an account or by the link of a mail.

Every verb holds the briefing's row. Whoever acts by a link has no account, or is not signed in:
then `by` is None, and the event says that it was done through the link.
"""

from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.accounts.models import User
from portal.accounts.notices import queue_notice
from portal.common.text import organisation_key
from programs.actions.errors import (
    AddressUnconfirmed,
    AlreadyRegistered,
    CompanyFull,
    GuestPresent,
    ModeFull,
    ModeNotOffered,
    NotOpenYet,
    RegistrationClosed,
    TooManyLinks,
)
from programs.actions.guests import notify_guests
from programs.actions.needs import give_consent, give_needs
from programs.actions.seats import (
    briefing_held,
    fill_seats,
    is_public,
    move,
    next_place,
    record,
)
from programs.enums import GuestConsent, RegistrationState, SeatMode
from programs.models import AccessNeed, Briefing, Registration, RegistrationLink
from programs.models.registration import TAKING
from programs.queries.registration import LINK_LASTS, link_path
from zones.models import Company

MOST_LINKS = 5  # to one address within the time that a link lasts
MOST_LINKS_OF_CLIENT = 60  # from one network address: a whole office may share one
SEATING_VERBS: dict[str, str] = {
    RegistrationState.WAITING: "promote",
    RegistrationState.OFFERED: "accept",
}
LINKS_TO_ADDRESS, LINKS_FROM_CLIENT = 5101, 5102  # what the locks are for


@dataclass(frozen=True)
class Guest:
    """Who comes, as they say it; `needs` are kinds and words, kept with a consent of their own."""

    attendee_name: str
    phone: str = ""
    company: Company | None = None
    organisation: str = ""
    mode: str = SeatMode.HALL
    need_kinds: list[str] = field(default_factory=list)
    need_note: str = ""
    agrees_to_needs: bool = False

    @property
    def organisation_key(self) -> str:
        return organisation_key(self.company.name if self.company else self.organisation)


@transaction.atomic
def register_seat(briefing: Briefing, *, by: User, **guest: object) -> Registration:
    """Take a seat, or the next place on the waiting list when all are taken; mailed either way.

    The briefing's row is held, so that never more than its capacity are seated; `guest` is what
    `Guest` takes. Raises NotOpenYet, RegistrationClosed, ModeNotOffered, AlreadyRegistered,
    CompanyFull, ConsentMissing, AddressUnconfirmed where who signed up has not answered the mail:
    nobody fills a hall with addresses of others. An account that staff made has no such mail.
    """
    if EmailAddress.objects.filter(user=by, email__iexact=by.email, verified=False).exists():
        raise AddressUnconfirmed
    said = Guest(**guest)  # type: ignore[arg-type]
    return _register(briefing, said, by=by, email=by.email.lower(), language=by.language)


@transaction.atomic
def register_guest(
    briefing: Briefing, *, by: None, link: RegistrationLink, language: str, **guest: object
) -> Registration:
    """As `register_seat`, by somebody without an account who has the link of a mail, and so the
    address; they have agreed that name and address are kept until some months after the session."""
    said = Guest(**guest)  # type: ignore[arg-type]
    registration = _register(briefing, said, by=None, email=link.email, language=language)
    give_consent(registration, GuestConsent.PRIVACY)
    return registration


def _register(
    briefing: Briefing, guest: Guest, *, by: User | None, email: str, language: str
) -> Registration:
    briefing, now = briefing_held(briefing.pk)
    if briefing.registration_opens_at and now < briefing.registration_opens_at:
        raise NotOpenYet(briefing.registration_opens_at)
    if not briefing.takes_registrations_at(now) or not is_public(briefing):
        raise RegistrationClosed
    if guest.mode not in briefing.modes:
        raise ModeNotOffered
    active = briefing.registrations.active()
    if active.filter(Q(email=email) | Q(user=by) if by else Q(email=email)).exists():
        raise AlreadyRegistered
    _needs_room_for_company(briefing, guest)
    if active.unanswered(at=now).exists():
        fill_seats(briefing, at=now)  # those in line come before whoever comes now
    is_free = briefing.free_in(guest.mode) > 0
    registration = Registration.objects.create(
        briefing=briefing,
        user=by,
        company=guest.company,
        attendee_name=guest.attendee_name,
        phone=guest.phone,
        email=email,
        organisation=guest.organisation,
        organisation_key=guest.organisation_key,
        language=language,
        mode=guest.mode,
        state=RegistrationState.SEATED if is_free else RegistrationState.WAITING,
        place=next_place(briefing),
        registered_at=now,
    )
    record(registration, "register", by=by, from_state="", is_by_link=by is None)
    if guest.need_kinds or guest.need_note:
        give_needs(
            registration,
            by=by,
            kinds=guest.need_kinds,
            note=guest.need_note,
            agrees=guest.agrees_to_needs,
        )
    return registration


def _needs_room_for_company(briefing: Briefing, guest: Guest) -> None:
    """While the briefing is held. It goes by the name, so nobody is stopped who writes another."""
    key = guest.organisation_key
    if not briefing.company_cap or not key:
        return
    active = briefing.registrations.active()
    company_pk = guest.company.pk if guest.company else None
    if active.of_organisation(key, company_pk).count() >= briefing.company_cap:
        raise CompanyFull(briefing.company_cap)


@transaction.atomic
def change_registration(
    registration: Registration,
    *,
    by: User | None,
    attendee_name: str,
    phone: str,
    mode: str,
    is_by_link: bool = False,
) -> Registration:
    """Change who comes, or between hall and online while seats are free there.

    Who waits and finds none free there either goes to the end of that line; who has a seat keeps
    it: raises ModeFull. The seat that is left goes to the next in line. Raises ModeNotOffered,
    RegistrationClosed once the session has begun or was cancelled, or the place was given back.
    """
    briefing, now = briefing_held(registration.briefing_id)
    registration = Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)
    if not registration.is_active or briefing.starts_at <= now or briefing.cancelled_at:
        raise RegistrationClosed
    before, had_seat = registration.mode, registration.state in TAKING
    registration.briefing = briefing
    registration.attendee_name, registration.phone = attendee_name, phone
    registration.save(update_fields=["attendee_name", "phone"])
    if mode != before:
        if mode not in briefing.modes:
            raise ModeNotOffered
        if briefing.registrations.unanswered(at=now).exists():
            fill_seats(briefing, at=now)
            registration.refresh_from_db(fields=["state", "answer_by"])
            if not registration.is_active:  # the offer has just lapsed
                raise RegistrationClosed
        _change_mode(registration, mode, by=by, is_by_link=is_by_link)
        if had_seat:
            fill_seats(briefing, at=now)
    return registration


def _change_mode(
    registration: Registration, mode: str, *, by: User | None, is_by_link: bool
) -> None:
    """While the briefing is held."""
    briefing, state = registration.briefing, registration.state
    is_free = briefing.free_in(mode) > 0
    if not is_free and state in TAKING:
        raise ModeFull
    registration.mode = mode
    if not is_free:
        registration.place = next_place(briefing)
    registration.save(update_fields=["mode", "place"])
    verb = SEATING_VERBS.get(state)
    if is_free and verb:
        move(registration, verb, by=by, is_by_link=is_by_link)
    else:
        record(registration, "change", by=by, from_state=state, is_by_link=is_by_link)


@transaction.atomic
def cancel_registration(
    registration: Registration, *, by: User | None, is_by_link: bool = False
) -> Registration:
    """Give the place back, and a consultation with it; the first of the waiting list moves up and
    is told. What was said of needs is erased.

    Raises TransitionNotAllowed, GuestPresent where the guest is checked in.
    """
    briefing, now = briefing_held(registration.briefing_id)
    registration = Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)
    if registration.is_active and registration.attendances.standing().exists():
        raise GuestPresent
    frees_a_seat = registration.state in TAKING
    move(registration, "cancel", by=by, is_by_link=is_by_link)
    briefing.consultation_slots.filter(registration=registration).update(
        registration=None, topic=""
    )
    AccessNeed.objects.filter(registration=registration).delete()
    briefing.refresh_from_db(fields=["seats_taken", "online_taken"])
    if frees_a_seat:
        fill_seats(briefing, at=now)
    return registration


@transaction.atomic
def renew_link(
    registration: Registration, *, by: User | None, is_by_link: bool = False
) -> Registration:
    """Mail a new address of the place to its guest; all former ones are unknown from now on, those
    of first mails too, which lead to the place."""
    briefing_held(registration.briefing_id)
    registration = Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)
    registration.edition += 1
    registration.save(update_fields=["edition"])
    RegistrationLink.objects.filter(
        briefing=registration.briefing_id, email=registration.email
    ).delete()
    record(registration, "renew_link", by=by, from_state=registration.state, is_by_link=is_by_link)
    notify_guests(Registration.objects.filter(pk=registration.pk), "registration_again")
    return registration


@transaction.atomic
def send_registration_link(
    briefing: Briefing, *, by: None, email: str, client: str | None, language: str
) -> None:
    """Mail somebody without an account the link to the form, or to the place that they have.

    Nothing that the caller gets tells the two apart: who types the address of another learns
    nothing. Raises RegistrationClosed, TooManyLinks.
    """
    if not briefing.takes_registrations or not is_public(briefing):
        raise RegistrationClosed
    digest = salted_hmac("programs.registration-link", client or "").hexdigest() if client else ""
    _needs_calm(email, digest)
    link = RegistrationLink.objects.create(briefing=briefing, email=email, client_digest=digest)
    places = briefing.registrations.active().filter(email=email)
    if places.exists():
        notify_guests(places, "registration_again")
        return
    queue_notice(
        "registration_link",
        to=email,
        language=language,
        path=link_path(link),
        briefing=briefing,
        days=LINK_LASTS.days,
    )


def _needs_calm(email: str, client_digest: str) -> None:
    """Nobody's mailbox is filled, and the portal is no sender for the world.

    Several web processes count at once, so each address and each caller is counted one by one.
    """
    sent = RegistrationLink.objects.filter(sent_at__gt=timezone.now() - LINK_LASTS)
    with connection.cursor() as cursor:
        lock = "SELECT pg_advisory_xact_lock(%s, hashtext(%s))"
        cursor.execute(lock, [LINKS_TO_ADDRESS, email])
        cursor.execute(lock, [LINKS_FROM_CLIENT, client_digest])
    if sent.filter(email=email).count() >= MOST_LINKS:
        raise TooManyLinks
    if client_digest and sent.filter(client_digest=client_digest).count() >= MOST_LINKS_OF_CLIENT:
        raise TooManyLinks
