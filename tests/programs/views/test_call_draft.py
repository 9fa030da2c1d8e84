"""The agency writes a call, its parts, and hands it to the foundation."""

import pytest
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.translation import override

from programs.actions.call import (
    approve_call,
    record_writing,
    send_back_call,
    submit_call,
    take_back_call,
)
from programs.actions.copying import copy_call
from programs.enums import CallState
from programs.models import Call
from programs.queries.approval import comments_on, reading_of
from programs.queries.call import happenings_of
from tests.amending import begun, submitted
from tests.counting import statements
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    AttachmentFactory,
    BriefingFactory,
    CallFactory,
    CriterionFactory,
    EligibilityRuleFactory,
    ProgramFactory,
    close,
    open_call,
    reasons_for_all,
    received_application,
)
from tests.factories.zones import AgencyMemberFactory
from tests.words import said

LANGUAGES = ["ko", "en"]
NEW = "/desk/agency/calls/new/"


@pytest.fixture
def agency(membership):
    return membership.agency


@pytest.fixture
def draft(agency):
    return CallFactory(agency=agency, parts=True)


@pytest.fixture
def head(agency):
    """The least that a new call needs."""
    return {
        "program": ProgramFactory().pk,
        "agency": agency.pk,
        "stage": "growth",
        "title_ko": "기업성장지원 공고",
    }


def path(name: str, call: Call) -> str:
    return reverse(f"programs:call-{name}", args=[call.pk])


def parts(prefix: str, *rows: dict, initial: int = 0) -> dict:
    """A filled-in formset."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def test_create(as_agency, agency, head, membership):
    response = as_agency.post(NEW, head)

    call = Call.objects.get()
    assert response.url == reverse("programs:call-section", args=[call.pk, "head"])
    assert (call.agency, call.created_by, call.state) == (agency, membership.user, CallState.DRAFT)
    assert [zone.pk for zone in call.zones.all()] == [agency.zone_id]
    assert {share.size: share.government_percent for share in call.cost_shares.all()} == {
        "small": 75,
        "middle": 70,
        "large": 50,
        "public": 50,
    }


def copy_path(call: Call) -> str:
    return reverse("programs:call-copy", args=[call.pk])


def test_new_call_may_begin_with_a_former_one(as_agency, agency, membership):
    former, strange, draft = open_call(agency=agency), open_call(), CallFactory(agency=agency)
    copy = begun(former, by=membership.user)

    page = as_agency.get(NEW).content.decode()

    offered = [call for call in (former, strange, draft, copy) if copy_path(call) in page]
    assert offered == [former]


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_of_a_new_call_costs_six_statements(as_agency, agency, item_count):
    for _number in range(item_count):
        open_call(agency=agency)

    assert statements(as_agency, NEW) == 6


def test_desk_offers_a_copy_in_each_row_but_of_working_copies(as_agency, agency, membership):
    former, draft = open_call(agency=agency), CallFactory(agency=agency)
    copy = begun(former, by=membership.user)

    page = as_agency.get(reverse("programs:agency-desk")).content.decode()

    offered = [call for call in (former, draft, copy) if copy_path(call) in page]
    assert offered == [former, draft]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"title_ko": ""}, ["title_ko"]),
        ({"title_ko": "가" * 161}, ["title_ko"]),
        ({"title_ko": "nul\x00"}, ["title_ko"]),
        ({"stage": "middle"}, ["stage"]),
        ({"program": "999999"}, ["program"]),
    ],
)
def test_create_refuses_at_the_field(as_agency, head, changed, fields, language):
    as_agency.cookies["django_language"] = language

    response = as_agency.post(NEW, {**head, **changed})

    page = response.content.decode()
    assert list(response.context["form"].errors) == fields
    assert all(f'id="id_{field}_error"' in page for field in fields)
    assert Call.objects.count() == 0


def test_create_for_an_agency_of_others(as_agency, head):
    other = AgencyMemberFactory().agency

    response = as_agency.post(NEW, {**head, "agency": other.pk})

    assert list(response.context["form"].errors) == ["agency"]
    assert Call.objects.count() == 0


def test_create_is_for_agencies(client, applicant, head):
    client.force_login(applicant)

    assert client.post(NEW, head).status_code == 403
    assert Call.objects.count() == 0


@pytest.mark.parametrize("name", ["draft", "questions"])
def test_pages_are_for_the_agency(client, draft, name):
    client.force_login(AgencyMemberFactory().user)

    assert client.get(path(name, draft)).status_code == 404


def test_submit(as_agency, draft):
    as_agency.post(path("submit", draft))

    draft.refresh_from_db()
    assert draft.state == CallState.SUBMITTED


def test_submit_with_something_missing(as_agency, agency):
    call = CallFactory(agency=agency)

    response = as_agency.post(path("submit", call), follow=True)

    call.refresh_from_db()
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    errors = [fault for fault in response.context["faults"] if not fault.is_warning]
    assert [fault.anchor for fault in errors] == ["questions", "documents", "criteria"]
    assert call.state == CallState.DRAFT


def test_submit_is_posted(as_agency, draft):
    response = as_agency.get(path("submit", draft))

    draft.refresh_from_db()
    assert (response.url, draft.state) == (path("draft", draft), CallState.DRAFT)


def test_applicants_are_named_after_closing_only(as_agency, agency, company):
    call = open_call(agency=agency)
    received_application(call=call, company=company)

    before = as_agency.get(path("draft", call)).content.decode()
    close(call)
    after = as_agency.get(path("draft", call)).content.decode()

    assert (company.name in before, company.name in after) == (False, True)


@pytest.mark.parametrize("item_count", [1, 3])
def test_draft_costs_ten_statements(as_agency, agency, item_count):
    call = open_call(agency=agency)
    for _number in range(item_count):
        received_application(call=call)
    close(call)

    assert statements(as_agency, path("draft", call)) == 10


def test_briefings_of_a_working_copy_are_those_of_its_call(as_agency, agency, membership):
    call, briefing = open_call(agency=agency), BriefingFactory()
    briefing.calls.add(call)
    draft = begun(call, by=membership.user)

    page = as_agency.get(path("draft", draft))

    assert list(page.context["briefings"]) == [briefing]
    assert f"?call={call.pk}" in page.content.decode()


def test_findings_stand_at_their_section_with_their_article(as_agency, agency):
    call = CallFactory(agency=agency, purpose="")

    response = as_agency.get(path("draft", call))

    sections = {section.code.value: section for section in response.context["sections"]}
    assert [finding.rule for finding in sections["purpose"].findings] == ["missing_purpose"]
    assert (sections["purpose"].status, sections["head"].status) == ("missing", "done")
    assert "시행령 제9조제1항" in response.content.decode()


def test_reason_for_a_warning_is_kept(as_agency, agency, membership):
    call = CallFactory(agency=agency)

    as_agency.post(path("reason", call), {"rule": "no_briefing", "reason": "온라인으로 갈음"})

    given = call.warning_reasons.get()
    assert (given.rule, given.reason, given.given_by) == (
        "no_briefing",
        "온라인으로 갈음",
        membership.user,
    )
    page = as_agency.get(path("draft", call)).content.decode()
    assert "온라인으로 갈음" in page


@pytest.mark.parametrize("reason", ["", "  ", "가" * 1001, "a\x00b"])
def test_reason_that_is_refused_comes_back(as_agency, agency, reason):
    call = CallFactory(agency=agency)

    response = as_agency.post(path("reason", call), {"rule": "no_briefing", "reason": reason})

    assert response.status_code == 200
    assert list(response.context["refused"].errors) == ["reason"]
    assert call.warning_reasons.count() == 0


@pytest.mark.parametrize("rule", ["weights", "unknown", "short_notice"])
def test_reason_without_its_warning_is_refused(as_agency, agency, rule):
    call = CallFactory(agency=agency)

    response = as_agency.post(path("reason", call), {"rule": rule, "reason": "왜"}, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["info"]
    assert call.warning_reasons.count() == 0


def test_comments_of_the_foundation_stand_at_their_section(as_agency, draft, membership, staff):
    submit_call(draft, by=membership.user)
    send_back_call(draft, by=staff, reason="왜", comments={"purpose": "목적을 더 적으십시오"})

    page = as_agency.get(path("draft", draft)).content.decode()
    section = as_agency.get(reverse("programs:call-section", args=[draft.pk, "purpose"]))
    other = as_agency.get(reverse("programs:call-section", args=[draft.pk, "head"]))

    assert "목적을 더 적으십시오" in page
    assert "목적을 더 적으십시오" in section.content.decode()
    assert "목적을 더 적으십시오" not in other.content.decode()


def test_draft_that_was_sent_back_says_why(as_agency, draft, membership, staff):
    assert as_agency.get(path("draft", draft)).context["sent_back"] is None

    submit_call(draft, by=membership.user)
    send_back_call(draft, by=staff, reason="지원내용을 구체적으로")

    assert (
        as_agency.get(path("draft", draft)).context["sent_back"].reason == "지원내용을 구체적으로"
    )


def test_answered_comments_are_gone_after_the_next_submission(draft, membership, staff):
    for _time in range(2):
        submit_call(draft, by=membership.user)
        send_back_call(draft, by=staff, reason="왜", comments={"purpose": "목적"})
    submit_call(draft, by=membership.user)
    draft.refresh_from_db()

    assert (draft.comments.count(), list(comments_on(draft))) == (2, [])


@pytest.mark.parametrize("name", ["questions", "attachments"])
def test_every_page_of_a_draft_leads_through_its_sections(
    as_agency, draft, membership, staff, name
):
    submit_call(draft, by=membership.user)
    send_back_call(draft, by=staff, reason="왜", comments={name: "더 적으십시오"})

    response = as_agency.get(path(name, draft))

    page = response.content.decode()
    assert response.context["here"].code == name
    assert [step.code for step in response.context["steps"] if step.url not in page] == []
    assert "더 적으십시오" in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_draft_with_findings_costs_a_constant_number_of_statements(as_agency, agency, item_count):
    call = CallFactory(agency=agency, contact_phone="")
    for _number in range(item_count):
        CriterionFactory(call=call, weight=1)
        BriefingFactory().calls.add(call)

    assert statements(as_agency, path("draft", call)) == 19


# Taken back


def test_take_back(as_agency, draft, membership):
    submit_call(draft, by=membership.user)

    response = as_agency.post(path("take-back", draft), follow=True)

    draft.refresh_from_db()
    assert draft.state == CallState.DRAFT
    assert [str(message) for message in response.context["messages"]] == [
        said("Taken back. It can be written again; the foundation was told.")
    ]


@pytest.mark.parametrize(
    ("approved", "expected"),
    [
        (False, "This call is a draft already."),
        (True, "Not taken back: the foundation has approved it."),
    ],
)
def test_late_take_back_is_answered(as_agency, draft, membership, approved, expected):
    if approved:
        approve_call(submit_call(draft, by=membership.user), by=FoundationUserFactory())

    response = as_agency.post(path("take-back", draft), follow=True)

    assert [str(message) for message in response.context["messages"]] == [said(expected)]


def test_what_was_taken_back_is_not_shown_as_sent_back(as_agency, draft, membership):
    send_back_call(
        submit_call(draft, by=membership.user), by=FoundationUserFactory(), reason="예산"
    )
    first = as_agency.get(path("draft", draft)).context["sent_back"]
    take_back_call(submit_call(draft, by=membership.user), by=membership.user)

    assert first.reason == "예산"
    assert as_agency.get(path("draft", draft)).context["sent_back"] is None


def test_history_says_in_one_line_what_one_person_wrote(as_agency, draft, membership):
    colleague = AgencyMemberFactory(agency=draft.agency).user
    for section, by in [
        ("head", membership.user),
        ("purpose", membership.user),
        ("head", membership.user),
        ("support", colleague),
    ]:
        record_writing(draft, section=section, by=by)

    with override("en"):
        lines = [(one.title, one.actor) for one in happenings_of(draft)]

    assert lines == [("Written: Head, Purpose", membership.user), ("Written: Support", colleague)]


# What it changes, and what the foundation reads


def changes_on(client, call) -> str:
    page = client.get(path("draft", call)).content.decode()
    return page.partition('<section id="changes">')[2].partition("</section>")[0]


def test_working_copy_shows_what_changes_in_the_published_call(as_agency, agency, membership):
    call = open_call(agency=agency)
    copy = begun(call, by=membership.user, budget_won=1_230_000_000)

    changes = changes_on(as_agency, copy)

    words = [call.code, call.get_absolute_url(), "1,230,000,000", "<details", " open"]
    assert [text for text in words if text not in changes] == []


def test_copied_draft_shows_what_differs_folded(as_agency, agency, membership):
    call = open_call(agency=agency)
    copy = copy_call(call, agency=agency, by=membership.user)

    changes = changes_on(as_agency, copy)

    assert (call.code in changes, "<details" in changes, " open" in changes) == (True, True, False)


def test_working_copy_without_a_change_says_so(as_agency, agency, membership):
    copy = begun(open_call(agency=agency), by=membership.user)

    assert said("Nothing differs.") in changes_on(as_agency, copy)


def test_draft_that_began_with_nothing_has_no_difference(as_agency, draft):
    assert changes_on(as_agency, draft) == ""


def test_source_that_one_may_not_read_is_not_told(as_agency, agency, membership):
    """As where somebody of the foundation copied it for the agency."""
    hidden = CallFactory(purpose="남의 초안의 목적")
    copy = copy_call(hidden, agency=agency, by=membership.user)
    Call.objects.filter(pk=copy.pk).update(purpose="우리의 목적")

    page = as_agency.get(path("draft", copy)).content.decode()

    assert [text for text in (hidden.code, "남의 초안의 목적") if text in page] == []


def test_call_that_waits_is_read_as_the_foundation_reads_it(as_agency, draft, membership, staff):
    EligibilityRuleFactory(call=draft)
    AttachmentFactory(call=draft, name="공고문.hwpx")
    reasons_for_all(draft)
    submit_call(draft, by=membership.user)

    page = as_agency.get(path("draft", draft)).content.decode()

    reading = page.partition('<section id="submitted">')[2].partition("</section>")[0]
    texts = reading_of(draft)
    told = [row.after for _section, rows in texts["text"] for row in rows]
    told += [rule["rule"] for rule in texts["rules_in_words"]] + ["공고문.hwpx"]
    told += [finding.reason for finding in texts["findings"]]
    assert [text for text in told if linebreaksbr(text, autoescape=True) not in reading] == []
    assert ("<form" in reading, " open" in reading) == (False, False)


@pytest.mark.parametrize("item_count", [1, 3])
def test_call_that_waits_costs_a_constant_number_of_statements(
    as_agency, agency, membership, item_count
):
    copy = begun(open_call(agency=agency), by=membership.user, budget_won=1_230_000_000)
    for _number in range(item_count):
        EligibilityRuleFactory(call=copy)
    waiting = submitted(copy)

    assert statements(as_agency, path("draft", waiting)) == 44


@pytest.mark.parametrize("item_count", [1, 3])
def test_working_copy_costs_a_constant_number_of_statements(
    as_agency, agency, membership, item_count
):
    copy = begun(open_call(agency=agency), by=membership.user, budget_won=1_230_000_000)
    for _number in range(item_count):
        EligibilityRuleFactory(call=copy)

    assert statements(as_agency, path("draft", copy)) == 40
