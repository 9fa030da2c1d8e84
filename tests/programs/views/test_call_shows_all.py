"""All that an agency writes of a call stands on its public page, or here with the reason why not."""

import re
from datetime import datetime
from html import unescape
from typing import Any

import pgtrigger
import pytest
from django.db.models import Model
from django.utils.translation import gettext, override

from portal.common.money import readable_won
from portal.common.templatetags.portal_text import moment
from portal.common.text import file_size
from programs.enums import ClosingMode, PlanSection, SecurityClass
from programs.models import (
    Adjustment,
    Attachment,
    Call,
    CallZone,
    CostShare,
    Criterion,
    EligibilityRule,
    Question,
    QuestionSection,
    RequiredDocument,
)
from programs.models.call_freezing import CONTENT_FIELDS
from tests.factories.programs import AttachmentFactory, CallFactory, ProgramFactory, approved, days
from tests.factories.zones import AgencyFactory, ZoneFactory
from zones.enums import ApplicantKind, CompanySize, CompanyStatusKind, Stage


def texts(word: str) -> dict[str, str]:
    both = {"label": "label", "help": "help"}
    return {
        f"{name}_{language}": f"{word}-{text}-{language}"
        for name, text in both.items()
        for language in ("ko", "en")
    }


HEAD: dict[str, Any] = {
    "notice_number": "head-notice",
    "iris_number": "head-iris",
    "is_national_rnd": True,
    "title_ko": "head-title-ko",
    "title_en": "head-title-en",
    "summary_ko": "head-summary-ko",
    "summary_en": "head-summary-en",
    "stage": Stage.DISCOVERY,
    "purpose": "head-purpose",
    "support": "head-support",
    "support_period": "head-period",
    "support_months": 127,
    "budget_won": 311_000_000,
    "award_limit_won": 137_000_000,
    "award_count": 139,
    "applicant_kinds": [ApplicantKind.COMPANY, ApplicantKind.FOUNDER],
    "eligibility": "head-eligibility",
    "procedure": "head-procedure",
    "security_class": SecurityClass.SENSITIVE,
    "pass_mark": 73,
    "bonus_most": 17,
    "penalty_most": 19,
    "trims": True,
    "plan_sections": [PlanSection.PEOPLE, PlanSection.BUDGET],
    "closing_mode": ClosingMode.SEATS,
    "seat_count": 149,
    "short_notice_reason": "head-short-notice",
    "contact_name": "head-contact",
    "contact_phone": "head-phone",
    "contact_email": "head@example.kr",
    "notes": "head-notes",
}
MOMENTS = {"published_at": -3, "opens_at": -2, "closes_at": 9, "inquiries_close_at": 5}
PARTS: dict[type[Model], list[dict[str, Any]]] = {
    CallZone: [
        {"quota": 151, "contact": "zone-contact", "phone": "zone-phone", "email": "z@example.kr"}
    ],
    CostShare: [{"size": CompanySize.MIDDLE, "government_percent": 61, "cash_percent": 17}],
    EligibilityRule: [
        {"kind": "age", "years": 23, "note_ko": "rule-note-ko", "note_en": "rule-note-en"},
        {"kind": "status", "values": [CompanyStatusKind.INNOBIZ, CompanyStatusKind.VENTURE]},
        {"kind": "revenue", "least_won": 157_000_000, "most_won": 163_000_000},
    ],
    QuestionSection: [texts("section")],
    Question: [
        {
            **texts("choice"),
            "kind": "choice",
            "options": ["option-ko-1", "option-ko-2"],
            "options_en": ["option-en-1", "option-en-2"],
        },
        {
            **texts("table"),
            "kind": "table",
            "row_limit": 167,
            "columns": [{"key": "a", "label_ko": "column-label", "kind": "short"}],
        },
        {**texts("number"), "kind": "number", "unit": "number-unit", "is_required": False},
        {**texts("long"), "kind": "long", "max_length": 173, "condition_values": ["option-ko-2"]},
    ],
    RequiredDocument: [
        {
            **texts("document"),
            "max_age_days": 179,
            "applicant_kinds": [ApplicantKind.SPECIALIST],
            "is_required": False,
        },
        {**texts("later"), "step": "agreement"},
    ],
    Criterion: [
        {
            **texts("criterion"),
            "weight": 100,
            "tie_rank": 43,
            "anchors": [{"least": 89, "text_ko": "anchor-ko", "text_en": "anchor-en"}],
        }
    ],
    Adjustment: [
        {**texts("bonus"), "kind": "bonus", "points": 13},
        {**texts("penalty"), "kind": "penalty", "points": 11, "ground": "unpaid"},
    ],
    Attachment: [
        {
            "label_ko": "file-label-ko",
            "label_en": "file-label-en",
            "name": "file-name.pdf",
            "size": 181 * 1024,
        }
    ],
}
# What refers to other rows, filled by `written_call`
REFERRED = {
    Call: {"program", "agency"},
    CallZone: {"zone"},
    Question: {"section", "condition_question"},
}

# Not shown, because …
OF_EVERY_PART = {
    "id": "it is a number of the database",
    "call": "the page is that of the call",
    "key": "it tells a part again in copies, and says nothing",
    "position": "parts stand in their order",
    "removed_at": "what an amendment took out is in the history",
}
NOT_SHOWN: dict[type[Model], dict[str, str]] = {
    Call: {"reviewer_count": "it is for the check of the draft; the procedure says who judges"},
    EligibilityRule: {"kind": "the sentence of a rule says what it is about"},
    RequiredDocument: {"is_reusable": "companies cannot keep documents yet: it has no effect"},
    Adjustment: {"kind": "the sign before the points says it"},
    Attachment: {
        "file": "where it is stored is nobody's business; the page has its link",
        "content_type": "the ending of its name says it",
        "sha256": "it is for programs, which find it in the API",
        "uploaded_at": "a file counts from the publication on",
        "uploaded_by": "the call is the agency's, not a person's",
        "reading_state": "it is for the agency, whose search it concerns",
        "unreadable_reason": "it is for the agency, whose search it concerns",
        "reading_attempts": "it is for the search",
        "is_read_in_part": "it is for the search",
        "text": "it is for the search",
        "search": "it is for the search",
        "scan_state": "the page says it only while the file is not there",
        "scan_finding": "it is for the agency: the page says that the file is withheld",
        "scanned_at": "it is there once it was scanned",
        "scan_failed_at": "it is for the agency",
    },
}
# How a reader finds what is not written out as it is
MARKS = {
    (Call, "is_national_rnd"): {
        True: "Paid from national R&D money: the notice on IRIS is the legal one."
    },
    (Call, "trims"): {
        True: "From five reviewers on, the highest and the lowest score are left out."
    },
    (Question, "is_required"): {False: "(optional)"},
    (RequiredDocument, "is_required"): {True: "required", False: "if applicable"},
    (RequiredDocument, "step"): {"agreement": "Due later"},
}
WORDS = {
    (EligibilityRule, "values"): lambda row: [CompanyStatusKind(one).label for one in row.values],
    (Question, "columns"): lambda row: [column["label_ko"] for column in row.columns],
    (Criterion, "tie_rank"): lambda row: [
        gettext("Place %(place)s among equals") % {"place": row.tie_rank}
    ],
    (Criterion, "anchors"): lambda row: [
        gettext("From %(least)s points: %(meaning)s") % {"least": least, "meaning": meaning}
        for least, meaning in row.meanings
    ],
    (Question, "condition_values"): lambda row: [
        row.condition_question.option_labels[value] for value in row.condition_values
    ],
    (Adjustment, "points"): lambda row: [f"{'+' if row.kind == 'bonus' else '−'}{row.points}"],
    (Attachment, "size"): lambda row: [file_size(row.size)],
}


def written_call() -> tuple[Call, list[Model]]:
    """A published call in which every field is filled with a text of its own, and its rows."""
    program = ProgramFactory(slug="head", name_ko="head-program-ko", name_en="head-program-en")
    zone = ZoneFactory(name_ko="zone-name-ko", name_en="zone-name-en")
    agency = AgencyFactory(name_ko="head-agency-ko", name_en="head-agency-en")
    call = CallFactory(program=program, agency=agency, **HEAD, **moments())
    call.call_zones.all().delete()
    rows: list[Model] = []
    for model, given in PARTS.items():
        others = {CallZone: {"zone": zone}}.get(model, {})
        make = AttachmentFactory if model is Attachment else model.objects.create
        for position, row in enumerate(given, start=1):
            placed = {"position": position} if hasattr(model, "position") else {}
            if "condition_values" in row:
                others = {
                    "section": of(rows, QuestionSection),
                    "condition_question": of(rows, Question),
                }
            rows.append(make(call=call, **placed, **others, **row))
    return approved(call), rows


def moments() -> dict[str, datetime]:
    return {name: days(distance) for name, distance in MOMENTS.items()}


def of(rows: list[Model], model: type[Model]) -> Model:
    return next(row for row in rows if isinstance(row, model))


def filled_in(model: type[Model]) -> set[str]:
    given = [HEAD, MOMENTS] if model is Call else PARTS[model]
    return {name for row in given for name in row} | REFERRED.get(model, set())


def fields_of(model: type[Model]) -> set[str]:
    if model is Call:
        return set(CONTENT_FIELDS)
    return {field.name for field in model._meta.concrete_fields} - set(OF_EVERY_PART)


def said_of(row: Model, name: str) -> list[str]:
    """What a reader finds of a field, in the language of the moment; nothing where it is empty."""
    value, place = getattr(row, name), (type(row), name)
    if place in MARKS:
        return [gettext(text) for mark, text in MARKS[place].items() if mark == value]
    if value in (None, "", []):
        return []
    return [str(text) for text in WORDS[place](row)] if place in WORDS else plain(row, name, value)


def plain(row: Model, name: str, value: Any) -> list[str]:
    field = row._meta.get_field(name)
    if isinstance(value, list):
        labels = dict(field.base_field.choices or [])
        return [str(labels.get(one, one)) for one in value]
    if field.choices:
        return [str(dict(field.choices)[value])]
    if isinstance(value, datetime):
        return [moment(value)]
    return [readable_won(value) if name.endswith("_won") else str(value)]


def is_for(language: str, model: type[Model], name: str) -> bool:
    """Whether readers of a language find the field on their page."""
    if name.endswith(("_ko", "_en")):
        return name.endswith(language)
    has_english = f"{name}_en" in {field.name for field in model._meta.fields}
    return not (has_english and language == "en")


def text_of(page: str) -> str:
    """What can be read of a page, in one line and small letters."""
    body = page.partition("<body")[2]
    without_scripts = re.sub(r"<(script|style)\b.*?</\1>", " ", body, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", without_scripts)).split()).casefold()


def stands_in(text: str, page: str) -> bool:
    """As a whole: no number within a longer one."""
    words = " ".join(text.casefold().split())
    return bool(re.search(rf"(?<![\d.,]){re.escape(words)}(?!\d)", page))


def test_a_part_of_a_call_is_one_of_these():
    """A new part of a call is frozen with it, as all are."""
    triggers = pgtrigger.registered()

    assert {model for model, it in triggers if it.name == "frozen_with_call"} == set(PARTS)


@pytest.mark.parametrize("model", [Call, *PARTS])
def test_every_field_is_filled_and_shown_or_there_is_a_reason(model):
    assert filled_in(model) | set(NOT_SHOWN.get(model, {})) == fields_of(model)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_shows_every_field(client, language):
    call, rows = written_call()
    client.cookies["django_language"] = language

    page = text_of(client.get(call.get_absolute_url()).content.decode())

    with override(language):
        missing = [
            f"{type(row).__name__}.{name}: {text}"
            for row in [call, *rows]
            for name in filled_in(type(row)) - set(NOT_SHOWN.get(type(row), {}))
            if is_for(language, type(row), name)
            for text in said_of(row, name)
            if not stands_in(text, page)
        ]
    assert missing == []
