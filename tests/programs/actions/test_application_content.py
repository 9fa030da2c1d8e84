"""What is received of an application: its content, in one order and one way of writing."""

import hashlib
import json

import pytest

from programs.actions.application import content_of
from tests.factories.programs import (
    PDF,
    CallFactory,
    QuestionFactory,
    RequiredDocumentFactory,
    complete_application,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(company, applicant):
    return complete_application(company=company, created_by=applicant)


def test_content_is_canonical(draft):
    content = content_of(draft)

    parsed = json.loads(content)
    compact = json.dumps(parsed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert content == compact
    assert set(parsed) == {
        "call",
        "company",
        "title",
        "requested_won",
        "answers",
        "documents",
        "consents",
    }
    assert parsed["documents"] == [
        {
            "required_document": draft.call.required_documents.get().pk,
            "name": "사업계획서.pdf",
            "size": len(PDF),
            "sha256": hashlib.sha256(PDF).hexdigest(),
        }
    ]


def test_content_lists_answers_and_files_in_the_order_of_the_call():
    call = CallFactory()
    questions = [QuestionFactory(call=call, position=position) for position in (3, 1, 2)]
    required = [RequiredDocumentFactory(call=call, position=position) for position in (2, 1)]
    content = json.loads(content_of(complete_application(call=call)))

    assert [answer["question"] for answer in content["answers"]] == [
        questions[1].pk,
        questions[2].pk,
        questions[0].pk,
    ]
    assert [document["required_document"] for document in content["documents"]] == [
        required[1].pk,
        required[0].pk,
    ]


def test_content_holds_the_company_as_it_is_now(draft):
    company = draft.company
    company.corporate_number = "1101110062432"

    stated = json.loads(content_of(draft))["company"]

    assert stated == {
        "name": company.name,
        "applicant_kind": "company",
        "business_number": company.business_number,
        "corporate_number": "1101110062432",
        "representative_name": "김예시",
        "size": "small",
        "founded_on": None,
        "address": "경남 김해시 예시로 1",
        "phone": "055-000-0000",
    }
