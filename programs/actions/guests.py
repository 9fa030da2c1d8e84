"""Mails to guests of briefings: to the address of their place, whether they have an account or not."""

from typing import Any

from django.utils.translation import override

from portal.accounts.models import User
from portal.accounts.notices import queue_notice
from programs.actions.notifications import involved_in
from programs.calendars import guest_calendar
from programs.enums import RegistrationState
from programs.models import Call, Registration
from programs.models.registration import RegistrationQuerySet
from programs.queries.registration import registration_path, with_last_change
from programs.tickets import ticket_svg

REQUEST, CANCEL = "REQUEST", "CANCEL"


def notify_guests(
    registrations: RegistrationQuerySet,
    template: str,
    *,
    method: str = "",
    path: str = "",
    **context: Any,
) -> None:
    """Queue one mail for each place whose guest can be written to, in the guest's language.

    It leads to the page of the place, which is the guest's own, or to `path`. With a `method`
    (REQUEST, CANCEL) the calendar entry is attached for who has or had a seat: it has the UID that
    the public entry has, so that the entry in a calendar is changed and no second one made; and
    with it the ticket for the hall.
    """
    found = with_last_change(registrations.mailable()).select_related("briefing", "company")
    for registration in found.order_by("pk"):
        attachments = _entry(registration, method) if method else None
        if method == REQUEST and registration.has_ticket:
            ticket = ticket_svg(registration, is_file=True)
            attachments = [*(attachments or []), ["ticket.svg", ticket, "image/svg+xml"]]
        queue_notice(
            template,
            to=registration.email,
            language=registration.language,
            path=path or registration_path(registration),
            attachments=attachments,
            reader={"name": registration.attendee_name},
            registration=registration,
            briefing=registration.briefing,
            **context,
        )


def _entry(registration: Registration, method: str) -> list[list[str]] | None:
    """Who only waits has nothing in a calendar yet."""
    has_seat = registration.state == RegistrationState.SEATED
    if method == REQUEST and not has_seat:
        return None
    with override(registration.language):
        text = guest_calendar(
            registration,
            stamped_at=registration.changed_at,  # type: ignore[attr-defined]
            method=method,
        )
    return [["briefing.ics", text.decode(), f"text/calendar; method={method}; charset=utf-8"]]


def guests_without_account(call: Call) -> RegistrationQuerySet:
    """One place of each guest of the call's briefings whom `involved_in` does not reach."""
    places = Registration.objects.active().filter(briefing__calls=call, user=None)
    reached = User.objects.filter(pk__in=involved_in(call).values("pk"))
    others = places.mailable().exclude(email__in=reached.values("email"))
    first = others.order_by("email", "pk").distinct("email")
    return Registration.objects.filter(pk__in=first.values("pk"))
