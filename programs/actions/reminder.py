"""Reminding those who have a draft that its call closes, and telling them once it has."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import override

from programs.actions.clock import database_now
from programs.actions.notifications import members_of, notify
from programs.enums import ApplicationState, CallState, ReminderKind
from programs.models import Application, Reminder
from programs.queries import faults_of_application

# How long before the closing, the latest first: who wakes up late is reminded once, not four times
BEFORE = {
    ReminderKind.HOURS: timedelta(hours=3),
    ReminderKind.DAY: timedelta(days=1),
    ReminderKind.THREE_DAYS: timedelta(days=3),
    ReminderKind.WEEK: timedelta(days=7),
}
TOLD_LATEST = timedelta(days=2)  # what ended long ago, as after a stop of the worker, is no news


def _drafts() -> QuerySet[Application]:
    """Those that were never handed in; who withdrew knows what they did."""
    return Application.objects.filter(state=ApplicationState.DRAFT, call__state=CallState.APPROVED)


def _without(kind: ReminderKind, drafts: QuerySet[Application]) -> QuerySet[Application]:
    sent = Reminder.objects.filter(
        application=OuterRef("pk"), kind=kind, closes_at=OuterRef("call__closes_at")
    )
    return drafts.filter(~Exists(sent)).order_by("pk")


def remind_of_closing(*, most: int) -> int:
    """Remind the companies of open drafts whose closing has come near; how many were reminded.

    Nobody is reminded of a moment at which the draft had not been begun yet.
    """
    now = database_now()
    count, later = 0, now
    for kind, before in BEFORE.items():
        closing_soon = _drafts().filter(
            call__closed_at=None,
            call__opens_at__lte=now,
            call__closes_at__gt=later,
            call__closes_at__lte=now + before,
            created_at__lte=F("call__closes_at") - before,
        )
        for draft in _without(kind, closing_soon)[: most - count]:
            count += _told(draft, kind, "application_closes")
        later = now + before
    return count


def tell_of_missed(*, most: int) -> int:
    """Tell the companies whose draft was not handed in before the call closed; how many."""
    now = database_now()
    missed = _drafts().filter(
        call__closes_at__lte=now,
        call__closes_at__gt=now - TOLD_LATEST,
    )
    drafts = _without(ReminderKind.MISSED, missed)[:most]
    return sum(_told(draft, ReminderKind.MISSED, "application_missed") for draft in drafts)


@transaction.atomic
def _told(draft: Application, kind: ReminderKind, template: str) -> bool:
    """Whether it was told now: a second worker, or a submission in between, leaves nothing to say."""
    held = Application.objects.select_for_update(of=("self",)).select_related("call", "company")
    application = held.get(pk=draft.pk)
    if application.state != ApplicationState.DRAFT or application.call.closes_at is None:
        return False
    _reminder, is_new = Reminder.objects.get_or_create(
        application=application, kind=kind, closes_at=application.call.closes_at
    )
    if is_new:
        for reader in members_of(application.company):
            with override(reader.language):  # what is missing is said in it, too
                faults = faults_of_application(application, by=reader)
            notify(
                [reader],
                template,
                path=application.get_absolute_url(),
                call=application.call,
                application=application,
                faults=faults,
            )
    return is_new
