"""Reminding those who have a draft that its call closes, and telling them once it has."""

import functools
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import override

from programs.actions.clock import database_now
from programs.actions.notifications import members_of, notify
from programs.enums import ApplicationState, CallState, ReminderKind
from programs.models import Application, Call, Reminder
from programs.models.call_queryset import IS_FULL
from programs.queries import faults_of_application

logger = logging.getLogger(__name__)

# How long before the closing, the latest first: who wakes up late is reminded once, not four times
BEFORE = {
    ReminderKind.HOURS: timedelta(hours=3),
    ReminderKind.DAY: timedelta(days=1),
    ReminderKind.THREE_DAYS: timedelta(days=3),
    ReminderKind.WEEK: timedelta(days=7),
}
TOLD_LATEST = timedelta(days=2)  # what ended long ago, as after a stop of the worker, is no news


# For the moments before which a kind speaks no more
NEXT = dict(zip(BEFORE, [timedelta(0), *BEFORE.values()], strict=False))
Due = Callable[[datetime], QuerySet[Application]]  # what is to be told at a moment


def _drafts() -> QuerySet[Application]:
    """Those that were never handed in; who withdrew knows what they did."""
    drafts = Application.objects.filter(
        state=ApplicationState.DRAFT,
        call__state=CallState.APPROVED,
        call__closed_at=None,  # an early closing is told as the amendment that it is
    )
    return drafts.select_related("call", "company")


def _closing_soon(kind: ReminderKind, now: datetime) -> QuerySet[Application]:
    """What closes within the time of this kind and can still be handed in: not while a call is full.

    Nobody is reminded of a moment at which the draft had not been begun yet.
    """
    return _drafts().filter(
        ~Exists(Call.objects.filter(IS_FULL, pk=OuterRef("call"))),
        call__opens_at__lte=now,
        call__closes_at__gt=now + NEXT[kind],
        call__closes_at__lte=now + BEFORE[kind],
        created_at__lte=F("call__closes_at") - BEFORE[kind],
    )


def _missed(now: datetime) -> QuerySet[Application]:
    return _drafts().filter(call__closes_at__lte=now, call__closes_at__gt=now - TOLD_LATEST)


def _without(kind: ReminderKind, drafts: QuerySet[Application]) -> QuerySet[Application]:
    sent = Reminder.objects.filter(
        application=OuterRef("pk"), kind=kind, closes_at=OuterRef("call__closes_at")
    )
    return drafts.filter(~Exists(sent)).order_by("pk")


def remind_of_closing(*, most: int) -> int:
    """Remind the companies of open drafts whose closing has come near; how many were reminded."""
    count = 0
    for kind in BEFORE:
        due = functools.partial(_closing_soon, kind)
        count += _told_each(due, kind, "application_closes", most=most - count)
    return count


def tell_of_missed(*, most: int) -> int:
    """Tell the companies whose draft was not handed in before the call closed; how many."""
    return _told_each(_missed, ReminderKind.MISSED, "application_missed", most=most)


def _told_each(due: Due, kind: ReminderKind, template: str, *, most: int) -> int:
    """How many were told. One that cannot be told is logged, and keeps nobody else from their mail."""
    count = 0
    for pk in _without(kind, due(database_now())).values_list("pk", flat=True):
        if count == most:
            break
        try:
            count += _told(due, pk, kind, template)
        except Exception:  # whatever is wrong with a draft, the others are told in time
            logger.exception("Draft %s could not be told of its closing (%s)", pk, kind)
    return count


@transaction.atomic
def _told(due: Due, pk: int, kind: ReminderKind, template: str) -> bool:
    """Whether it was told now. All is asked again once the draft is held: a second worker, a
    submission, a closing that was moved meanwhile leave nothing to say."""
    Application.objects.select_for_update(no_key=True).get(pk=pk)
    application = due(database_now()).filter(pk=pk).first()
    closes_at = application.call.closes_at if application else None
    if application is None or closes_at is None:
        return False
    _reminder, is_new = Reminder.objects.get_or_create(
        application=application, kind=kind, closes_at=closes_at
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
