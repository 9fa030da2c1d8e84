"""Documents at the reviewers' desk: pages with their mark, text, and files for a reason."""

import hashlib
import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from programs import file_kinds as kinds
from programs import watermark
from programs.actions import viewing
from programs.actions.application import submit_application
from programs.enums import AssignmentState, ReviewerState, ScanState
from programs.models import Assignment, Document, Reading
from programs.queries import document_pages
from programs.watermark import NORMAL
from programs.watermark.drawing import document_in
from tests import hostile_files as files
from tests.counting import statements
from tests.factories.programs import (
    AssignmentFactory,
    CallFactory,
    DocumentFactory,
    RequiredDocumentFactory,
    ReviewerFactory,
    approved,
    close,
    complete_application,
)
from tests.factories.reviewers import ConflictFactory
from tests.pictures import opened
from tests.programs.watermark.test_drawing import distance
from tests.races import another_connection

LANGUAGES = ["ko", "en"]
PLAN = files.pdf("= 사업계획서\n비밀내용")
NAME = "비밀상사_사업계획서.pdf"
HWP = "application/x-ole-storage"


def given(application, required, content, *, name=NAME, content_type=kinds.PDF, **told) -> Document:
    return DocumentFactory(
        application=application,
        required_document=required,
        file=ContentFile(content, name="plan"),
        name=name,
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        **told,
    )


@pytest.fixture
def assigned(company, applicant, reviewer):
    """An assignment of a received application with this file in its first place."""

    def make(content=PLAN, *, state=AssignmentState.PLEDGED, more=0, **told) -> Assignment:
        call = CallFactory(parts=True)
        for number in range(more):
            RequiredDocumentFactory(call=call, label_ko=f"다른 서류 {number}")
        approved(call)
        application = complete_application(call=call, company=company)
        first = application.documents.first()
        first.removed_at = timezone.now()
        first.save()
        given(application, first.required_document, content, **told)
        submit_application(application, by=applicant)
        close(call)
        pledged_at = None if state == AssignmentState.ASSIGNED else timezone.now()
        return AssignmentFactory(
            application=application, reviewer=reviewer, state=state, pledged_at=pledged_at
        )

    return make


@pytest.fixture
def as_reviewer(client, reviewer):
    client.force_login(reviewer.user)
    return client


def document_of(assignment) -> Document:
    return assignment.application.documents.current().first()


def page_path(assignment, document=None) -> str:
    document = document or document_of(assignment)
    return reverse("programs:review-document", args=[assignment.pk, document.pk])


def picture_path(assignment, number=1, document=None) -> str:
    return f"{page_path(assignment, document)}pages/{number}.webp"


def desk_path(assignment) -> str:
    return reverse("programs:review-detail", args=[assignment.pk])


def picture(client, assignment, **asked):
    response = client.get(picture_path(assignment), asked)
    assert response.status_code == 200
    return opened(response.content)


def test_pages_stand_on_the_desk_with_their_size(as_reviewer, assigned):
    assignment = assigned()

    page = as_reviewer.get(desk_path(assignment)).content.decode()

    assert f'src="{picture_path(assignment)}"' in page
    assert 'width="1000" height="1414" loading="lazy"' in page
    assert f"/applications/{assignment.application_id}/documents/" not in page
    assert ('href="#documents"' in page, 'href="#scores"' in page) == (True, True)


def test_document_page_has_the_text_beside_each_picture(as_reviewer, assigned):
    assignment = assigned(files.pdf("첫 쪽\n#pagebreak()\n둘째 쪽"))

    response = as_reviewer.get(page_path(assignment))

    assert [page.text for page in response.context["pages"]] == ["첫 쪽", "둘째 쪽"]
    for number in (1, 2):
        assert f'src="{picture_path(assignment, number)}"' in response.content.decode()


def test_picture_is_kept_by_no_cache_and_by_no_other_site(as_reviewer, assigned):
    response = as_reviewer.get(picture_path(assigned()))

    headers = ("Content-Type", "Cache-Control", "X-Content-Type-Options")
    assert [response.headers[name] for name in headers] == [
        "image/webp",
        "private, no-store",
        "nosniff",
    ]
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("asked", [{}, {"mark": ""}, {"size": "small"}, {"turn": "x"}])
def test_picture_asked_for_directly_is_marked(as_reviewer, assigned, asked):
    bare = document_in(io.BytesIO(PLAN), kinds.PDF).draw(1, NORMAL)

    assert distance(picture(as_reviewer, assigned(), **asked), bare) > 0.5


def test_pictures_of_two_reviewers_differ(as_reviewer, assigned, client):
    assignment = assigned()
    mine = picture(as_reviewer, assignment)
    colleague = AssignmentFactory(
        application=assignment.application,
        reviewer=ReviewerFactory(),
        state=AssignmentState.PLEDGED,
        pledged_at=timezone.now(),
    )

    client.force_login(colleague.reviewer.user)

    assert distance(picture(client, colleague), mine) > 0.5


def test_larger_is_a_second_size(as_reviewer, assigned):
    assignment = assigned()

    large = as_reviewer.get(page_path(assignment), {"size": "large"}).content.decode()

    assert f'src="{picture_path(assignment)}?size=large"' in large
    assert picture(as_reviewer, assignment, size="large").width == 2 * NORMAL


def test_looking_at_a_document_is_logged_once_an_hour(as_reviewer, assigned, reviewer):
    assignment = assigned(files.pdf("첫 쪽\n#pagebreak()\n둘째 쪽"))
    document = document_of(assignment)

    for path in (picture_path(assignment), picture_path(assignment, 2), page_path(assignment)):
        as_reviewer.get(path)

    reading = document.readings.get()
    assert (reading.reader, reading.place, reading.reason) == (reviewer.user, "document", "")


def test_an_hour_later_it_is_logged_again(as_reviewer, assigned, reviewer):
    assignment = assigned()
    document = document_of(assignment)
    Reading.objects.create(
        application=assignment.application,
        document=document,
        reader=reviewer.user,
        place="document",
        read_at=timezone.now() - timedelta(minutes=61),
    )

    as_reviewer.get(picture_path(assignment))

    assert document.readings.count() == 2


def answers(client, assignment, document=None) -> list[int]:
    paths = (page_path(assignment, document), picture_path(assignment, 1, document))
    return [client.get(path).status_code for path in paths]


@pytest.mark.parametrize(
    ("state", "status"),
    [(AssignmentState.ASSIGNED, [302, 404]), (AssignmentState.PLEDGED, [200, 200])],
)
def test_before_the_pledge_nothing_is_opened(as_reviewer, assigned, state, status):
    assert answers(as_reviewer, assigned(state=state)) == status


def test_conflict_keeps_it_from_the_reviewer(as_reviewer, assigned, reviewer):
    assignment = assigned()
    assert answers(as_reviewer, assignment) == [200, 200]

    ConflictFactory(application=assignment.application, reviewer=reviewer)

    assert answers(as_reviewer, assignment) == [404, 404]
    assert as_reviewer.post(page_path(assignment), {"reason": "봅니다"}).status_code == 404


def test_conflict_keeps_it_from_staff_who_review(client, assigned, reviewer, staff):
    reviewer.user.groups.set(staff.groups.all())
    reviewer.user.is_staff = True
    reviewer.user.save()
    assignment = assigned()
    client.force_login(reviewer.user)
    assert answers(client, assignment) == [200, 200]

    ConflictFactory(application=assignment.application, reviewer=reviewer)

    assert answers(client, assignment) == [404, 404]


def test_reviewer_on_a_break_opens_nothing(as_reviewer, assigned, reviewer):
    assignment = assigned()
    reviewer.state = ReviewerState.PAUSED
    reviewer.save()

    assert answers(as_reviewer, assignment) == [404, 404]


@pytest.mark.parametrize("caller", ["applicant", "staff", "colleague"])
def test_desk_of_a_reviewer_is_nobody_elses(client, assigned, applicant, staff, caller):
    assignment = assigned()
    people = {"applicant": applicant, "staff": staff, "colleague": ReviewerFactory().user}
    client.force_login(people[caller])

    assert answers(client, assignment) == [404, 404]


def test_file_that_was_replaced_is_not_opened(as_reviewer, assigned):
    assignment = assigned()
    former = assignment.application.documents.former().get()

    assert answers(as_reviewer, assignment, former) == [404, 404]


@pytest.mark.parametrize("state", [ScanState.WAITING, ScanState.INFECTED])
def test_file_without_a_clean_scan_is_not_opened(as_reviewer, assigned, state):
    assignment = assigned(scan_state=ScanState.WAITING)
    document = document_of(assignment)
    if state == ScanState.INFECTED:
        document.scan_state, document.scan_finding = state, "Eicar"
        document.scanned_at = timezone.now()
        document.save()

    assert answers(as_reviewer, assignment) == [404, 404]
    assert page_path(assignment) not in as_reviewer.get(desk_path(assignment)).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_of_other_files_is_shown_and_the_file_given_for_a_reason(
    as_reviewer, assigned, reviewer, language
):
    as_reviewer.cookies["django_language"] = language
    content = files.docx("비밀내용 문단")
    assignment = assigned(content, name="비밀상사.docx", content_type=kinds.DOCX)

    page = as_reviewer.get(page_path(assignment))
    refused = as_reviewer.post(page_path(assignment), {"reason": ""})
    taken = as_reviewer.post(page_path(assignment), {"reason": "표를 셈합니다"})

    assert "비밀내용 문단" in page.content.decode()
    assert list(refused.context["form"].errors) == ["reason"]
    assert taken.getvalue() == content
    assert taken.headers["Content-Disposition"].startswith("attachment")
    reasons = document_of(assignment).readings.order_by("pk").values_list("reader", "reason")
    assert list(reasons) == [(reviewer.user.pk, ""), (reviewer.user.pk, "표를 셈합니다")]


def test_file_of_a_pdf_is_given_for_no_reason(as_reviewer, assigned):
    assignment = assigned()

    response = as_reviewer.post(page_path(assignment), {"reason": "인쇄합니다"})

    assert (response.status_code, response.url) == (302, page_path(assignment))
    assert document_of(assignment).readings.count() == 0


def test_what_has_no_text_either_is_given_for_a_reason(as_reviewer, assigned):
    assignment = assigned(files.hwp(), name="계획서.hwp", content_type=HWP)

    response = as_reviewer.get(page_path(assignment))

    assert response.status_code == 200
    assert response.context["reason"] == "unsupported"
    assert as_reviewer.get(picture_path(assignment)).status_code == 422


def test_blind_panel_does_not_read_whose_file_it_is(as_reviewer, assigned):
    assignment = assigned(files.docx("글"), name="비밀상사.docx", content_type=kinds.DOCX)
    assignment.panel.is_blind = True
    assignment.panel.save()
    label = document_of(assignment).required_document.label

    page = as_reviewer.get(page_path(assignment)).content.decode()
    desk = as_reviewer.get(desk_path(assignment)).content.decode()
    taken = as_reviewer.post(page_path(assignment), {"reason": "표를 셈합니다"})

    assert [label in text for text in (page, desk)] == [True, True]
    assert ["비밀상사" in text for text in (page, desk)] == [False, False]
    assert assignment.application.company.name not in page
    assert (taken.filename, taken.getvalue()[:2]) == (f"{label}.docx", b"PK")


@pytest.mark.parametrize("is_blind", [True, False])
@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (files.pdf("= 계획\n비밀\n상사의 장비"), kinds.PDF),
        (files.docx("㈜비밀 상사의 장비"), kinds.DOCX),
    ],
)
def test_blind_panel_reads_the_text_without_names(
    as_reviewer, assigned, company, content, content_type, is_blind
):
    company.name = "주식회사 비밀상사"
    company.save()
    assignment = assigned(content, name="plan", content_type=content_type)
    assignment.panel.is_blind = is_blind
    assignment.panel.save()

    page = as_reviewer.get(page_path(assignment)).content.decode()

    assert ("[○○]의 장비" in page, "상사의 장비" in page) == (is_blind, not is_blind)


def test_open_panel_reads_the_name(as_reviewer, assigned):
    """Control: it is the panel that hides it."""
    page = as_reviewer.get(page_path(assigned())).content.decode()

    assert NAME in page


REFUSED = {
    "password": (files.restricted_pdf(b"secret"), "encrypted"),
    "broken": (b"%PDF-1.7\n" + bytes(500), "damaged"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_is_said_in_words(as_reviewer, assigned, name, language):
    as_reviewer.cookies["django_language"] = language
    content, reason = REFUSED[name]
    assignment = assigned(content)

    desk, page = (as_reviewer.get(path) for path in (desk_path(assignment), page_path(assignment)))
    refused = as_reviewer.get(picture_path(assignment))

    assert (desk.status_code, page.status_code, refused.status_code) == (200, 200, 422)
    assert page.context["reason"] == reason
    assert str(page.context["reason"].label) in refused.content.decode()
    assert refused.headers["Cache-Control"] == "private, no-store"


def test_drawer_that_is_killed_is_said_in_words(as_reviewer, assigned, monkeypatch):
    monkeypatch.setattr(watermark, "START", "import os; os.kill(os.getpid(), 9)")
    assignment = assigned(files.pdf("killed"))

    found = [
        as_reviewer.get(path).status_code
        for path in (desk_path(assignment), page_path(assignment), picture_path(assignment))
    ]

    assert found == [200, 200, 422]


def test_file_that_is_missing_is_said_in_words(as_reviewer, assigned):
    assignment = assigned(files.pdf("missing"))
    document = document_of(assignment)
    document.file.storage.delete(document.file.name)

    found = [
        as_reviewer.get(path).status_code
        for path in (desk_path(assignment), page_path(assignment), picture_path(assignment))
    ]

    assert found == [200, 200, 404]


@pytest.mark.parametrize(("asked", "first"), [("", 1), ("x", 1), ("0", 1), ("2", 11), ("99", 21)])
def test_long_documents_come_ten_pages_at_a_time(as_reviewer, assigned, asked, first):
    assignment = assigned(files.pdf("\n#pagebreak()\n".join(f"쪽 {n}" for n in range(25))))

    pages = as_reviewer.get(page_path(assignment), {"page": asked}).context["pages"]

    assert [page.number for page in pages] == list(range(first, min(first + 10, 26)))
    assert as_reviewer.get(picture_path(assignment, 26)).status_code == 422


def test_desk_looks_at_a_document_once(as_reviewer, assigned, monkeypatch):
    assignment = assigned(files.pdf("once"))
    first = as_reviewer.get(desk_path(assignment)).context["reviewed"][0]

    monkeypatch.setattr(watermark, "START", "raise SystemExit(1)")
    again = as_reviewer.get(desk_path(assignment)).context["reviewed"][0]

    assert (first.count, again.pages) == (1, first.pages)


def test_desk_does_not_wait_for_all_documents(as_reviewer, assigned, monkeypatch):
    monkeypatch.setattr(document_pages, "OUTLINES_SECONDS", 0)
    assignment = assigned(files.pdf("too many"))

    response = as_reviewer.get(desk_path(assignment))

    assert (response.context["reviewed"][0].pages, response.status_code) == ([], 200)
    assert f'href="{page_path(assignment)}"' in response.content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_documents_add_no_statements_to_the_desk(as_reviewer, assigned, more):
    assert statements(as_reviewer, desk_path(assigned(more=more))) == 9


@pytest.mark.parametrize("count", [1, 3])
def test_pages_add_no_statements(as_reviewer, assigned, count):
    assignment = assigned(files.pdf("\n#pagebreak()\n".join(f"쪽 {n}" for n in range(count))))

    assert statements(as_reviewer, page_path(assignment)) == 8


def test_picture_costs_twelve_statements(as_reviewer, assigned):
    assert statements(as_reviewer, picture_path(assigned())) == 12


@pytest.fixture
def drawing_for(reviewer):
    """Another page is drawn for the reviewer, on another connection."""
    with another_connection() as other:
        other.execute(viewing.LOCK, [viewing.DRAWINGS, str(reviewer.user.pk)])
        yield


@pytest.mark.usefixtures("drawing_for")
def test_one_page_is_drawn_at_a_time(as_reviewer, assigned, monkeypatch):
    monkeypatch.setattr(viewing, "WAIT", timedelta(milliseconds=50))
    path = picture_path(assigned())

    first = as_reviewer.get(path, {"size": "large"})
    last = as_reviewer.get(path, {"turn": "5"})

    assert (first.status_code, first.url) == (302, f"{path}?size=large&turn=1")
    assert (last.status_code, last.headers["Retry-After"]) == (503, "5")


@pytest.mark.usefixtures("drawing_for")
def test_others_do_not_wait_for_it(client, assigned):
    """Control: the turn is a person's own."""
    colleague = AssignmentFactory(
        application=assigned().application,
        reviewer=ReviewerFactory(),
        state=AssignmentState.PLEDGED,
        pledged_at=timezone.now(),
    )
    client.force_login(colleague.reviewer.user)

    assert picture(client, colleague).width == NORMAL
