"""What is judged: rules, what is known of an applicant, and what a call fixes for all its rules."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, timedelta
from typing import Any, Protocol

from zones.enums import ApplicantKind

ONE_DAY = timedelta(days=1)
LAST_MONTH_OF_OLD_BOOKS = 3  # 법인세법 제60조: a year's books are due by the end of March


class Rule(Protocol):
    """What is read of a rule; `values` are those of which one must hold."""

    @property
    def kind(self) -> str: ...
    @property
    def values(self) -> Sequence[str]: ...
    @property
    def years(self) -> int | None: ...
    @property
    def least_won(self) -> int | None: ...
    @property
    def most_won(self) -> int | None: ...
    @property
    def note(self) -> str: ...


@dataclass(frozen=True)
class PlainRule:
    """A rule that is no row: who may apply at all, and rules of a call that is being written."""

    kind: str
    values: Sequence[str] = ()
    years: int | None = None
    least_won: int | None = None
    most_won: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Status:
    """A status as the company states it; without a last day it goes on."""

    kind: str
    valid_from: date
    valid_until: date | None = None
    is_verified: bool = False

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class Ban:
    """참여제한, both days included."""

    starts_on: date
    ends_on: date

    def covers(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Revenue:
    won: int
    year: int | None = None


@dataclass(frozen=True)
class Visit:
    """Somebody of the applicant came to a session about a call (its key) on a day in Korea."""

    call: int
    on: date


@dataclass(frozen=True)
class Profile:
    """What is known of an applicant. Zones, provinces and calls by their keys; revenue in won.

    `zone_is_known` parts "in no zone" from "not said". `bans` is None where nobody could look.
    `revenues` are of several years; one without a year is that of the last year. `visits` is None
    where nobody could look; `waivers` are the calls that need none of the applicant.
    """

    applicant_kind: str
    size: str = ""
    founded_on: date | None = None
    zone: int | None = None
    zone_is_known: bool = True
    province: int | None = None
    moves_into: int | None = None
    fields: Collection[str] = frozenset()
    revenues: tuple[Revenue, ...] = ()
    statuses: tuple[Status, ...] = ()
    holds_no_status: bool = False
    bans: tuple[Ban, ...] | None = ()
    visits: tuple[Visit, ...] | None = None
    waivers: Collection[int] = frozenset()

    @property
    def is_founder(self) -> bool:
        return self.applicant_kind == ApplicantKind.FOUNDER


@dataclass(frozen=True)
class Terms:
    """What a call fixes for all its rules: the day that counts, its zones and their provinces.

    The names in `zones` and `provinces` are turned into text when words are made, so that they may
    follow the reader's language. Without a closing day `on` is the day of asking. `call` is its key;
    `sessions_are_over` where it had some, and none is still to come.
    """

    on: date
    is_closing_day: bool = True
    zones: Mapping[int, Any] = field(default_factory=dict)
    provinces: Mapping[int, Any] = field(default_factory=dict)
    applicant_kinds: Collection[str] = ()
    call: int | None = None
    sessions_are_over: bool = False


def last_day_within(founded_on: date, years: int) -> date:
    """The last day that still is within so many years since founding.

    The day of founding itself is not counted (민법 제157조), and the period ends on the eve of its
    anniversary, or with the month where that has no such day (민법 제160조).
    """
    if founded_on.year + years >= MAXYEAR:
        return date.max
    start = founded_on + ONE_DAY
    try:
        return start.replace(year=start.year + years) - ONE_DAY
    except ValueError:  # it starts on 29 February, and that year has none
        return date(start.year + years, 2, 28)


def years_with_books(on: date) -> set[int]:
    """The years whose revenue is that "of the last year" on a day."""
    last = on.year - 1
    return {last, last - 1} if on.month <= LAST_MONTH_OF_OLD_BOOKS else {last}
