"""Checks shared by forms, pages, API and actions."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.common.business_days import is_business_day
from portal.common.models import EARLIEST, LATEST
from portal.common.text import says_nothing, with_printable_texts

FULL_WEIGHT = 100
MOST_SUPPLEMENT_DAYS = 20


@dataclass(frozen=True)
class Fault:
    """What is missing or wrong, in which section, and the anchor of its field on the page."""

    label: str
    message: str
    anchor: str = ""
    section: str = ""


def validate_words(text: str) -> None:
    """A reason, ground or answer says something: a letter or a digit at least, as forms and actions
    demand alike. Raises ValidationError."""
    if says_nothing(text):
        raise ValidationError(_("Say it in words."), code="words")


def validate_weights(weights: Sequence[int]) -> None:
    """The weights of a call's criteria add up to 100. Raises ValidationError."""
    if sum(weights) != FULL_WEIGHT:
        raise ValidationError(
            _("The weights add up to %(total)s; they must add up to 100."),
            params={"total": sum(weights)},
            code="weights",
        )


def validate_anchors(anchors: Sequence[Mapping[str, Any]], *, weight: int) -> None:
    """What points of a criterion mean: each number once, none above the weight.

    Raises ValidationError.
    """
    least = [anchor["least"] for anchor in anchors]
    if len(set(least)) < len(least):
        raise ValidationError(_("The same number of points stands here twice."), code="anchors")
    if least and max(least) > weight:
        raise ValidationError(
            _("%(points)s points are more than the criterion gives (%(weight)s)."),
            params={"points": max(least), "weight": weight},
            code="anchors",
        )


def validate_tie_ranks(ranks: Sequence[int | None]) -> None:
    """Of two criteria only one decides first between equals. Raises ValidationError."""
    given = [rank for rank in ranks if rank is not None]
    if len(set(given)) < len(given):
        raise ValidationError(
            _("Two criteria have the same place among equals: the order would not be clear."),
            code="tie_ranks",
        )


def year_faults(moments: Mapping[str, datetime | None]) -> dict[str, Any]:
    """For each moment (with its zone) outside 2000 to 2099, as a slip of the finger makes it, what is wrong."""
    return {
        name: _("Check the year: it must lie between 2000 and 2099.")
        for name, moment in moments.items()
        if moment and not EARLIEST <= moment < LATEST
    }


def validate_schedule(
    *,
    published_at: datetime | None,
    opens_at: datetime | None,
    closes_at: datetime | None,
    closing_mode: str,
    inquiries_close_at: datetime | None = None,
) -> None:
    """Publication ≤ opening < closing, and publication < end of the questions < closing.

    Raises ValidationError with the field's name.

    A missing moment is the business of its own field, except a closing time that the mode needs.
    """
    moments = {
        "published_at": published_at,
        "opens_at": opens_at,
        "closes_at": closes_at,
        "inquiries_close_at": inquiries_close_at,
    }
    faults = year_faults(moments)
    if published_at and opens_at and opens_at < published_at:
        faults["opens_at"] = _("The call opens before it is published. Choose a later opening.")
    if opens_at and closes_at and closes_at <= opens_at:
        faults["closes_at"] = _("The call closes before it opens. Choose a later closing.")
    is_early = inquiries_close_at and published_at and inquiries_close_at <= published_at
    is_late = inquiries_close_at and closes_at and inquiries_close_at >= closes_at
    if is_early or is_late:
        faults.setdefault(
            "inquiries_close_at", _("Questions end after publication and before closing.")
        )
    if closing_mode == "clock" and not closes_at:
        faults["closes_at"] = _("A call that closes at a set time needs that time.")
    if faults:
        raise ValidationError(faults)


def validate_briefing_times(
    *,
    starts_at: datetime | None,
    ends_at: datetime | None,
    registration_closes_at: datetime | None,
    registration_opens_at: datetime | None = None,
) -> None:
    """Registration opens < it closes ≤ start < end. Raises ValidationError with the field's name."""
    moments = {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "registration_opens_at": registration_opens_at,
        "registration_closes_at": registration_closes_at,
    }
    faults = year_faults(moments)
    if starts_at and ends_at and ends_at <= starts_at:
        faults["ends_at"] = _("The briefing ends before it starts. Choose a later end.")
    if starts_at and registration_closes_at and registration_closes_at > starts_at:
        faults["registration_closes_at"] = _("Registration closes at the start at the latest.")
    last = registration_closes_at or starts_at
    if registration_opens_at and last and registration_opens_at >= last:
        faults["registration_opens_at"] = _(
            "Registration opens before it closes and before the start."
        )
    if faults:
        raise ValidationError(faults)


def validate_award(awarded_won: int, *, requested_won: int, limit_won: int | None) -> None:
    """Nobody is awarded more than they asked for or than the call allows. Raises ValidationError."""
    most = min(requested_won, limit_won or requested_won)
    if not 0 < awarded_won <= most:
        raise ValidationError(
            _("Award 1 to %(most)s won: what was asked for, and what the call allows."),
            params={"most": f"{most:,}"},
            code="award",
        )


def validate_supplement_day(day: date, *, asked_on: date) -> None:
    """A business day, at most 20 days after the asking, whose own day does not count (민법 제157조).

    Raises ValidationError.
    """
    if not 1 <= (day - asked_on).days <= MOST_SUPPLEMENT_DAYS:
        raise ValidationError(
            _("Choose a day within %(most)s days from tomorrow on."),
            params={"most": MOST_SUPPLEMENT_DAYS},
            code="day",
        )
    if not is_business_day(day):
        raise ValidationError(_("Choose a business day."), code="business_day")


def validate_points(points: Any, *, weight: int) -> None:
    """0 ≤ points ≤ weight of the criterion. Raises ValidationError."""
    if points is not None and not 0 <= points <= weight:
        raise ValidationError(
            _("Give 0 to %(weight)s points."), params={"weight": weight}, code="points"
        )


def storable(value: Any) -> Any:
    """An answer as JSON can hold it: dates in ISO form, texts in NFC (macOS sends NFD) and without
    what neither JSON nor a reader can take, the rest as it is."""
    return value.isoformat() if isinstance(value, date) else with_printable_texts(_composed(value))


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_composed(item) for item in value]
    if isinstance(value, dict):
        return {name: _composed(item) for name, item in value.items()}
    return value


def is_answered(value: Any) -> bool:
    """Zero is an answer; an empty text, an empty list and an unticked consent are none."""
    return value is not None and value is not False and value not in ("", [])
