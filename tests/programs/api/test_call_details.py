"""What the API says of one call beyond its row in the list."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from programs.actions.attachment import record_unreadable
from programs.enums import AmendmentKind, RuleKind
from programs.models import Adjustment, Amendment, Attachment, CostShare, EligibilityRule
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    CallFactory,
    CriterionFactory,
    RequiredDocumentFactory,
    SealFactory,
    approved,
    days,
    open_call,
)

PATH = "/api/v1/calls/"
PARTS = (
    "documents",
    "attachments",
    "eligibility_rules",
    "cost_shares",
    "criteria",
    "adjustments",
    "amendments",
    "seals",
)


def attach(call, name="공고문.pdf", **fields) -> Attachment:
    return Attachment.objects.create(
        call=call,
        file=ContentFile(b"%PDF-1.4", name="x"),
        name=name,
        content_type="application/pdf",
        size=8,
        sha256=hashlib.sha256(name.encode()).hexdigest(),
        uploaded_by=UserFactory(),
        **fields,
    )


TEXTS = ("before_ko", "before_en", "after_ko", "after_en")


def amend(call, number=1, **fields) -> Amendment:
    change = {"path": "$.title_ko", "label_ko": "제목", "label_en": "title"}
    return Amendment.objects.create(
        call=call,
        number=number,
        kind=AmendmentKind.CORRECTION,
        reason="오기",
        difference=[{**change, **dict.fromkeys(TEXTS, "가")}],
        published_at=timezone.now(),
        published_by=UserFactory(),
        **fields,
    )


def call_with(count: int):
    call = CallFactory(parts=True)
    for number in range(count):
        attach(call, name=f"{number}.pdf")
        EligibilityRule.objects.create(call=call, kind=RuleKind.AGE, years=7 + number)
        Adjustment.objects.create(call=call, kind="bonus", points=3, label_ko=f"가점 {number}")
        CostShare.objects.create(
            call=call,
            size=["small", "middle", "large"][number],
            government_percent=75,
            cash_percent=10,
        )
    approved(call)
    for number in range(count):
        amend(call, number=number + 1)
        SealFactory(call=call, ended_at=days(-2 - number))
    return call


@pytest.mark.parametrize("item_count", [1, 3])
def test_detail_costs_one_statement(db, client, item_count):
    call = call_with(item_count)

    assert statements(client, f"{PATH}{call.code}/") == 1


def test_detail_says_what_the_list_leaves_out(db, client, settings):
    settings.SITE_URL = "https://portal.example"
    call = call_with(1)
    attachment = call.attachments.get()

    shown = client.get(f"{PATH}{call.code}/").json()
    (row,) = client.get(PATH).json()["results"]

    assert set(shown) - set(row) == set(PARTS)
    assert shown["attachments"] == [
        {
            "label_ko": "",
            "label_en": "",
            "name": "0.pdf",
            "content_type": "application/pdf",
            "size": 8,
            "sha256": attachment.sha256,
            "url": f"https://portal.example/calls/{call.code}/attachments/{attachment.pk}/",
        }
    ]
    record_unreadable(attachment, reason="unsafe")
    withheld = client.get(f"{PATH}{call.code}/").json()["attachments"]
    assert [row["url"] for row in withheld] == [None]
    day = timezone.localdate(call.closes_at)
    day_ko = f"{day.year}. {day.month}. {day.day}."
    assert shown["eligibility_rules"] == [
        {
            "kind": "age",
            "values": [],
            "years": 7,
            "least_won": None,
            "most_won": None,
            "text_ko": f"업력 7년 이내 (접수마감일 {day_ko} 기준)",
            "text_en": f"At most 7 years since founding (as of the closing day {day:%-d %b %Y})",
            "note_ko": "",
            "note_en": "",
        }
    ]
    assert shown["cost_shares"] == [{"size": "small", "government_percent": 75, "cash_percent": 10}]
    assert [criterion["weight"] for criterion in shown["criteria"]] == [60, 40]
    assert [item["label_ko"] for item in shown["adjustments"]] == ["가점 0"]


def test_zones_have_their_quota_and_contact(db, client):
    call = CallFactory(parts=True)
    zone = call.call_zones.get()
    zone.quota, zone.contact, zone.phone, zone.email = 4, "담당", "055-111-2222", "z@example.kr"
    zone.save()
    approved(call)

    (shown,) = client.get(f"{PATH}{call.code}/").json()["zones"]

    assert shown == {
        "slug": zone.zone.slug,
        "name_ko": zone.zone.name_ko,
        "name_en": zone.zone.name_en,
        "quota": 4,
        "contact": "담당",
        "phone": "055-111-2222",
        "email": "z@example.kr",
    }


def test_documents_say_from_whom_and_how_old(db, client):
    call = CallFactory()
    texts = {"label_ko": "서류", "label_en": "document", "help_ko": "도움", "help_en": "help"}
    terms = {"is_required": False, "applicant_kinds": ["company"], "max_age_days": 90}
    RequiredDocumentFactory(call=call, step="agreement", **texts, **terms)
    CriterionFactory(call=call)
    approved(call)

    shown = client.get(f"{PATH}{call.code}/").json()["documents"]

    assert shown == [{**texts, **terms, "step": "agreement"}]


def test_amendments_carry_their_difference(db, client):
    call = call_with(1)
    amendment = call.amendments.get()

    (shown,) = client.get(f"{PATH}{call.code}/").json()["amendments"]

    assert timezone.datetime.fromisoformat(shown.pop("published_at")) == amendment.published_at
    assert shown == {
        "number": 1,
        "kind": "correction",
        "reason": "오기",
        "difference": amendment.difference,
    }


def test_what_was_taken_out_is_not_shown(db, client):
    call = CallFactory(parts=True)
    attach(call, removed_at=timezone.now())
    CriterionFactory(call=call, weight=5, removed_at=timezone.now())
    approved(call)

    shown = client.get(f"{PATH}{call.code}/").json()

    assert shown["attachments"] == []
    assert [criterion["weight"] for criterion in shown["criteria"]] == [60, 40]


def test_parts_of_another_call_are_not_mixed_in(db, client):
    call_with(3)
    call = open_call()

    shown = client.get(f"{PATH}{call.code}/").json()

    assert [len(shown[part]) for part in PARTS] == [1, 0, 0, 0, 2, 0, 0, 0]
