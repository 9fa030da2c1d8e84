from datetime import timedelta

import pytest
from django.utils import timezone

from programs.forms.call import (
    CallForm,
    CriterionFormSet,
    QuestionForm,
    QuestionFormSet,
    RequiredDocumentForm,
)
from programs.models import Call
from tests.factories.accounts import UserFactory
from tests.factories.programs import CallFactory, CriterionFactory, ProgramFactory
from tests.factories.zones import AgencyFactory, ZoneFactory
from zones.models import Agency

pytestmark = pytest.mark.django_db
KST = "%Y-%m-%dT%H:%M"


def at(days):
    return (timezone.localtime() + timedelta(days=days)).strftime(KST)


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def given(agency):
    return {
        "program": ProgramFactory().pk,
        "agency": agency.pk,
        "zones": [agency.zone_id],
        "stage": "growth",
        "title_ko": "공고",
        "summary_ko": "요약",
        "applicant_kinds": ["company", "founder"],
        "purpose": "목적",
        "support": "지원",
        "support_period": "10개월",
        "eligibility": "기업",
        "procedure": "절차",
        "security_class": "general",
        "closing_mode": "clock",
        "published_at": at(1),
        "opens_at": at(2),
        "closes_at": at(40),
        "contact_name": "담당",
        "contact_phone": "055-000-0000",
    }


def form(given, instance=None, **changes):
    return CallForm({**given, **changes}, instance=instance, agencies=Agency.objects.all())


def test_call_is_saved_with_its_zones(given, agency):
    other = ZoneFactory()
    filled = form(given, zones=[agency.zone_id, other.pk])
    call = filled.save(commit=False)
    call.created_by, call.code = UserFactory(), "2020-call-01"
    call.save()

    filled.save_m2m()

    saved = Call.objects.get()
    assert set(saved.zones.all()) == {agency.zone, other}
    assert (saved.title_ko, saved.applicant_kinds) == ("공고", ["company", "founder"])


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title_ko": ""}, {"title_ko"}),
        ({"zones": []}, {"zones"}),
        ({"zones": ["999999"]}, {"zones"}),
        ({"applicant_kinds": []}, {"applicant_kinds"}),
        ({"applicant_kinds": ["bank"]}, {"applicant_kinds"}),
        ({"agency": "999999"}, {"agency"}),
        ({"budget_won": "0"}, {"budget_won"}),
        ({"opens_at": at(0.5)}, {"opens_at"}),
        ({"closes_at": at(2)}, {"closes_at"}),
        ({"closes_at": at(1)}, {"closes_at"}),
        ({"closes_at": ""}, {"closes_at"}),
        ({"opens_at": "heute"}, {"opens_at"}),
        ({"contact_email": "x"}, {"contact_email"}),
    ],
    ids=str,
)
def test_call_with_a_fault_is_refused_at_its_field(given, changes, fields):
    faulty = form(given, **changes)

    assert set(faulty.errors) == fields
    assert {len(errors) for errors in faulty.errors.values()} == {1}


def test_call_until_the_budget_is_used_needs_no_closing_time(given):
    assert form(given, closing_mode="budget", closes_at="").errors == {}


def test_moments_are_typed_in_koreas_time(given):
    filled = form(given, closes_at="2030-03-04T18:00")

    assert filled.errors == {}
    assert filled.cleaned_data["closes_at"].isoformat() == "2030-03-04T18:00:00+09:00"


def test_every_field_stands_in_one_section(given):
    names = [field.name for _title, fields in form(given).sections for field in fields]

    assert sorted(names) == sorted(form(given).fields)


def test_agency_of_a_saved_call_stays(given, agency):
    call = CallFactory(agency=agency)

    changed = form(given, instance=call, agency=AgencyFactory().pk)

    assert changed.errors == {}
    assert changed.save().agency == agency


def test_zones_of_a_saved_call_are_replaced(given, agency):
    call, other = CallFactory(agency=agency), ZoneFactory()

    form(given, instance=call, zones=[other.pk]).save()

    assert list(call.zones.all()) == [other]


def question(**changes):
    given = {"position": "1", "kind": "choice", "label_ko": "문항", "options": "하나\r\n둘\r\n"}
    return QuestionForm({**given, **changes})


def test_options_are_typed_one_per_line():
    filled = question(options="하나\r\n\r\n  둘 \r\n")

    assert (filled.errors, filled.cleaned_data["options"]) == ({}, ["하나", "둘"])


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"options": "하나"}, {"__all__"}),
        ({"options": ""}, {"__all__"}),
        ({"kind": "essay"}, {"kind"}),
        ({"label_ko": ""}, {"label_ko"}),
        ({"max_length": "20001"}, {"max_length"}),
        ({"options": "가" * 121 + "\n둘"}, {"options"}),
    ],
    ids=str,
)
def test_question_with_a_fault_is_refused(changes, fields):
    assert set(question(**changes).errors) == fields


def test_text_question_needs_no_options():
    assert question(kind="long", options="").errors == {}


def test_document_may_be_asked_of_some_kinds_of_applicant():
    given = {"position": "1", "label_ko": "등기부", "applicant_kinds": ["company"]}

    assert RequiredDocumentForm(given).errors == {}
    assert set(RequiredDocumentForm({**given, "applicant_kinds": ["bank"]}).errors) == {
        "applicant_kinds"
    }


def criteria(call, *weights, existing=(), **more):
    given = {
        "criteria-TOTAL_FORMS": str(len(weights)),
        "criteria-INITIAL_FORMS": str(len(existing)),
    }
    for number, weight in enumerate(weights):
        prefix = f"criteria-{number}"
        given |= {
            f"{prefix}-weight": weight,
            f"{prefix}-position": "1",
            f"{prefix}-label_ko": f"항목 {number}",
        }
    for number, criterion in enumerate(existing):
        given[f"criteria-{number}-id"] = criterion.pk
    return CriterionFormSet({**given, **more}, instance=call)


@pytest.mark.parametrize("weights", [("100",), ("60", "40"), ("1", "99")])
def test_criteria_whose_weights_add_up_are_saved(weights):
    call = CallFactory()

    formset = criteria(call, *weights)

    assert formset.is_valid()
    formset.save()
    assert [str(criterion.weight) for criterion in call.criteria.all()] == list(weights)


@pytest.mark.parametrize("weights", [("99",), ("60", "41"), ("50", "50", "1")])
def test_criteria_whose_weights_do_not_add_up_are_refused(weights):
    formset = criteria(CallFactory(), *weights)

    assert formset.is_valid() is False
    assert [error.code for error in formset.non_form_errors().as_data()] == ["weights"]


@pytest.mark.parametrize("weight", ["0", "101", "-1", "x", ""])
def test_criterion_with_an_impossible_weight_is_refused_at_its_field(weight):
    formset = criteria(CallFactory(), weight, "100")

    assert formset.is_valid() is False
    assert [set(errors) for errors in formset.errors] == [{"weight"}, set()]


def test_criterion_that_is_deleted_does_not_count():
    call = CallFactory()
    existing = [CriterionFactory(call=call, weight=60), CriterionFactory(call=call, weight=40)]

    formset = criteria(call, "60", "40", "40", existing=existing, **{"criteria-1-DELETE": "on"})

    assert formset.is_valid(), formset.errors
    formset.save()
    assert sorted(call.criteria.values_list("weight", flat=True)) == [40, 60]
    assert existing[1] not in call.criteria.all()


def test_empty_rows_of_questions_are_left_out():
    call = CallFactory()
    given = {"questions-TOTAL_FORMS": "3", "questions-INITIAL_FORMS": "0"}
    for number in range(3):  # as the page shows an empty row
        given |= {
            f"questions-{number}-position": str(number + 1),
            f"questions-{number}-kind": "",
            f"questions-{number}-is_required": "on",
        }

    formset = QuestionFormSet(given, instance=call)

    assert formset.is_valid(), formset.errors
    formset.save()
    assert call.questions.count() == 0
