import pytest
import time_machine

from portal.common.business_days import is_business_day, notice_days
from programs.forms.call import (
    CriterionFormSet,
    RequiredDocumentForm,
    default_schedule,
)
from tests.factories.programs import CallFactory, CriterionFactory

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("today", ["2026-11-23", "2026-08-24", "2028-01-31"])
def test_a_new_call_starts_with_thirty_days_until_a_business_day(today):
    with time_machine.travel(f"{today}T03:00:00Z", tick=False):
        schedule = default_schedule()

    published_at, closes_at = schedule["published_at"], schedule["closes_at"]
    assert notice_days(published_at, closes_at) >= 30
    assert is_business_day(closes_at.date())
    assert (published_at.hour, closes_at.hour) == (9, 18)
