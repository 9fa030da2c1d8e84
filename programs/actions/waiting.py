"""Who waits for a seat is offered one, takes it, or lets it pass."""

from django.db import transaction

from portal.accounts.models import User
from programs import workflow
from programs.actions.clock import database_now
from programs.actions.errors import OfferLapsed, RegistrationClosed
from programs.actions.seats import briefing_held, fill_seats, move
from programs.models import Registration


@transaction.atomic
def accept_offer(
    registration: Registration, *, by: User | None, is_by_link: bool = False
) -> Registration:
    """Take the seat that is offered. Raises OfferLapsed after its time, RegistrationClosed where the
    briefing was cancelled meanwhile, TransitionNotAllowed."""
    briefing, now = briefing_held(registration.briefing_id)
    registration = Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)
    workflow.target_of(workflow.REGISTRATION, "accept", registration.state)
    if briefing.cancelled_at or briefing.calls_are_cancelled:
        raise RegistrationClosed
    if registration.answer_by is None or registration.answer_by <= now:
        raise OfferLapsed
    registration.briefing = briefing
    move(registration, "accept", by=by, is_by_link=is_by_link)
    return registration


def lapse_offers() -> None:
    """Offers that nobody answered in time go to the next in line; each briefing on its own."""
    overdue = Registration.objects.unanswered(at=database_now())
    for briefing_id in sorted(set(overdue.values_list("briefing_id", flat=True))):
        with transaction.atomic():
            briefing, now = briefing_held(briefing_id)
            fill_seats(briefing, at=now)
