from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from tests.factories.zones import CompanyFactory
from zones.actions.company import register_company
from zones.forms import CompanyForm

pytestmark = pytest.mark.django_db
GIVEN = {
    "applicant_kind": "company",
    "name": "예시바이오",
    "business_number": "124-81-00998",
    "representative_name": "김예시",
    "size": "small",
    "founded_on": "2015-03-04",
    "address": "경남 김해시 예시로 1",
    "zone": "",
    "phone": "055-000-0000",
}


def form(**given):
    return CompanyForm({**GIVEN, **given})


def test_company_is_taken_with_the_digits_of_its_number():
    company = form().save(commit=False)

    assert (company.name, company.business_number) == ("예시바이오", "1248100998")


def test_founder_is_taken_without_a_number():
    company = form(applicant_kind="founder", business_number=" ").save(commit=False)

    assert company.business_number is None


@pytest.mark.parametrize("size", ["", "middle"])
def test_founder_is_asked_for_no_size(size):
    founder = {"applicant_kind": "founder", "business_number": "", "size": size}

    company = form(**founder).save(commit=False)

    assert company.size == (size or "small")


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"size": ""}, {"size"}),
        ({"business_number": "124-81-00997"}, {"business_number"}),
        ({"business_number": "124-81"}, {"business_number"}),
        ({"business_number": ""}, {"business_number"}),
        ({"applicant_kind": "founder"}, {"business_number"}),
        ({"applicant_kind": "other"}, {"applicant_kind"}),
        ({"name": "", "phone": ""}, {"name", "phone"}),
        ({"founded_on": "2015-02-30"}, {"founded_on"}),
        ({"founded_on": (timezone.localdate() + timedelta(days=2)).isoformat()}, {"founded_on"}),
        ({"zone": "999999"}, {"zone"}),
    ],
)
def test_company_with_a_fault_is_refused_at_its_field(given, fields):
    faulty = form(**given)

    assert set(faulty.errors) == fields
    assert {len(errors) for errors in faulty.errors.values()} == {1}


def test_names_stand_on_one_line_and_can_be_read():
    """They go into mails under the portal's name."""
    company = form(
        name="국세청 환급\r\n\r\n담당자\u2028드림",
        representative_name="김\u202e예\x0b시",
        phone="055\t1",
    ).save(commit=False)

    assert company.name == "국세청 환급 담당자 드림"
    assert (company.representative_name, company.phone) == ("김예 시", "055 1")


@pytest.mark.parametrize("blank", ["\u3164\u200b", "\u2800", "\u202e"])
def test_name_that_nobody_can_see_is_missing(blank):
    faulty = form(name=blank, representative_name=blank)

    assert set(faulty.errors) == {"name", "representative_name"}


def test_company_that_is_registered_already_is_told_whom_to_ask():
    taken = CompanyFactory(business_number="1248100998")
    refused = form()
    assert refused.is_valid()
    with pytest.raises(ValidationError) as refusal:
        register_company(refused.instance, by=taken.created_by)

    with translation.override("en"):
        refused.refuse(refusal.value)
        errors = {field: list(texts) for field, texts in refused.errors.items()}

    assert errors == {
        "business_number": [
            "A company with this business number is registered already. "
            "Its representative can invite you under “People”."
        ]
    }


def test_what_was_typed_is_still_there():
    faulty = form(business_number="124-81-00997")

    assert 'value="124-81-00997"' in str(faulty["business_number"])
    assert 'value="예시바이오"' in str(faulty["name"])
