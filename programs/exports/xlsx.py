"""Lists of the foundation as XLSX, written row by row."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from portal.common.templatetags.portal_text import moment
from programs.exports.cells import writable
from programs.models import Application

HEAD = PatternFill("solid", fgColor="ECF2FE")
WIDTHS = (10, 24, 16, 20, 40, 18, 20, 16, 16, 40)


def applications_xlsx(applications: QuerySet[Application]) -> bytes:
    """Applications (`with_received_title`) in the order of the list, in the active language.

    Amounts in whole won, moments in Korea's time; numbers of companies as text, so that none becomes
    1.23E+09. The first column is the key by which a list is read in again.
    """
    head = [
        _("Key"), _("Company"), _("Business number"), _("Call"), _("Title of the project"),
        _("State"), _("Received at"), _("Support asked for (won)"), _("Handled by"), _("Remark"),
    ]  # fmt: skip
    rows = applications.select_related("company", "call", "handling__handler")
    return workbook_of(_("Applications"), head, map(_cells, rows.iterator(chunk_size=500)))


def _cells(application: Application) -> list[object]:
    handling = getattr(application, "handling", None)
    return [
        application.pk,
        application.company.name,
        application.company.business_number or "",
        application.call.code,
        application.received_title or application.title,
        str(application.get_state_display()),
        moment(application.submitted_at) if application.submitted_at else "",
        application.received_won,
        handling.handler.email if handling and handling.handler else "",
        handling.note if handling else "",
    ]


def workbook_of(
    title: str,
    head: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    widths: Sequence[int] = WIDTHS,
) -> bytes:
    """One sheet; every text is written as a text and never as a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for place, width in enumerate(widths[: len(head)]):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, label, font=Font(bold=True), fill=HEAD) for label in head])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: object, **looks: object) -> Cell:
    cell = WriteOnlyCell(sheet, value=writable(value))
    if isinstance(value, str):
        cell.data_type = "s"
    for name, look in looks.items():
        setattr(cell, name, look)
    return cell
