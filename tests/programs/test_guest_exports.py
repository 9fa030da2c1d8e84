"""Lists and badges of guests: names are names, whatever stands in them."""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from programs.exports.guests import attendance_xlsx, badges_pdf, qr_code
from programs.queries.attendance import ticket_address
from tests.factories.programs import AttendanceFactory, BriefingFactory, RegistrationFactory
from tests.factories.zones import CompanyFactory

pytestmark = pytest.mark.django_db
HOSTILE = ['=HYPERLINK("http://evil.example","x")', "+82 10", "@SUM(A1)", "-1", "\t=1+1"]


@pytest.fixture
def briefing():
    return BriefingFactory(title_ko="=1+1 설명회", venue_ko="콘퍼런스홀")


def rows_of(file: bytes) -> list[list]:
    sheet = load_workbook(BytesIO(file)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return re.sub(r"\s+", "", " ".join(pages))


def pages_of(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


def test_the_list_has_who_has_a_seat_and_who_came(briefing):
    came = RegistrationFactory(
        briefing=briefing, attendee_name="가손님", company=CompanyFactory(name="예시기업")
    )
    arrival = datetime(2026, 3, 4, 5, 1, 30, tzinfo=UTC)
    AttendanceFactory(registration=came, arrived_at=arrival)
    RegistrationFactory(briefing=briefing, attendee_name="나손님", organisation="다른기관")
    let_in = RegistrationFactory(briefing=briefing, attendee_name="다손님", state="waiting")
    AttendanceFactory(registration=let_in)
    for state in ("waiting", "cancelled"):
        RegistrationFactory(briefing=briefing, state=state)

    rows = rows_of(attendance_xlsx(briefing))

    assert [row[:4] for row in rows[3:]] == [
        [1, "가손님", "예시기업", came.code],
        [2, "나손님", "다른기관", briefing.registrations.get(attendee_name="나손님").code],
        [3, "다손님", None, let_in.code],
    ]
    assert rows[3][6] == datetime(2026, 3, 4, 14, 1, 30)
    assert rows[4][6] is None


def test_no_name_becomes_a_formula(briefing):
    for name in HOSTILE:
        RegistrationFactory(briefing=briefing, attendee_name=name, organisation=name)

    file = attendance_xlsx(briefing)

    sheet = zipfile.ZipFile(BytesIO(file)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    names = {row[1] for row in rows_of(file)[3:]}
    assert names == {name.strip() for name in HOSTILE}


def test_what_no_cell_may_hold_is_left_out(briefing):
    RegistrationFactory(briefing=briefing, attendee_name="김\x0b손\u202e님\ufffe")

    (row,) = rows_of(attendance_xlsx(briefing))[3:]

    assert row[1] == "김 손님"


def test_the_list_prints_with_its_head_on_each_page(briefing):
    RegistrationFactory(briefing=briefing)

    sheet = load_workbook(BytesIO(attendance_xlsx(briefing))).active

    assert sheet.print_title_rows == "$1:$3"
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)


def test_badges_name_guest_organisation_and_number(briefing):
    guest = RegistrationFactory(
        briefing=briefing, attendee_name="#set 손님", organisation="*별* 연구소"
    )

    text = text_of(badges_pdf(briefing))

    assert all(part in text for part in ("#set손님", "*별*연구소", guest.code))


@pytest.mark.parametrize(("guests", "pages"), [(0, 1), (8, 1), (9, 2)])
def test_eight_badges_stand_on_a_page(briefing, guests, pages):
    RegistrationFactory.create_batch(guests, briefing=briefing)

    assert pages_of(badges_pdf(briefing)) == pages


def test_each_code_is_of_its_ticket():
    one, other = (qr_code(ticket_address(code)) for code in ("A0B1C2D3E4", "A0B1C2D3E5"))

    assert one.startswith("<svg")
    assert one != other


def test_a_code_holds_the_address_of_its_ticket_at_the_desk(settings):
    settings.SITE_URL = "https://portal.example"

    address = ticket_address("A0B1C2D3E4")

    path = reverse("programs:ticket", args=["A0B1C2D3E4"])
    assert address == f"https://portal.example{path}"
