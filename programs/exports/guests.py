"""The guests of a briefing: who came as XLSX, and badges as PDF."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

import segno
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from portal.common.templatetags.portal_text import day, moment
from portal.common.text import one_line
from programs.enums import RegistrationState
from programs.exports.printing import KOREA, compiled, language
from programs.models import Briefing, Registration
from programs.queries.attendance import guest_list, ticket_address

WIDTHS = (6, 18, 32, 14, 18, 14, 20, 18)
HEAD_ROWS = 3
PAPER_A4 = 9  # of ECMA-376, 18.18.57
HEAD = PatternFill("solid", fgColor="ECF2FE")
LINE = Border(bottom=Side(style="thin", color="CDD1D5"))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attendance_xlsx(briefing: Briefing) -> bytes:
    """Who has a seat and who came, by name, in the active language; moments in Korea's time.

    Every text is written as a text: what begins with "=" is a name, and no formula. Prints on A4
    with the head on each page and room to sign, for a day without a line.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Attendance"))
    _lay_out(sheet)
    sheet.append([_text(sheet, briefing.title, font=Font(bold=True, size=14))])
    sheet.append([_text(sheet, " · ".join(filter(None, (_when(briefing), briefing.venue))))])
    sheet.append([_text(sheet, label, font=Font(bold=True), fill=HEAD) for label in _labels()])
    for number, guest in enumerate(guest_list(briefing).iterator(chunk_size=500), 1):
        sheet.append(list(_cells(sheet, number, guest)))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _lay_out(sheet: WriteOnlyWorksheet) -> None:
    for place, width in enumerate(WIDTHS):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    sheet.freeze_panes = f"A{HEAD_ROWS + 1}"
    sheet.print_title_rows = f"1:{HEAD_ROWS}"
    sheet.page_setup.paperSize = PAPER_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _labels() -> list[str]:
    return [
        _("No."),
        _("Name of the guest"),
        _("Organisation"),
        _("Ticket number"),
        _("State"),
        pgettext("briefing", "takes part"),
        pgettext("briefing", "arrived at"),
        _("Signature"),
    ]


def _when(briefing: Briefing) -> str:
    return day(briefing.starts_at) if briefing.is_day_only else moment(briefing.starts_at)


def _text(sheet: WriteOnlyWorksheet, text: str, **look: Any) -> Cell:
    cell = WriteOnlyCell(sheet, value=one_line(text))
    cell.data_type = "s"
    cell.border, cell.alignment = LINE, Alignment(vertical="center", wrap_text=True)
    for name, value in look.items():
        setattr(cell, name, value)
    return cell


def _moment(sheet: WriteOnlyWorksheet, at: datetime | None) -> Cell:
    if at is None:
        return _text(sheet, "")
    cell = WriteOnlyCell(sheet, value=at.astimezone(KOREA).replace(tzinfo=None, microsecond=0))
    cell.number_format, cell.border = "yyyy-mm-dd hh:mm", LINE
    return cell


def _cells(sheet: WriteOnlyWorksheet, number: int, guest: Registration) -> Iterator[Cell | int]:
    yield number
    for text in (guest.attendee_name, organisation_of(guest), guest.code, _state(guest)):
        yield _text(sheet, text)
    yield _text(sheet, guest.get_mode_display())
    yield _moment(sheet, vars(guest)["arrived_at"])
    yield _text(sheet, "")


def organisation_of(guest: Registration) -> str:
    """Whom a guest comes from, as far as it is known."""
    return guest.company.name if guest.company else guest.organisation


def _state(guest: Registration) -> str:
    if guest.is_walk_in:
        return _("came without registration")
    if guest.state != RegistrationState.SEATED:
        return _("came without a seat")
    return guest.get_state_display()


def badges_pdf(briefing: Briefing) -> bytes:
    """A badge for each guest, eight on a page of A4, with the QR code that the desk scans."""
    guests = guest_list(briefing)
    facts = {
        "language": language(),
        "site": _("R&D Zone Portal"),
        "title": _("Badges"),
        "briefing": one_line(briefing.title),
        "when": _when(briefing),
        "none": _("Nobody has registered yet."),
        "badges": [_badge(guest) for guest in guests],
    }
    return compiled("badges.typ", facts, at=timezone.now())


def _badge(guest: Registration) -> dict[str, str]:
    return {
        "name": one_line(guest.attendee_name),
        "organisation": one_line(organisation_of(guest)),
        "number": guest.code,
        "qr": qr_code(ticket_address(guest.code)),
        "alt": _("QR code of ticket %(number)s") % {"number": guest.code},
    }


def qr_code(text: str) -> str:
    """A QR code as SVG, with its quiet zone; a quarter of it may be worn off."""
    file = BytesIO()
    segno.make(text, error="q", micro=False).save(
        file, kind="svg", xmldecl=False, nl=False, border=2
    )
    return file.getvalue().decode()
