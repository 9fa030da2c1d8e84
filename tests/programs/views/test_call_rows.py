"""Documents, criteria, bonus and penalty points: sections of the editor that are rows."""

import uuid

import pytest
from django.urls import reverse

from portal.common.digest import digest_of
from programs.call_format import SCHEMA
from programs.models import Call
from programs.queries.section import section_content
from tests.factories.programs import CallFactory

LANGUAGES = ["ko", "en"]
ROWS = {
    "documents": ("required_documents", {"label_ko": "사업계획서"}),
    "criteria": ("criteria", {"label_ko": "기술성", "weight": "60"}),
    "adjustments": ("adjustments", {"label_ko": "여성기업", "kind": "bonus", "points": "2"}),
}

EMPTY = {"is_required": "on", "step": "application"}  # as a row that nobody touched is sent


@pytest.fixture
def draft(membership):
    return CallFactory(agency=membership.agency)


def path(call, section) -> str:
    return reverse("programs:call-section", args=[call.pk, section])


def seen(call, section) -> str:
    return digest_of(section_content(Call.objects.get(pk=call.pk), section))


def rows(call, section, *given: dict, **more) -> dict:
    data = {"rows-TOTAL_FORMS": len(given), "rows-INITIAL_FORMS": 0, "seen": seen(call, section)}
    for number, row in enumerate(given):
        data |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return data | more


def labels(call, section) -> list[str]:
    return [part.label_ko for part in getattr(call, ROWS[section][0]).all()]


@pytest.mark.parametrize("section", ROWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_are_saved(as_agency, draft, section, language):
    as_agency.cookies["django_language"] = language
    row = ROWS[section][1]

    response = as_agency.post(path(draft, section), rows(draft, section, row, EMPTY))

    assert response.status_code == 302
    assert labels(draft, section) == [row["label_ko"]]


@pytest.mark.parametrize("section", ROWS)
def test_only_rows_that_are_there_can_be_removed(as_agency, draft, section):
    as_agency.post(path(draft, section), rows(draft, section, ROWS[section][1]))

    page = as_agency.get(path(draft, section)).content.decode()

    assert ("rows-0-DELETE" in page, "rows-1-DELETE" in page) == (True, False)
    assert "rows-1-label_ko" in page


@pytest.mark.parametrize("section", ROWS)
def test_as_many_rows_as_an_import_takes_can_be_saved_again(as_agency, draft, section):
    most = SCHEMA["properties"][section]["maxItems"]
    for position in range(1, most + 1):
        getattr(draft, ROWS[section][0]).create(position=position, **ROWS[section][1])
    page = as_agency.get(path(draft, section)).context["formset"]
    given = [ROWS[section][1] | {"key": str(form["key"].value())} for form in page]

    full = as_agency.post(path(draft, section), rows(draft, section, *given))
    beyond = as_agency.post(path(draft, section), rows(draft, section, *given, ROWS[section][1]))

    assert (len(given), full.status_code, beyond.status_code) == (most, 302, 200)
    assert beyond.context["formset"].non_form_errors()
    assert len(labels(draft, section)) == most


@pytest.mark.parametrize("section", ROWS)
def test_rows_keep_their_key(as_agency, draft, section):
    row = ROWS[section][1] | {"key": str(uuid.uuid4())}
    as_agency.post(path(draft, section), rows(draft, section, row))

    as_agency.post(path(draft, section), rows(draft, section, {**row, "label_ko": "고친 글"}))

    (part,) = getattr(draft, ROWS[section][0]).all()
    assert (str(part.key), part.label_ko) == (row["key"], "고친 글")


@pytest.mark.parametrize("section", ROWS)
def test_a_key_that_is_sent_twice_makes_two_rows(as_agency, draft, section):
    row = ROWS[section][1] | {"key": str(uuid.uuid4())}

    as_agency.post(path(draft, section), rows(draft, section, row, row))

    assert len(labels(draft, section)) == 2


@pytest.mark.parametrize("section", ROWS)
def test_rows_stand_in_the_order_of_their_numbers(as_agency, draft, section):
    places = {"끝": "", "둘째": "5", "첫째": "2"}
    given = [
        ROWS[section][1] | {"label_ko": label, "position": place} for label, place in places.items()
    ]

    as_agency.post(path(draft, section), rows(draft, section, *given))

    assert labels(draft, section) == ["첫째", "둘째", "끝"]


@pytest.mark.parametrize("section", ROWS)
def test_a_row_is_removed(as_agency, draft, section):
    row = ROWS[section][1]
    as_agency.post(path(draft, section), rows(draft, section, row))

    as_agency.post(path(draft, section), rows(draft, section, {**row, "DELETE": "on"}))

    assert labels(draft, section) == []


@pytest.mark.parametrize("section", ROWS)
def test_rows_of_a_stale_tab_overwrite_nothing_and_come_back(as_agency, draft, section):
    row = ROWS[section][1]
    stale = rows(draft, section, {**row, "label_ko": "내 글"})
    as_agency.post(path(draft, section), rows(draft, section, {**row, "label_ko": "동료의 글"}))

    response = as_agency.post(path(draft, section), stale)

    assert labels(draft, section) == ["동료의 글"]
    assert response.context["theirs"]
    assert "내 글" in response.content.decode()
    pressed = {"met": response.context["met"], "mine": "1"}
    as_agency.post(path(draft, section), {**stale, **pressed})
    assert labels(draft, section) == ["내 글"]


@pytest.mark.parametrize("section", ROWS)
def test_rows_of_a_call_that_waits_come_back(as_agency, membership, section):
    call = CallFactory(agency=membership.agency, parts=True)
    before = labels(call, section)
    given = rows(call, section, {**ROWS[section][1], "label_ko": "남은 글"})
    as_agency.post(reverse("programs:call-submit", args=[call.pk]))

    response = as_agency.post(path(call, section), given)

    assert "남은 글" in response.content.decode()
    assert labels(call, section) == before


@pytest.mark.parametrize("weight", ["0", "101", "-5", "half", "33.3", ""])
def test_a_weight_out_of_bounds_is_said_at_its_field(as_agency, draft, weight):
    row = {"label_ko": "기술성", "weight": weight}

    response = as_agency.post(path(draft, "criteria"), rows(draft, "criteria", row))

    assert list(response.context["formset"].errors[0]) == ["weight"]
    assert 'id="id_rows-0-weight_error"' in response.content.decode()
    assert draft.criteria.count() == 0


def test_weights_may_be_saved_before_they_add_up_and_the_check_says_so(as_agency, draft):
    row = {"label_ko": "기술성", "weight": "60"}

    as_agency.post(path(draft, "criteria"), rows(draft, "criteria", row))

    page = as_agency.get(path(draft, "criteria"))
    assert "weights" in {finding.rule for finding in page.context["here"].findings}
    assert labels(draft, "criteria") == ["기술성"]


def test_a_document_may_be_asked_of_some_kinds_of_applicant(as_agency, draft):
    row = {"label_ko": "등기부", "applicant_kinds": ["company"]}

    as_agency.post(path(draft, "documents"), rows(draft, "documents", row))
    unknown = as_agency.post(
        path(draft, "documents"), rows(draft, "documents", {**row, "applicant_kinds": ["bank"]})
    )

    assert draft.required_documents.get().applicant_kinds == ["company"]
    assert set(unknown.context["formset"].errors[0]) == {"applicant_kinds"}


def test_a_penalty_names_its_ground(as_agency, draft):
    row = {"label_ko": "제재", "kind": "penalty", "points": "2"}

    response = as_agency.post(path(draft, "adjustments"), rows(draft, "adjustments", row))

    assert response.context["formset"].total_error_count() == 1
    assert draft.adjustments.count() == 0


def test_rows_without_their_management_form(as_agency, draft):
    response = as_agency.post(path(draft, "documents"), {"seen": seen(draft, "documents")})

    assert (response.status_code, draft.required_documents.count()) == (200, 0)
