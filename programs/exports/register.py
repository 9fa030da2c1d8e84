"""The register of results as JSON and CSV (docs/results-register.md).

Version 1 means: no field goes, changes its type or its meaning; new ones may come at the end, which
makes it 1.1. Nothing depends on who asks or in which language.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.common.csv_lines import csv_line
from programs.exports.printing import KOREA
from programs.queries.register import awards
from zones.enums import ApplicantKind

FORMAT = "rnd-zone-portal/results-register"
VERSION = "1.0"
SCHEMA: dict[str, Any] = json.loads(
    Path(__file__).parents[1].joinpath("results_schema.json").read_text("utf-8")
)


@dataclass(frozen=True)
class Field:
    """A column of the CSV and a name in the JSON; `type` as the page about the register says it."""

    name: str
    type: str
    meaning: Any


# The one list of what the register says; their order is that of the columns
FIELDS = (
    Field(
        "id",
        pgettext_lazy("type", "text"),
        _("Number of the award; stays the same, and means nothing else."),
    ),
    Field("call", pgettext_lazy("type", "text"), _("Code of the call.")),
    Field("call_title_ko", pgettext_lazy("type", "text"), _("Title of the call in Korean.")),
    Field(
        "call_title_en",
        pgettext_lazy("type", "text"),
        _("Title of the call in English, where it has one."),
    ),
    Field("program", pgettext_lazy("type", "text"), _("Code of the year's programme.")),
    Field("program_ko", pgettext_lazy("type", "text"), _("Name of the programme in Korean.")),
    Field("program_en", pgettext_lazy("type", "text"), _("Name of the programme in English.")),
    Field("year", pgettext_lazy("type", "whole number"), _("Year of the programme.")),
    Field("stage", pgettext_lazy("type", "code"), "discovery · transfer · growth"),
    Field("agency", pgettext_lazy("type", "text"), _("Code of the agency that posted the call.")),
    Field("agency_ko", pgettext_lazy("type", "text"), _("Name of the agency in Korean.")),
    Field("agency_en", pgettext_lazy("type", "text"), _("Name of the agency in English.")),
    Field("zones", pgettext_lazy("type", "list"), _("Codes of the zones that the call was for.")),
    Field("provinces", pgettext_lazy("type", "list"), _("Codes of the provinces of these zones.")),
    Field("recipient_kind", pgettext_lazy("type", "code"), "company · specialist · founder"),
    Field(
        "recipient_id",
        pgettext_lazy("type", "text or empty"),
        _("The same company has the same number in all its awards. Empty of a founder."),
    ),
    Field(
        "recipient",
        pgettext_lazy("type", "text or empty"),
        _("Name of the company. Empty of a prospective founder, who is a natural person."),
    ),
    Field("awarded_won", pgettext_lazy("type", "whole number"), _("Support awarded, in won.")),
    Field(
        "months",
        pgettext_lazy("type", "whole number or empty"),
        _("Months of support that the call announced."),
    ),
    Field(
        "awarded_on",
        pgettext_lazy("type", "day"),
        _("Day on which the award became public for the first time (Korea time)."),
    ),
    Field(
        "published_at",
        pgettext_lazy("type", "moment"),
        _("When the result that stands now became public (UTC)."),
    ),
    Field("is_example", pgettext_lazy("type", "yes or no"), _("Invented for a demonstration.")),
    Field("url", pgettext_lazy("type", "address"), _("Page of the result.")),
)


def opaque(kind: str, key: int) -> str:
    """Sixteen hexadecimal letters that stay the same for a thing, and from which nobody without the
    key of the installation learns how many there are."""
    told = f"{kind} {key}".encode()
    return hmac.new(settings.REGISTER_KEY.encode(), told, hashlib.sha256).hexdigest()[:16]


def day_in_korea(at: datetime) -> str:
    return f"{at.astimezone(KOREA):%Y-%m-%d}"


def moment(at: datetime) -> str:
    """As RFC 3339 has it, in UTC, to the second."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def address_of(name: str, *arguments: str) -> str:
    """The public address of a page, whichever host was asked."""
    return settings.SITE_URL + reverse(f"programs:{name}", args=arguments)


def award_of(row: dict[str, Any]) -> dict[str, Any]:
    """A row of `programs.queries.register.awards` in the names and the order of FIELDS."""
    zones = row["zone_rows"]
    is_person = row["kind"] == ApplicantKind.FOUNDER
    provinces = {one["code"] for zone in zones for one in zone["provinces"]}
    return {
        "id": opaque("award", row["award"]),
        "call": row["code"],
        "call_title_ko": row["title_ko"],
        "call_title_en": row["title_en"],
        "program": row["program"],
        "program_ko": row["program_ko"],
        "program_en": row["program_en"],
        "year": row["year"],
        "stage": row["stage"],
        "agency": row["agency"],
        "agency_ko": row["agency_ko"],
        "agency_en": row["agency_en"],
        "zones": [zone["slug"] for zone in zones],
        "provinces": sorted(provinces),
        "recipient_kind": row["kind"],
        "recipient_id": None if is_person else opaque("company", row["company"]),
        "recipient": None if is_person else row["recipient"],
        "awarded_won": row["awarded_won"],
        "months": row["months"],
        "awarded_on": day_in_korea(row["first_public_at"]),
        "published_at": moment(row["public_at"]),
        "is_example": row["is_example"],
        "url": address_of("result-detail", row["code"]),
    }


def json_list(head: dict[str, Any], name: str, items: Iterator[dict[str, Any]]) -> Iterator[str]:
    """A JSON object in pieces: what `head` says, and last of all the list, an item a line.

    What breaks off on the way is no JSON, so that nobody takes a part for the whole."""
    yield json.dumps(head, ensure_ascii=False)[:-1] + f', "{name}": ['
    between = "\n"
    for item in items:
        yield between + json.dumps(item, ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def register_json(at: datetime) -> Iterator[str]:
    """All that is public, as JSON; `at` is the moment of asking by the database's clock."""
    head = {
        "format": FORMAT,
        "version": VERSION,
        "generated_at": moment(at),
        "publisher": publisher(),
        "licence": settings.OPEN_DATA_LICENCE,
        "currency": "KRW",
        "documentation": address_of("results-register"),
        "schema": address_of("results-register-schema"),
    }
    return json_list(head, "awards", map(award_of, awards()))


def register_csv() -> Iterator[str]:
    """The same as lines of CSV: UTF-8 with the mark that tells spreadsheets so, lists joined by
    blanks, nothing that a spreadsheet would run."""
    yield "\ufeff" + csv_line([field.name for field in FIELDS])
    for row in awards():
        yield csv_line([_cell(value) for value in award_of(row).values()])


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return " ".join(value)
    return str(value).lower() if isinstance(value, bool) else value


def publisher() -> str:
    return settings.OPERATOR["operator_name"] or "R&D Zone Portal"
