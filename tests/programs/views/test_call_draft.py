"""The agency writes a call, its parts, and hands it to the foundation."""

import pytest
from django.urls import reverse

from programs.enums import CallState
from programs.models import Call
from tests.counting import statements
from tests.factories.programs import (
    CallFactory,
    CriterionFactory,
    ProgramFactory,
    QuestionFactory,
    close,
    open_call,
    received_application,
)
from tests.factories.zones import AgencyMemberFactory

LANGUAGES = ["ko", "en"]
NEW = "/desk/agency/calls/new/"


@pytest.fixture
def membership(db):
    return AgencyMemberFactory()


@pytest.fixture
def agency(membership):
    return membership.agency


@pytest.fixture
def as_agency(client, membership):
    client.force_login(membership.user)
    return client


@pytest.fixture
def draft(agency):
    return CallFactory(agency=agency, parts=True)


@pytest.fixture
def head(agency):
    """A filled-in call form."""
    return {
        "program": ProgramFactory().pk,
        "agency": agency.pk,
        "zones": [agency.zone_id],
        "stage": "growth",
        "title_ko": "기업성장지원 공고",
        "summary_ko": "특화기업을 돕습니다.",
        "applicant_kinds": ["company"],
        "purpose": "목적",
        "support": "지원",
        "support_period": "10개월",
        "eligibility": "자격",
        "procedure": "절차",
        "security_class": "general",
        "closing_mode": "clock",
        "published_at": "2030-03-04T09:00",
        "opens_at": "2030-03-05T09:00",
        "closes_at": "2030-04-10T18:00",
        "contact_name": "담당",
        "contact_phone": "055-000-0000",
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
    assert response.url == path("draft", call)
    assert (call.agency, call.created_by, call.state) == (agency, membership.user, CallState.DRAFT)
    assert [zone.pk for zone in call.zones.all()] == [agency.zone_id]
    assert call.closes_at.isoformat() == "2030-04-10T09:00:00+00:00"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"opens_at": "2030-03-03T09:00"}, ["opens_at"]),
        ({"closes_at": "2030-03-05T09:00"}, ["closes_at"]),
        ({"closes_at": "2030-03-01T09:00"}, ["closes_at"]),
        ({"closes_at": ""}, ["closes_at"]),
        ({"closes_at": "tomorrow"}, ["closes_at"]),
        ({"published_at": "2030-02-31T09:00"}, ["published_at"]),
        ({"published_at": ""}, ["published_at"]),
        ({"title_ko": ""}, ["title_ko"]),
        ({"title_ko": "가" * 161}, ["title_ko"]),
        ({"zones": []}, ["zones"]),
        ({"applicant_kinds": []}, ["applicant_kinds"]),
        ({"stage": "middle"}, ["stage"]),
        ({"budget_won": "-1"}, ["budget_won"]),
        ({"budget_won": "9" * 30}, ["budget_won"]),
        ({"award_count": "-1"}, ["award_count"]),
        ({"contact_email": "nobody"}, ["contact_email"]),
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
    assert "특화기업을 돕습니다." in page


def test_create_for_an_agency_of_others(as_agency, head):
    other = AgencyMemberFactory().agency

    response = as_agency.post(NEW, {**head, "agency": other.pk})

    assert list(response.context["form"].errors) == ["agency"]
    assert Call.objects.count() == 0


def test_create_is_for_agencies(client, applicant, head):
    client.force_login(applicant)

    assert client.post(NEW, head).status_code == 403
    assert Call.objects.count() == 0


def test_edit(as_agency, draft, head):
    as_agency.post(path("edit", draft), {**head, "title_ko": "새 제목"})

    draft.refresh_from_db()
    assert draft.title_ko == "새 제목"


def test_edit_changes_no_agency(as_agency, draft, head, membership):
    elsewhere = AgencyMemberFactory(user=membership.user).agency

    as_agency.post(path("edit", draft), {**head, "agency": elsewhere.pk})

    draft.refresh_from_db()
    assert draft.agency == membership.agency


@pytest.mark.parametrize("name", ["edit", "questions", "documents", "criteria"])
def test_a_call_that_waits_is_not_changed(as_agency, draft, name):
    as_agency.post(path("submit", draft))

    assert as_agency.get(path(name, draft)).url == path("draft", draft)
    assert as_agency.post(path(name, draft), {}).status_code == 200
    assert list(draft.events.values_list("verb", flat=True)).count("submit") == 1


@pytest.mark.parametrize("name", ["draft", "edit", "questions", "documents", "criteria"])
def test_pages_are_for_the_agency(client, draft, name):
    client.force_login(AgencyMemberFactory().user)

    assert client.get(path(name, draft)).status_code == 404


def test_questions(as_agency, agency):
    call = CallFactory(agency=agency)
    row = {"position": 1, "kind": "choice", "label_ko": "분야", "options": "수소\n항공"}

    response = as_agency.post(path("questions", call), parts("questions", row))

    question = call.questions.get()
    assert response.url == path("draft", call)
    assert question.options == ["수소", "항공"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"position": 1, "kind": "long", "label_ko": ""}, "label_ko"),
        ({"position": 1, "kind": "riddle", "label_ko": "분야"}, "kind"),
        ({"position": "x", "kind": "long", "label_ko": "분야"}, "position"),
        ({"position": 1, "kind": "long", "label_ko": "분야", "max_length": 99999}, "max_length"),
    ],
)
def test_questions_refuse_at_the_field(as_agency, agency, row, field, language):
    as_agency.cookies["django_language"] = language
    call = CallFactory(agency=agency)

    response = as_agency.post(
        path("questions", call), parts("questions", {**row, "help_ko": "남은 도움말"})
    )

    page = response.content.decode()
    assert list(response.context["formset"].errors[0]) == [field]
    assert f'id="id_questions-0-{field}_error"' in page
    assert "남은 도움말" in page
    assert call.questions.count() == 0


def test_a_choice_needs_options(as_agency, agency):
    call = CallFactory(agency=agency)
    row = {"position": 1, "kind": "choice", "label_ko": "분야", "options": "하나"}

    response = as_agency.post(path("questions", call), parts("questions", row))

    assert response.status_code == 200
    assert response.context["formset"].total_error_count() == 1
    assert call.questions.count() == 0


def test_questions_are_taken_away(as_agency, agency):
    call = CallFactory(agency=agency)
    question = QuestionFactory(call=call)
    row = {"id": question.pk, "position": 1, "kind": "long", "label_ko": "x", "DELETE": "on"}

    as_agency.post(path("questions", call), parts("questions", row, initial=1))

    assert call.questions.count() == 0


def test_questions_of_another_call_are_out_of_reach(as_agency, agency):
    call, question = CallFactory(agency=agency), QuestionFactory(label_ko="fremd")
    row = {"id": question.pk, "position": 1, "kind": "long", "label_ko": "mein"}

    as_agency.post(path("questions", call), parts("questions", row, initial=1))

    question.refresh_from_db()
    assert question.label_ko == "fremd"


def criterion(weight, label="기술성") -> dict:
    return {"position": 1, "label_ko": label, "weight": weight}


def test_criteria(as_agency, agency):
    call = CallFactory(agency=agency)

    as_agency.post(path("criteria", call), parts("criteria", criterion(60), criterion(40)))

    assert sorted(criterion.weight for criterion in call.criteria.all()) == [40, 60]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("weights", [(60, 50), (60, 30), (100, 1)])
def test_weights_that_do_not_add_up(as_agency, agency, weights, language):
    as_agency.cookies["django_language"] = language
    call = CallFactory(agency=agency)
    CriterionFactory(call=call, weight=100, label_ko="이전")

    rows = [criterion(weight, f"남은글{weight}") for weight in weights]
    response = as_agency.post(path("criteria", call), parts("criteria", *rows))

    page = response.content.decode()
    errors = response.context["formset"].non_form_errors()
    assert [error.code for error in errors.as_data()] == ["weights"]
    assert str(sum(weights)) in str(errors)
    assert 'role="alert"' in page
    assert all(f"남은글{weight}" in page for weight in weights)
    assert [criterion.label_ko for criterion in call.criteria.all()] == ["이전"]


@pytest.mark.parametrize("weight", ["0", "101", "-5", "half", "33.3"])
def test_a_weight_out_of_bounds(as_agency, agency, weight):
    call = CallFactory(agency=agency)

    response = as_agency.post(path("criteria", call), parts("criteria", criterion(weight)))

    assert list(response.context["formset"].errors[0]) == ["weight"]
    assert 'id="id_criteria-0-weight_error"' in response.content.decode()
    assert call.criteria.count() == 0


def test_documents(as_agency, agency):
    call = CallFactory(agency=agency)
    row = {"position": 1, "label_ko": "사업계획서", "applicant_kinds": ["company"]}

    as_agency.post(path("documents", call), parts("required_documents", row))

    assert call.required_documents.get().applicant_kinds == ["company"]


def test_a_formset_without_its_management_form(as_agency, draft):
    response = as_agency.post(path("questions", draft), {"x": "y"})

    assert response.status_code == 200
    assert draft.questions.count() == 1


def test_submit(as_agency, draft):
    as_agency.post(path("submit", draft))

    draft.refresh_from_db()
    assert draft.state == CallState.SUBMITTED


def test_submit_with_something_missing(as_agency, agency):
    call = CallFactory(agency=agency)

    response = as_agency.post(path("submit", call), follow=True)

    call.refresh_from_db()
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert [fault.anchor for fault in response.context["faults"]] == [
        "questions",
        "documents",
        "criteria",
    ]
    assert call.state == CallState.DRAFT


def test_submit_is_posted(as_agency, draft):
    assert as_agency.get(path("submit", draft)).status_code == 405


def test_applicants_are_named_after_closing_only(as_agency, agency, company):
    call = open_call(agency=agency)
    received_application(call=call, company=company)

    before = as_agency.get(path("draft", call)).content.decode()
    close(call)
    after = as_agency.get(path("draft", call)).content.decode()

    assert (company.name in before, company.name in after) == (False, True)


@pytest.mark.parametrize("item_count", [1, 3])
def test_draft_costs_twelve_statements(as_agency, agency, item_count):
    call = open_call(agency=agency)
    for _number in range(item_count):
        received_application(call=call)
    close(call)

    assert statements(as_agency, path("draft", call)) == 12
