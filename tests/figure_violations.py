"""Rows of indicators, figures and grades that contradict themselves."""

from datetime import date

from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.figures import (
    FigureEvidenceFactory,
    FigureFactory,
    GradeFactory,
    IndicatorVersionFactory,
    TargetFactory,
    correction_of,
)


def _changed(row, **fields):
    type(row).objects.filter(pk=row.pk).update(**fields)


def _first_twice():
    figure = FigureFactory()
    FigureFactory(version=figure.version, zone=figure.zone)


def _total_twice():
    figure = FigureFactory(national=True)
    FigureFactory(version=figure.version, national=True)


def _version_twice():
    version = IndicatorVersionFactory()
    IndicatorVersionFactory(indicator=version.indicator)


def _target_twice():
    target = TargetFactory()
    TargetFactory(indicator=target.indicator)


def _grade_twice():
    grade = GradeFactory()
    GradeFactory(zone=grade.zone)


def _approved_by_their_own():
    user = UserFactory()
    FigureFactory(approved=True, created_by=user, approved_by=user)


def _correction(**fields):
    """Of a published figure, but for what `fields` say otherwise."""
    former = FigureFactory(published=True)
    correction_of(former, **fields)


FIGURE_VIOLATIONS = [
    (
        "programs_figureevidence_digest_has_form",
        lambda: FigureEvidenceFactory(sha256="x" * 64),
    ),
    (
        "programs_figureevidence_removed_pair",
        lambda: FigureEvidenceFactory(removed_at=timezone.now()),
    ),
    ("zones_indicatorversion_one_per_number", _version_twice),
    ("zones_indicatorversion_number_from_one", lambda: IndicatorVersionFactory(number=0)),
    ("zones_target_one_per_year", _target_twice),
    ("zones_target_not_negative", lambda: TargetFactory(value=-1)),
    ("zones_figure_not_negative", lambda: FigureFactory(value=-1)),
    (
        "zones_figure_period_has_order",
        lambda: FigureFactory(period_from=date(2025, 7, 1), period_to=date(2025, 6, 30)),
    ),
    ("zones_figure_year_ends_period", lambda: FigureFactory(period_to=date(2026, 1, 1))),
    ("zones_figure_total_says_of_how_many", lambda: FigureFactory(zones_counted=14)),
    ("zones_figure_total_says_of_how_many", lambda: FigureFactory(zone=None)),
    ("zones_figure_one_first", _first_twice),
    ("zones_figure_one_first", _total_twice),
    ("zones_figure_correction_has_reason", lambda: _correction(reason=" ")),
    (
        "zones_figure_submitted_pair",
        lambda: _changed(FigureFactory(), submitted_at=timezone.now()),
    ),
    (
        "zones_figure_approved_pair",
        lambda: _changed(FigureFactory(approved=True), approved_by=None),
    ),
    (
        "zones_figure_published_pair",
        lambda: _changed(FigureFactory(), published_by=UserFactory()),
    ),
    (
        "zones_figure_approval_has_stamp",
        lambda: _changed(
            FigureFactory(submitted=True), approved_at=timezone.now(), approved_by=UserFactory()
        ),
    ),
    (
        "zones_figure_approval_has_stamp",
        lambda: _changed(FigureFactory(submitted=True), state="approved"),
    ),
    (
        "zones_figure_submission_has_stamp",
        lambda: _changed(FigureFactory(), state="submitted"),
    ),
    ("zones_figure_approved_by_another", _approved_by_their_own),
    (
        "zones_figure_publication_has_day_and_source",
        lambda: FigureFactory(published=True, sources=" "),
    ),
    (
        "zones_figure_publication_has_day_and_source",
        lambda: FigureFactory(published=True, published_on=None),
    ),
    (
        "zones_figure_publication_has_day_and_source",
        lambda: FigureFactory(published_on=date(2026, 6, 30)),
    ),
    ("zones_figure_corrects_the_same", lambda: _correction(zone=FigureFactory().zone)),
    ("zones_figure_corrects_the_same", lambda: _correction(version=IndicatorVersionFactory())),
    ("zones_figure_corrects_the_same", lambda: _correction(year=2024)),
    ("zones_figure_corrects_the_same", lambda: _correction(published_on=date(2026, 6, 29))),
    (
        "zones_figure_corrects_the_same",
        lambda: correction_of(FigureFactory(approved=True)),
    ),
    ("zones_grade_one_per_year", _grade_twice),
    ("zones_grade_only_upper_ones_public", lambda: GradeFactory(level="fair")),
    ("zones_grade_only_upper_ones_public", lambda: _changed(GradeFactory(), level="poor")),
]
