"""A draft in which the linter finds nothing, to be spoilt."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from programs.queries.lint import findings_of
from tests.factories.programs import (
    BriefingFactory,
    CallFactory,
    ReviewerFactory,
)

KST = ZoneInfo("Asia/Seoul")
PUBLISHED = datetime(2030, 1, 14, 9, tzinfo=KST)
CLOSES = datetime(2030, 2, 13, 18, tzinfo=KST)  # a Wednesday, 30 days later
# What may be full on the day it opens needs its notice before
LATE_OPENING = {"opens_at": PUBLISHED + timedelta(days=30), "closes_at": CLOSES + timedelta(1)}


def complete_call():
    """A draft in which the linter finds nothing."""
    moments = {"published_at": PUBLISHED, "opens_at": PUBLISHED, "closes_at": CLOSES}
    call = CallFactory(parts=True, reviewer_count=1, **moments)
    ReviewerFactory()
    briefing = BriefingFactory(starts_at=CLOSES - timedelta(days=7), ends_at=CLOSES)
    briefing.calls.add(call)
    call.cost_shares.create(size="non_profit", government_percent=100, cash_percent=0)
    return call


def found(call) -> list[tuple[str, str, str]]:
    return [(one.rule, one.severity.value, one.anchor.value) for one in findings_of(call)]


def changed(call, **fields):
    for name, value in fields.items():
        setattr(call, name, value)
    call.save()
    return call


def rules_of(call) -> set[str]:
    return {one.rule for one in findings_of(call)}
