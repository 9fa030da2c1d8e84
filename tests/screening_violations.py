"""Rows of eligibility checks, supplements and handlings that contradict themselves."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from programs.enums import ReadPlace
from programs.models import Reading
from tests.factories.accounts import UserFactory
from tests.factories.programs import ScreeningFactory, days, received_application
from tests.factories.screening import (
    HandlingFactory,
    SavedFilterFactory,
    ScreeningCheckFactory,
    ScreeningDraftFactory,
    SupplementFactory,
    SupplementFileFactory,
)


def _changed(row: Any, **fields: Any) -> None:
    """As a bulk update writes it: no form, no save(), no validation."""
    type(row).objects.filter(pk=row.pk).update(**fields)


def _twice(factory: Any, *shared: str) -> None:
    first = factory()
    factory(**{name: getattr(first, name) for name in shared})


def _due(days_after: int) -> None:
    SupplementFactory(due_on=timezone.localdate() + timedelta(days=days_after))


SCREENING_VIOLATIONS = [
    ("programs_screening_one_per_number", lambda: _twice(ScreeningFactory, "application")),
    ("programs_screening_counts", lambda: ScreeningFactory(number=0)),
    ("programs_screeningcheck_once", lambda: _twice(ScreeningCheckFactory, "screening")),
    (
        "programs_screeningcheck_failing_has_ground",
        lambda: ScreeningCheckFactory(verdict="fails"),
    ),
    (
        "programs_screeningcheck_failing_has_ground",
        lambda: ScreeningCheckFactory(reason_code="age"),
    ),
    ("programs_screeningdraft_once", lambda: _twice(ScreeningDraftFactory, "application")),
    (
        "programs_screeningdraft_failing_has_ground",
        lambda: ScreeningDraftFactory(verdict="fails"),
    ),
    (
        "programs_screeningdraft_failing_has_ground",
        lambda: ScreeningDraftFactory(verdict="asked", reason_code="age"),
    ),
    ("programs_supplement_one_open", lambda: _twice(SupplementFactory, "application")),
    ("programs_supplement_says_what", lambda: SupplementFactory(asks="")),
    ("programs_supplement_due_within_twenty_days", lambda: _due(21)),
    ("programs_supplement_due_within_twenty_days", lambda: _due(0)),
    (
        "programs_supplement_answered_pair",
        lambda: _changed(SupplementFactory(), answered_at=days(0)),
    ),
    (
        "programs_supplement_answered_pair",
        lambda: _changed(SupplementFactory(), answered_by=UserFactory()),
    ),
    ("programs_supplement_closed_pair", lambda: _changed(SupplementFactory(), closed_at=days(0))),
    (
        "programs_supplement_closed_pair",
        lambda: _changed(SupplementFactory(), closed_by=UserFactory()),
    ),
    (
        "programs_supplementfile_digest_has_form",
        lambda: SupplementFileFactory(sha256="A" * 64),
    ),
    ("programs_handling_since_with_handler", lambda: _changed(HandlingFactory(), handler=None)),
    ("programs_handling_since_with_handler", lambda: _changed(HandlingFactory(), since=None)),
    ("programs_savedfilter_once", lambda: _twice(SavedFilterFactory, "user")),
    ("programs_savedfilter_has_name", lambda: SavedFilterFactory(name="")),
    (
        "programs_reading_export_has_reason",
        lambda: Reading.objects.create(
            application=received_application(), reader=UserFactory(), place=ReadPlace.EXPORT
        ),
    ),
]
