"""The desk where an agency enters its figures, by hand and as XLSX."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from programs.models import FigureEvidence
from tests.counting import statements
from tests.factories.figures import (
    FigureEvidenceFactory,
    FigureFactory,
    IndicatorFactory,
    IndicatorVersionFactory,
)
from tests.factories.programs import PDF
from tests.factories.zones import AgencyMemberFactory
from tests.words import said
from zones.models import Figure

pytestmark = pytest.mark.django_db
YEAR = 2025
HEAD = ["Code", "Figure", "Remark"]


@pytest.fixture
def member():
    return AgencyMemberFactory()


@pytest.fixture
def desk(client, member):
    client.force_login(member.user)
    client.cookies["django_language"] = "en"
    member.user.language = "en"
    member.user.save()
    return client


@pytest.fixture
def version():
    return IndicatorVersionFactory(indicator=IndicatorFactory(code="transfers"))


def address(member, name="sheet", year=YEAR, **more) -> str:
    kwargs = {"slug": member.agency.zone.slug, "year": year, **more}
    return reverse(f"programs:figure-{name}", kwargs=kwargs)


def typed(client, member, **fields):
    seen = client.get(address(member)).context["form"].initial["seen"]
    period = {"period_from": f"{YEAR}-01-01", "period_to": f"{YEAR}-12-31"}
    return {"seen": seen, "sources": "연차실적", **period, **fields}


def test_figures_are_typed_as_people_type_them(desk, member, version):
    answer = desk.post(address(member), typed(desk, member, value_transfers=" 1,889.5 "))

    assert (answer.status_code, Figure.objects.get().value) == (302, 1889.5)
    page = desk.get(address(member)).content.decode()
    assert 'value="1889.5"' in page


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"value_transfers": "-1"}, "value_transfers"),
        ({"value_transfers": "약 70"}, "value_transfers"),
        ({"value_transfers": "1.234"}, "value_transfers"),
        ({"value_transfers": "1e20"}, "value_transfers"),
        ({"sources": " "}, "sources"),
        ({"period_from": "2026-01-01"}, "period_to"),
        ({"period_to": "2024-12-31", "period_from": "2024-01-01"}, "period_to"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_typed(desk, member, version, fields, wrong):
    answer = desk.post(address(member), typed(desk, member, **fields))

    assert answer.status_code == 200
    assert wrong in answer.context["form"].errors
    assert not Figure.objects.exists()


def test_what_a_colleague_saved_is_not_overwritten_unseen(desk, member, version):
    sent = typed(desk, member, value_transfers="99")
    desk.post(address(member), typed(desk, member, value_transfers="73"))

    answer = desk.post(address(member), sent)

    page = answer.content.decode()
    assert Figure.objects.get().value == 73
    assert 'value="99"' in page
    assert said("Saved so far:", "en") in page
    again = {**sent, "seen": answer.context["form"]["seen"].value()}
    assert desk.post(address(member), again).status_code == 302
    assert Figure.objects.get().value == 99


def test_evidence_is_added_and_everything_handed_over(desk, member, version):
    desk.post(address(member), typed(desk, member, value_transfers="73"))
    assert desk.post(address(member, "submit")).status_code == 302
    assert Figure.objects.get().state == "draft"
    file = SimpleUploadedFile("실적.pdf", PDF, "application/pdf")

    desk.post(address(member, "evidence"), {"files": [file]})
    desk.post(address(member, "submit"))

    assert Figure.objects.get().state == "submitted"
    evidence = FigureEvidence.objects.get()
    download = desk.get(address(member, "evidence-download", file_pk=evidence.pk))
    assert b"".join(download.streaming_content) == PDF
    assert download.headers["Cache-Control"] == "private, no-store"
    desk.post(address(member, "take-back"))
    assert Figure.objects.get().state == "draft"
    desk.post(address(member, "evidence-remove", file_pk=evidence.pk))
    assert not FigureEvidence.objects.current().exists()


def test_a_published_figure_is_corrected_by_a_draft(desk, member, version):
    zone = member.agency.zone
    former = FigureFactory(version=version, zone=zone, published=True, value=55)
    page = address(member, "correct", indicator="transfers")
    assert page in desk.get(address(member)).content.decode()

    refused = desk.post(page, {"value": "54", "sources": "정정", "reason": "."})
    done = desk.post(page, {"value": "54", "sources": "정정", "reason": "중복 1건 제외"})

    assert list(refused.context["form"].errors) == ["reason"]
    assert done.status_code == 302
    assert former.correction.value == 54
    assert page not in desk.get(address(member)).content.decode()


@pytest.mark.parametrize("year", [2004, 2999])
def test_years_that_cannot_be_have_no_sheet(desk, member, year):
    assert desk.get(address(member, year=year)).status_code == 404


def test_the_evidence_of_another_zone_is_nobodys_business(desk, member):
    strange = FigureEvidenceFactory()
    kwargs = {"slug": strange.zone.slug, "year": strange.year, "file_pk": strange.pk}

    for name in ("evidence-download", "evidence-remove"):
        path = reverse(f"programs:figure-{name}", kwargs=kwargs)
        assert desk.post(path).status_code in (404, 405)
        own = {**kwargs, "slug": member.agency.zone.slug}
        path = reverse(f"programs:figure-{name}", kwargs=own)
        assert desk.post(path).status_code in (404, 405)
    assert FigureEvidence.objects.current().count() == 1


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_sheet_costs_the_same_for_many_figures(desk, member, item_count):
    for _number in range(item_count):
        FigureFactory(zone=member.agency.zone, agency=member.agency)
        FigureEvidenceFactory(agency=member.agency, name=f"{_number}.pdf")

    assert statements(desk, address(member)) == 5


def book_of(*rows, head=HEAD) -> Workbook:
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    return book


def upload_of(book: Workbook) -> SimpleUploadedFile:
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile("figures.xlsx", file.getvalue())


def read_in(desk, member, book):
    return desk.post(address(member, "sheet-import"), {"file": upload_of(book)})


def test_the_sheet_goes_out_and_comes_back_as_it_was(desk, member, version):
    FigureFactory(version=version, zone=member.agency.zone, value="1889.5", note="=확인")
    book = load_workbook(BytesIO(desk.get(address(member, "sheet-xlsx")).content))

    answer = read_in(desk, member, book)

    assert answer.context["form"].errors == {}
    assert answer.context["changes"] == []
    assert book.active["A2"].value == "transfers"
    assert book.active["F2"].value == "'=확인"
    assert book.active["E2"].value == 1889.5


def test_a_list_is_shown_before_it_is_written(desk, member, version):
    answer = read_in(desk, member, book_of(["transfers", 35.5, "셋째 분기까지"]))
    assert not Figure.objects.exists()
    assert len(answer.context["changes"]) == 1

    done = desk.post(address(member, "sheet-import"), {"checked": answer.context["checked"]})

    figure = Figure.objects.get()
    assert done.status_code == 302
    assert (figure.value, figure.note, figure.state) == (35.5, "셋째 분기까지", "draft")
    assert figure.period_from == date(YEAR, 1, 1)


def test_a_list_is_not_written_over_what_was_saved_meanwhile(desk, member, version):
    answer = read_in(desk, member, book_of(["transfers", 35, ""]))
    desk.post(address(member), typed(desk, member, value_transfers="73"))

    desk.post(address(member, "sheet-import"), {"checked": answer.context["checked"]})

    assert Figure.objects.get().value == 73


def test_another_person_cannot_use_what_was_signed(desk, client, member, version):
    answer = read_in(desk, member, book_of(["transfers", 35, ""]))
    client.force_login(AgencyMemberFactory(agency=member.agency).user)

    client.post(address(member, "sheet-import"), {"checked": answer.context["checked"]})
    client.post(address(member, "sheet-import"), {"checked": "x"})

    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["unknown", 1, ""], ["transfers", "약 70", ""]], ["A2", "B3"]),  # every cell is named
        ([["transfers", "=1+1", ""]], ["B2"]),
        ([["transfers", "", "말만"]], ["B2"]),
        ([["transfers", 1, ""], ["transfers", 2, ""]], ["A3"]),
        ([["transfers", date(2025, 1, 1), ""]], ["B2"]),
        ([["transfers", -1, ""]], ["B2"]),
        ([["transfers", 1.234, ""]], ["B2"]),
        ([["transfers", 1, "가" * 1001]], ["C2"]),
    ],
)
def test_what_a_cell_cannot_hold_is_told_by_its_place_and_nothing_is_written(
    desk, member, version, rows, words
):
    answer = read_in(desk, member, book_of(*rows))

    errors = "\n".join(answer.context["form"].errors["file"])
    assert all(f"{word}" in errors for word in words)
    assert "checked" not in answer.context
    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("figures.xlsx", b"no workbook"),
        SimpleUploadedFile("figures.csv", b"transfers,1"),
        SimpleUploadedFile("figures.xlsx", b"PK\x03\x04" + b"0" * 5_000_001),
    ],
    ids=["no workbook", "no XLSX", "too large"],
)
def test_what_is_no_workbook_is_refused(desk, member, version, upload):
    answer = desk.post(address(member, "sheet-import"), {"file": upload})

    assert answer.context["form"].errors["file"]


def test_a_sheet_without_its_columns_is_refused(desk, member, version):
    answer = read_in(desk, member, book_of(["transfers", 1], head=["Code", "Wert"]))

    assert "Figure" in answer.context["form"].errors["file"][0]


def test_a_figure_that_was_handed_over_is_not_changed_by_a_list(desk, member, version):
    FigureFactory(version=version, zone=member.agency.zone, submitted=True)

    same = read_in(desk, member, book_of(["transfers", 73, ""]))
    other = read_in(desk, member, book_of(["transfers", 74, ""]))

    assert same.context["changes"] == []
    assert "B2" in other.context["form"].errors["file"][0]
