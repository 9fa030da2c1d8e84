"""A list of calls as CSV."""

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import StringIO

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from programs.exports.cells import inert
from programs.exports.printing import KOREA
from programs.models import Call

CSV_ROWS_AT_ONCE = 1000


def csv_of_calls(calls: QuerySet[Call]) -> Iterator[str]:
    """Calls (`with_parties`) as lines of CSV, read in pieces: begins with the mark that tells
    spreadsheets that it is UTF-8. Moments in Korea's time, amounts in whole won."""
    yield "\ufeff" + csv_line(
        [
            _("Code"), _("Title"), _("Status"), _("Stage"), _("Agency"), _("Zones"),
            _("Who may apply"), _("Year"), _("Publication"), _("Opens"), _("Closes"),
            _("Total support (won)"), _("At most per award (won)"), _("Address"),
        ]
    )  # fmt: skip
    for call in calls.iterator(chunk_size=CSV_ROWS_AT_ONCE):
        yield csv_line(_csv_cells(call))


def _csv_cells(call: Call) -> list[object]:
    return [
        call.code,
        call.title,
        _("Cancelled") if call.is_cancelled else call.status.label,
        call.get_stage_display(),
        call.agency.name,
        ", ".join(zone.name for zone in call.zone_list),
        ", ".join(call.applicant_kind_labels),
        call.program.year,
        *map(_csv_moment, (call.published_at, call.opens_at, call.closed_at or call.closes_at)),
        call.budget_won,
        call.award_limit_won,
        settings.SITE_URL + call.get_absolute_url(),
    ]


def _csv_moment(at: datetime | None) -> str:
    return f"{at.astimezone(KOREA):%Y-%m-%d %H:%M}" if at else ""


def csv_line(cells: Sequence[object]) -> str:
    """Cells of which no spreadsheet makes a formula, as one line of CSV."""
    line = StringIO()
    csv.writer(line).writerow([inert(cell) for cell in cells])
    return line.getvalue()
