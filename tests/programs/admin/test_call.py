"""Calls in the admin: read, approve, send back, close, cancel."""

import pytest
from django.urls import reverse

from programs.actions.copying import copy_call
from programs.enums import CallState
from programs.models import Adjustment, Call, EligibilityRule
from programs.queries import rules_in_words_of, with_rules
from tests.counting import statements
from tests.factories.programs import (
    AttachmentFactory,
    CallFactory,
    EligibilityRuleFactory,
    QuestionFactory,
    days,
    open_call,
    received_application,
    set_moments,
)
from tests.factories.zones import ZoneFactory

LIST = "/admin/programs/call/"


@pytest.fixture
def waiting(db):
    return submitted(CallFactory(parts=True))


def submitted(call):
    call.state = CallState.SUBMITTED
    call.submitted_at, call.submitted_by = call.created_at, call.created_by
    call.save()
    return call


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


def path(name: str, call) -> str:
    return reverse(f"admin:programs_call_{name}", args=[call.pk])


@pytest.mark.parametrize("item_count", [1, 50])
def test_list_costs_ten_statements(as_staff, item_count):
    for _number in range(item_count):
        open_call()

    assert statements(as_staff, LIST) == 10


def test_page_shows_what_is_approved(as_staff, waiting):
    page = as_staff.get(path("change", waiting)).content.decode()

    for text in [waiting.title_ko, waiting.agency.name_ko, path("approve", waiting)]:
        assert text in page
    for part in [*waiting.questions.all(), *waiting.criteria.all()]:
        assert part.label in page


@pytest.mark.parametrize("name", ["change", "approve", "send_back"])
def test_all_that_the_call_says_is_read(as_staff, name):
    waiting = CallFactory(parts=True)
    zone = ZoneFactory(slug="cheongju", name_ko="충북 청주")
    waiting.call_zones.create(zone=zone, quota=77, contact="특구 담당자")
    EligibilityRuleFactory(call=waiting, kind="location", values=["in_zone"])
    Adjustment.objects.create(call=waiting, label_ko="여성기업 가점", kind="bonus", points=3)
    file = AttachmentFactory(call=waiting, label_ko="첨부 서식")
    waiting.required_documents.update(max_age_days=91)
    first = QuestionFactory(
        call=waiting, kind="choice", position=8, label_ko="수출 여부", options=["수출함", "안 함"]
    )
    QuestionFactory(
        call=waiting, position=9, label_ko="수출국",
        condition_question=first, condition_values=["수출함"],
    )  # fmt: skip
    submitted(waiting)

    page = as_staff.get(path(name, waiting)).content.decode()

    words = [
        waiting.purpose, waiting.program.name, waiting.agency.name,
        *("충북 청주", "77", "특구 담당자", "여성기업 가점", "첨부 서식", "91"),
        *("수출함, 안 함", "수출 여부, 수출함", waiting.get_absolute_url()),
        reverse("programs:attachment-download", args=[waiting.code, file.pk]),
        *(row["rule"] for row in rules_in_words_of(with_rules(Call.objects).get(pk=waiting.pk))),
    ]  # fmt: skip
    assert [text for text in words if text not in page] == []
    assert "cheongju" not in page


def test_nothing_is_changed_on_the_page(as_staff, waiting):
    response = as_staff.post(path("change", waiting), {"title_ko": "anders"})

    waiting.refresh_from_db()
    assert response.status_code == 403
    assert waiting.title_ko != "anders"


def test_approve(as_staff, waiting, staff):
    response = as_staff.post(
        path("approve", waiting), {"seen_at": waiting.submitted_at.isoformat()}
    )

    waiting.refresh_from_db()
    assert response.url == path("change", waiting)
    assert (waiting.state, waiting.approved_by) == (CallState.APPROVED, staff)


def test_approval_says_which_version_was_read(as_staff, waiting):
    as_staff.post(path("approve", waiting), {"seen_at": ""})

    waiting.refresh_from_db()
    assert waiting.state == CallState.SUBMITTED


def test_nobody_approves_their_own(as_staff, waiting, staff):
    waiting.submitted_by = staff
    waiting.save()

    response = as_staff.post(
        path("approve", waiting), {"seen_at": waiting.submitted_at.isoformat()}
    )

    waiting.refresh_from_db()
    assert (response.status_code, waiting.state) == (403, CallState.SUBMITTED)


def test_approve_when_the_closing_time_has_passed(as_staff, waiting):
    set_moments(waiting, closes_at=days(-1))

    response = as_staff.post(
        path("approve", waiting), {"seen_at": waiting.submitted_at.isoformat()}
    )

    waiting.refresh_from_db()
    assert len(response.context["form"].non_field_errors()) == 1
    assert waiting.state == CallState.SUBMITTED


def test_send_back(as_staff, waiting):
    as_staff.post(path("send_back", waiting), {"reason": "배점"})

    waiting.refresh_from_db()
    assert waiting.state == CallState.DRAFT
    assert waiting.events.last().reason == "배점"


def test_send_back_with_comments_to_sections(as_staff, waiting, staff):
    given = {"reason": "배점", "comment_purpose": "목적을 더 적으십시오", "comment_head": " "}

    as_staff.post(path("send_back", waiting), given)

    written = [(one.section, one.text, one.written_by) for one in waiting.comments.all()]
    assert written == [("purpose", "목적을 더 적으십시오", staff)]


@pytest.mark.parametrize("name", ["change", "approve", "send_back"])
def test_what_the_linter_found_is_read_before_approval(as_staff, waiting, name):
    page = as_staff.get(path(name, waiting)).content.decode()

    for text in ["국가연구개발혁신법 제14조제2항", "시험"]:  # the article and the reason given
        assert text in page


@pytest.mark.parametrize("name", ["change", "approve"])
def test_difference_to_the_copied_call_is_shown(as_staff, waiting, name):
    source = CallFactory(parts=True, purpose="작년의 목적")
    Call.objects.filter(pk=waiting.pk).update(copied_from=source)

    page = as_staff.get(path(name, waiting)).content.decode()

    assert "<del>작년의 목적</del>" in page
    assert f"<ins>{waiting.purpose}</ins>" in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_to_read_costs_a_constant_number_of_statements(as_staff, waiting, item_count):
    draft = copy_call(waiting, agency=waiting.agency, by=waiting.created_by)
    for number in range(item_count):
        EligibilityRule.objects.create(call=draft, kind="no_ban", position=number)
    submitted(draft)

    assert statements(as_staff, path("change", draft)) == 51


@pytest.mark.parametrize("name", ["send_back", "close", "cancel"])
def test_a_reason_is_asked_for(as_staff, waiting, name):
    call = waiting if name == "send_back" else open_call()
    before = call.state

    response = as_staff.post(path(name, call), {"reason": " "})

    call.refresh_from_db()
    assert list(response.context["form"].errors) == ["reason"]
    assert (call.state, call.closed_at) == (before, None)


def test_close(as_staff):
    call = open_call()

    as_staff.post(path("close", call), {"reason": "예산 소진"})

    call.refresh_from_db()
    assert call.status == "closed"


def test_cancel(as_staff):
    call = open_call()

    as_staff.post(path("cancel", call), {"reason": "사업 중단"})

    call.refresh_from_db()
    assert call.state == CallState.CANCELLED


@pytest.mark.parametrize("name", ["approve", "send_back", "close", "cancel"])
def test_verbs_that_do_not_fit_the_state(as_staff, name):
    draft = CallFactory()

    assert as_staff.post(path(name, draft), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("name", ["approve", "send_back", "close", "cancel"])
def test_verbs_are_for_the_foundation(client, agency_member, call, name):
    client.force_login(agency_member)

    response = client.post(path(name, call), {"reason": "x"})

    assert response.url.startswith(reverse("admin:login"))


def test_an_open_call_tells_how_many_applied_and_not_who(as_staff, company):
    application = received_application(company=company)

    page = as_staff.get(path("change", application.call)).content.decode()

    assert company.name not in page
