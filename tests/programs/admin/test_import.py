"""Lists that come back as XLSX: compared, then written; what a spreadsheet changed is refused."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from openpyxl import Workbook

from programs.exports.xlsx import applications_xlsx
from programs.models import Application, Handling
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import close, received_application
from tests.factories.screening import HandlingFactory
from tests.factories.zones import CompanyMemberFactory

pytestmark = pytest.mark.django_db
PATH = "/admin/programs/application/import/"
HEAD = ["Key", "Handled by", "Remark"]


@pytest.fixture
def application(db):
    application = received_application()
    close(application.call)
    return application


@pytest.fixture
def as_staff(client, staff):
    staff.language = "en"
    staff.save()
    client.force_login(staff)
    client.cookies["django_language"] = "en"
    return client


def sheet(*rows, head=HEAD, content=None):
    if content is None:
        book = Workbook()
        for row in (head, *rows):
            book.active.append(row)
        file = BytesIO()
        book.save(file)
        content = file.getvalue()
    return SimpleUploadedFile("list.xlsx", content)


def compared(client, *rows, **more):
    return client.post(PATH, {"file": sheet(*rows, **more)})


def write(client, page):
    found = re.search(r'name="checked" value="([^"]+)"', page.content.decode())
    return client.post(PATH, {"checked": found[1]})


def test_nothing_is_written_before_the_second_look(as_staff, application, staff):
    page = compared(as_staff, [application.pk, staff.email, "메모"])
    before = Handling.objects.count()

    write(as_staff, page)

    handling = Handling.objects.get()
    assert (before, handling.handler, handling.note) == (0, staff, "메모")


def test_our_own_list_changes_nothing(as_staff, application, staff):
    HandlingFactory(application=application, handler=staff, note="=1+1")
    rows = Application.objects.filter(pk=application.pk).with_received_title()

    page = as_staff.get(PATH)
    response = as_staff.post(PATH, {"file": sheet(content=_exported(rows))})

    assert page.status_code == 200
    assert 'name="checked"' not in response.content.decode()
    assert "nothing" in response.content.decode()


def _exported(rows) -> bytes:
    with override("en"):
        return applications_xlsx(rows)


def test_what_a_colleague_changed_meanwhile_stays(as_staff, application, staff):
    page = compared(as_staff, [application.pk, staff.email, "내 메모"])
    HandlingFactory(application=application, note="동료 메모")

    write(as_staff, page)

    assert Handling.objects.get().note == "동료 메모"


@pytest.mark.parametrize("value", ["=1+1", 1.5, date(2026, 1, 2)])
def test_cell_that_is_no_text_is_refused_and_named(as_staff, application, value):
    page = compared(as_staff, [application.pk, "", value])

    assert "C2" in page.content.decode()
    assert 'name="checked"' not in page.content.decode()


def test_column_that_is_missing_is_named(as_staff, application):
    page = compared(as_staff, [application.pk, "x"], head=["Key", "Handled by"])

    assert 'name="checked"' not in page.content.decode()
    assert "errorlist" in page.content.decode()


def test_what_is_no_workbook_is_refused(as_staff):
    page = compared(as_staff, content=b"PK\x03\x04 no workbook")

    assert "errorlist" in page.content.decode()


def test_more_rows_than_allowed_are_refused(as_staff, application, monkeypatch):
    monkeypatch.setattr("programs.imports.xlsx.MOST_ROWS", 1)

    page = compared(as_staff, [application.pk, "", "가"], [application.pk, "", "나"])

    assert "errorlist" in page.content.decode()


def test_row_of_ones_own_company_is_no_row(as_staff, application, staff):
    CompanyMemberFactory(company=application.company, user=staff)

    page = compared(as_staff, [application.pk, staff.email, "메모"])

    assert 'name="checked"' not in page.content.decode()


def test_hands_of_strangers_are_refused(as_staff, application):
    page = compared(as_staff, [application.pk, UserFactory().email, "메모"])

    write(as_staff, page)

    assert not Handling.objects.exclude(handler=None).exists()
    assert not Handling.objects.exclude(note="").exists()


def test_look_of_somebody_else_writes_nothing(as_staff, client, application, staff):
    page = compared(as_staff, [application.pk, staff.email, "메모"])
    client.force_login(FoundationUserFactory())

    write(client, page)

    assert Handling.objects.count() == 0
