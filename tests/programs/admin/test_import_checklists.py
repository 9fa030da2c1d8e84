"""Checklists as XLSX: out, and back in after a second look; what a spreadsheet changed is refused."""

import hashlib
import re
import unicodedata
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from openpyxl import Workbook, load_workbook

from programs.actions.screening import save_checklist
from programs.exports.checks import checks_xlsx
from programs.models import Reading, ScreeningDraft
from programs.queries.screening import checklist_of
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import SubmissionFactory, close, received_application
from tests.factories.reviewers import ConflictFactory, ReviewerFactory
from tests.factories.screening import ScreeningDraftFactory
from tests.factories.zones import CompanyMemberFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/programs/application/"
PATH = f"{LIST}import-checklists/"
CONTENT = '{"requested_won":1000,"title":"의료기기 실증"}'
HEAD = ["Key", "Point", "Verdict", "Ground", "Remark"]


@pytest.fixture
def application(db):
    application = received_application()
    submission = SubmissionFactory(application=application, content=CONTENT)
    submission.documents.set(application.documents.all())
    close(application.call)
    return application


@pytest.fixture
def as_staff(client, staff):
    staff.language = "en"
    staff.save()
    client.force_login(staff)
    client.cookies["django_language"] = "en"
    return client


def book_of(*rows, head=HEAD) -> Workbook:
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    return book


def bytes_of(book) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def compared(client, *rows, head=HEAD, content=None):
    content = content or bytes_of(book_of(*rows, head=head))
    return client.post(PATH, {"file": SimpleUploadedFile("점검표.xlsx", content)})


def checked_on(page) -> str | None:
    found = re.search(r'name="checked" value="([^"]+)"', page.content.decode())
    return found and found[1]


def write(client, page):
    return client.post(PATH, {"checked": checked_on(page)}, follow=True)


def refused_with(page) -> str:
    """The words of a refusal, from which nothing can be written."""
    assert checked_on(page) is None
    return str(page.context["form"].errors["file"])


def drafts() -> list[tuple]:
    return list(ScreeningDraft.objects.values_list("subject", "verdict", "reason_code", "note"))


def test_nothing_is_written_before_the_second_look(as_staff, application):
    page = compared(as_staff, [application.pk, "ban", "fulfilled", "", "확인함"])
    before = drafts()

    told = write(as_staff, page)

    assert (before, drafts()) == ([], [("ban", "passes", "", "확인함")])
    assert "1 checklist is marked" in told.content.decode()


def test_preview_tells_row_before_after_and_the_digest_of_the_file(as_staff, application):
    ScreeningDraftFactory(
        application=application, subject="ban", key="", verdict="asked", note="전화"
    )
    content = bytes_of(
        book_of([application.pk, "ban", "not fulfilled", "participation ban", "제재 중"])
    )

    page = compared(as_staff, content=content).content.decode()

    assert hashlib.sha256(content).hexdigest() in page
    for words in ("supplement asked for · 전화", "not fulfilled · participation ban · 제재 중"):
        assert words in page
    assert "<td>2</td>" in page


def test_our_own_list_changes_nothing_in_either_language(as_staff, application):
    ScreeningDraftFactory(
        application=application,
        subject="ban",
        key="",
        verdict="fails",
        reason_code="other",
        note="=1+1",
    )
    ScreeningDraftFactory(application=application, subject="duplicate", key="", note="'26년에 봄")
    for language in ("en", "ko"):
        as_staff.cookies["django_language"] = language
        with override(language):
            content = checks_xlsx([application])
        page = compared(as_staff, content=content)

        assert page.context["is_read"]
        assert page.context["count"] == 0


def test_export_has_a_row_for_each_point_and_a_reading(as_staff, staff, application):
    chosen = {"action": "export_checklists", "_selected_action": [application.pk]}
    preview = as_staff.post(LIST, chosen)
    digest = re.search(r'name="confirmed" value="([0-9a-f]{64})"', preview.content.decode())[1]

    response = as_staff.post(LIST, {**chosen, "confirmed": digest, "reason": "현장 점검"})

    rows = list(load_workbook(BytesIO(response.content)).active.values)
    assert [row[3] for row in rows[1:]] == [point.name for point in checklist_of(application)]
    reading = Reading.objects.get()
    assert (reading.application, reading.place, reading.reason) == (
        application, "export", "현장 점검",
    )  # fmt: skip


def test_words_of_either_language_composed_or_not(as_staff, application):
    verdict = unicodedata.normalize("NFD", "충족")
    note = unicodedata.normalize("NFD", "확인함")

    write(as_staff, compared(as_staff, [application.pk, "ban", verdict, "", note]))

    assert drafts() == [("ban", "passes", "", "확인함")]


def test_empty_verdict_takes_nothing_back(as_staff, application):
    ScreeningDraftFactory(application=application, subject="ban", key="", verdict="passes")

    page = compared(as_staff, [application.pk, "ban", "", "", ""])

    assert (page.context["count"], checked_on(page)) == (0, None)


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (["ban", "perhaps", "", ""], "C2", "fulfilled"),
        (["ban", "not fulfilled", "", ""], "D2", "Choose the ground"),
        (["ban", "not fulfilled", "because", "x"], "D2", "Write one of these"),
        (["ban", "fulfilled", "other reason", ""], "D2", "not fulfilled"),
        (["ban", "", "", "메모"], "C2", "verdict"),
        (["rule-none", "fulfilled", "", ""], "B2", "no such point"),
        (["ban", "fulfilled", "", "가" * 2001], "E2", "2,000"),
        (["ban", "=1+1", "", ""], "C2", "formula"),
        (["ban", 1.5, "", ""], "C2", "number"),
        (["ban", True, "", ""], "C2", "number"),
        (["ban", "#REF!", "", ""], "C2", "error"),
        (["ban", "fulfilled", "", date(2026, 1, 2)], "E2", "date"),
        (["ban", "fulfilled", "", 12345678901234567890], "E2", "number"),
    ],
)
def test_cell_that_cannot_be_taken_is_named(as_staff, application, row, cell, words):
    told = refused_with(compared(as_staff, [application.pk, *row]))

    assert cell in told
    assert words in told


@pytest.mark.parametrize("key", ["x", 1.23e9 + 0.5, "12 3", "-1", "9" * 30])
def test_key_that_is_none_is_named(as_staff, application, key):
    assert "A2" in refused_with(compared(as_staff, [key, "ban", "fulfilled", "", ""]))


def test_two_rows_of_one_point_are_refused(as_staff, application):
    row = [application.pk, "ban", "fulfilled", "", ""]

    told = refused_with(compared(as_staff, row, row))

    assert "B3" in told
    assert "2" in told


def test_merged_cells_are_refused_by_their_range(as_staff, application):
    book = book_of(*[[application.pk, name, "fulfilled", "", ""] for name in ("ban", "duplicate")])
    book.active.merge_cells("C2:C3")

    assert "C2:C3" in refused_with(compared(as_staff, content=bytes_of(book)))


def test_columns_that_are_missing_or_there_twice(as_staff, application):
    row = [application.pk, "ban", "fulfilled", "", "x"]

    assert "Ground" in refused_with(compared(as_staff, row, head=["Key", "Point", "Verdict", "x"]))
    assert "Remark" in refused_with(compared(as_staff, [*row, "y"], head=[*HEAD, "Remark"]))


def test_a_million_empty_rows_are_refused(as_staff, application):
    book = book_of([application.pk, "ban", "fulfilled", "", ""])
    book.active.cell(row=1_000_000, column=5, value="")

    assert "5,000" in refused_with(compared(as_staff, content=bytes_of(book)))


def test_a_bomb_is_refused_before_it_is_read(as_staff, application):
    with zipfile.ZipFile(BytesIO(bytes_of(book_of())), "a") as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 60_000_000, zipfile.ZIP_DEFLATED)
        content = archive.fp.getvalue()

    assert refused_with(compared(as_staff, content=content))


@pytest.mark.parametrize("content", [b"PK\x03\x04 no workbook", b"%PDF-1.4", b"x"])
def test_what_is_no_workbook_is_refused(as_staff, content):
    assert refused_with(compared(as_staff, content=content))


def test_what_a_colleague_judged_meanwhile_stays(as_staff, application, staff):
    page = compared(as_staff, [application.pk, "ban", "fulfilled", "", "내 메모"])
    ScreeningDraftFactory(
        application=application, subject="ban", key="", verdict="asked", note="동료"
    )

    told = write(as_staff, page).content.decode()

    assert drafts() == [("ban", "asked", "", "동료")]
    assert "A colleague has judged the same point" in told


def test_what_was_decided_meanwhile_is_not_marked(as_staff, application):
    page = compared(as_staff, [application.pk, "ban", "fulfilled", "", ""])
    type(application).objects.filter(pk=application.pk).update(state="eligible")

    told = write(as_staff, page).content.decode()

    assert drafts() == []
    assert "1 could not be marked" in told


def test_one_refusal_keeps_no_other_from_being_marked(as_staff, application):
    other = received_application(call=application.call)
    SubmissionFactory(application=other)
    page = compared(
        as_staff, *[[one.pk, "ban", "fulfilled", "", ""] for one in (application, other)]
    )
    ScreeningDraftFactory(application=application, subject="ban", key="", verdict="asked")

    write(as_staff, page)

    assert ScreeningDraft.objects.get(application=other).verdict == "passes"
    assert ScreeningDraft.objects.get(application=application).verdict == "asked"


@pytest.mark.parametrize("conflict", ["company", "barred"])
def test_what_is_kept_from_a_person_is_named_by_its_row_alone(
    as_staff, staff, application, conflict
):
    if conflict == "company":
        CompanyMemberFactory(company=application.company, user=staff)
    else:
        ConflictFactory(reviewer=ReviewerFactory(user=staff), application=application)

    page = compared(as_staff, [application.pk, "ban", "fulfilled", "", ""])

    assert checked_on(page) is None
    assert "Row 2" in page.content.decode()
    assert application.company.name not in page.content.decode()


def test_look_of_somebody_else_writes_nothing(as_staff, client, application):
    page = compared(as_staff, [application.pk, "ban", "fulfilled", "", ""])
    client.force_login(FoundationUserFactory())

    write(client, page)
    client.post(PATH, {"checked": "x:y:z"})

    assert drafts() == []


def test_only_for_the_foundation(client, groups, application):
    auditor = UserFactory(is_staff=True)
    client.force_login(auditor)

    assert client.get(PATH).status_code == 403


def test_written_marks_are_those_of_the_page(as_staff, staff, application):
    """The same action: what the list wrote the page shows, and goes on from."""
    write(as_staff, compared(as_staff, [application.pk, "ban", "fulfilled", "", "확인함"]))

    page = as_staff.get(f"{LIST}{application.pk}/checks/").content.decode()
    assert "확인함" in page
    assert save_checklist(application, by=staff, judged={}, seen={}) == 0
