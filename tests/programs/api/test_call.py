import pytest

from programs.models.call_freezing import CONTENT_FIELDS
from tests.counting import statements
from tests.factories.programs import CallFactory, days, open_call
from tests.programs.views.test_call import BAD_ANSWERS, QUESTIONS, three_calls

__all__ = ["three_calls"]  # a fixture
PATH = "/api/v1/calls/"


def codes(response) -> list[str]:
    return [call["code"] for call in response.json()["results"]]


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_two_statements(db, client, item_count):
    for _number in range(item_count):
        open_call()

    assert statements(client, PATH) == 2


@pytest.mark.parametrize(("query", "expected"), QUESTIONS)
def test_filters_are_those_of_the_page(three_calls, client, query, expected):
    assert codes(client.get(f"{PATH}?{query}")) == expected


@pytest.mark.parametrize(("name", "value"), BAD_ANSWERS)
def test_a_bad_value_is_named(three_calls, client, name, value):
    response = client.get(PATH, {name: value})

    assert (response.status_code, list(response.json())) == (400, [name])


def test_a_page_that_is_not_there(three_calls, client):
    assert client.get(PATH, {"page": 99}).status_code == 404


def test_only_published_calls(db, client):
    call, draft = open_call(), CallFactory()
    later = open_call(published_at=days(1), opens_at=days(2))

    assert codes(client.get(PATH)) == [call.code]
    assert client.get(f"{PATH}{draft.code}/").status_code == 404
    assert client.get(f"{PATH}{later.code}/").status_code == 404


def test_keys(db, client):
    call = open_call()

    data = client.get(f"{PATH}{call.code}/").json()

    assert set(data) == {
        "code", "url", "status", "is_cancelled", "is_example", "program", "year", "agency",
        "zones", "stage", "applicant_kinds", "plan_sections", "title_ko", "title_en", "summary_ko", "summary_en",
        "purpose", "support", "support_period", "support_months", "eligibility", "procedure",
        "security_class", "pass_mark", "bonus_most", "penalty_most", "trims", "budget_won", "award_limit_won", "award_count", "closing_mode",
        "seat_count", "taken_count", "taken_won", "published_at", "opens_at", "closes_at",
        "closed_at", "inquiries_end_at", "short_notice_reason", "notice_number", "iris_number",
        "is_national_rnd", "contact_name", "contact_phone", "contact_email", "notes",
        "documents", "attachments", "eligibility_rules", "cost_shares", "criteria", "adjustments", "amendments", "seals",
    }  # fmt: skip
    assert data["status"] == "open"
    assert data["agency"] == {
        "slug": call.agency.slug,
        "kind": call.agency.kind,
        "name_ko": call.agency.name_ko,
        "name_en": call.agency.name_en,
    }


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_here(db, client, method):
    call = open_call()

    assert getattr(client, method)(f"{PATH}{call.code}/").status_code == 405


def test_last_day_of_the_calendar_is_a_day(three_calls, client):
    assert client.get(PATH, {"closes_before": "9999-12-31"}).status_code == 200


def test_an_empty_order_is_no_order(three_calls, client):
    assert codes(client.get(PATH, {"ordering": ""})) == codes(client.get(PATH))


def test_every_field_that_the_agency_writes_is_told_but_for_these(db, client):
    call = open_call()

    data = client.get(f"{PATH}{call.code}/").json()

    assert set(CONTENT_FIELDS) - set(data) == {
        "inquiries_close_at",  # told as the end that counts: inquiries_end_at
        "reviewer_count",  # for the check of the draft
    }


def test_what_is_taken_is_told_of_the_calls_that_close_by_it(db, client):
    taken = {"taken_count": 3, "taken_won": 40_000_000}
    by_seats = open_call(closing_mode="seats", seat_count=5, **taken)
    by_budget = open_call(closing_mode="budget", budget_won=90_000_000, **taken)
    by_clock = open_call(**taken)

    told = {
        call["code"]: (call["seat_count"], call["taken_count"], call["taken_won"])
        for call in client.get(PATH).json()["results"]
    }

    assert told == {
        by_seats.code: (5, 3, None),
        by_budget.code: (None, None, 40_000_000),
        by_clock.code: (None, None, None),
    }
