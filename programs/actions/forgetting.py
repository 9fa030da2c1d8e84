"""Guests without an account are forgotten some months after their session, as they were told."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from programs.models import Registration, RegistrationLink
from programs.queries.registration import LINK_LASTS

GUESTS_KEPT = timedelta(days=180)  # after the end, as the words beside the box say


@transaction.atomic
def forget_guests() -> int:
    """Blank names and addresses of guests without an account whose session ended long ago; how many.

    That somebody came, from which company of the portal and when stays; their links are of no use
    any more.
    """
    now = timezone.now()
    old = Registration.objects.filter(
        Q(user=None), forgotten_at=None, briefing__ends_at__lt=now - GUESTS_KEPT
    )
    return old.update(
        attendee_name="",
        phone="",
        email="",
        organisation="",
        organisation_key="",
        edition=F("edition") + 1,
        forgotten_at=now,
    )


def sweep_links() -> int:
    """Addresses to which a link was mailed are kept no longer than the link is good; how many."""
    count, _rows = RegistrationLink.objects.filter(sent_at__lt=timezone.now() - LINK_LASTS).delete()
    return count
