"""Checklists of the eligibility check as XLSX: a row for each point, to be filled in and read back."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from programs.enums import CheckVerdict, ScreeningReason, Verdict
from programs.exports.xlsx import workbook_of
from programs.models import Application
from programs.queries.screening import checklist_of, columns_of_checklists

WIDTHS = (10, 24, 22, 22, 44, 40, 18, 26, 40)


def checks_xlsx(applications: Iterable[Application]) -> bytes:
    """All points of each checklist with what was judged so far, in the active language."""
    head = list(columns_of_checklists().values())
    rows = (row for application in applications for row in _rows(application))
    return workbook_of(_("Checklists"), head, rows, widths=WIDTHS)


def _rows(application: Application) -> Iterator[list[object]]:
    drafts = {draft.place: draft for draft in application.screening_drafts.all()}
    for point in checklist_of(application):
        draft = drafts.get(point.place)
        found = f"{Verdict(point.finding).label}: {point.reason}".removesuffix(": ")
        yield [
            application.pk,
            application.company.name,
            application.call.code,
            point.name,
            point.label,
            found,
            str(CheckVerdict(draft.verdict).label) if draft else "",
            str(ScreeningReason(draft.reason_code).label) if draft and draft.reason_code else "",
            draft.note if draft else "",
        ]
