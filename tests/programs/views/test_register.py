"""The register of results: what everybody takes away, in four files that say the same."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from programs.enums import Outcome, SelectionState
from programs.exports import giving, register
from programs.models import Application, Decision, Selection
from tests.factories.programs import confirmed, finished_round
from tests.factories.programs.selections import DecisionFactory, SelectionFactory
from tests.factories.zones import ZoneFactory
from zones.models import Company, Province

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FILES = ("register.json", "register.csv", "360giving.json", "360giving.csv")
GIVING_SCHEMA = json.loads(Path(__file__).parents[1].joinpath("giving_schema.json").read_text())


def text_of(client, name: str) -> str:
    response = client.get(f"/results/{name}")
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def awards(client) -> list[dict]:
    return json.loads(text_of(client, "register.json"))["awards"]


def grants(client) -> list[dict]:
    return json.loads(text_of(client, "360giving.json"))["grants"]


def lines(client, name: str) -> list[dict]:
    text = text_of(client, name)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def faults(schema: dict, content: dict) -> list[str]:
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [error.message for error in validator.iter_errors(content)]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", FILES)
def test_a_file_costs_at_most_two_statements_whatever_its_length(client, name, count):
    for _number in range(count):
        finished_round(100, 200, rejected=1)
    text_of(client, name)

    with CaptureQueriesContext(connection) as queries:
        text_of(client, name)

    assert len(queries) <= 2


def test_an_award_says_what_its_schema_lists_in_the_order_of_the_fields(client):
    zone = ZoneFactory()
    zone.provinces.add(Province.objects.create(code="x-province", name_ko="가도", name_en="Ga"))
    call = finished_round(30_000_000, rejected=1, zones=[zone], support_months=10)
    company = Application.objects.get(decisions__outcome=Outcome.SELECTED).company

    content = json.loads(text_of(client, "register.json"))
    (award,) = content["awards"]

    assert faults(register.SCHEMA, content) == []
    assert list(award) == [field.name for field in register.FIELDS]
    assert list(award) == list(register.SCHEMA["$defs"]["award"]["properties"])
    assert award["recipient"] == company.name
    assert (award["awarded_won"], award["months"]) == (30_000_000, 10)
    assert (award["zones"], award["provinces"]) == ([zone.slug], ["x-province"])
    assert award["url"].endswith(f"/results/{call.code}/")


def test_the_schema_refuses_a_name_for_a_founder_and_a_field_of_no_version(client):
    finished_round(100)
    content = json.loads(text_of(client, "register.json"))

    founder = {**content["awards"][0], "recipient_kind": "founder"}
    more = {**content["awards"][0], "phone": "010-1234-5678"}

    assert faults(register.SCHEMA, {**content, "awards": [founder]}) != []
    assert faults(register.SCHEMA, {**content, "awards": [more]}) != []


def test_csv_and_json_say_the_same(client):
    finished_round(100, 200, zones=[ZoneFactory(), ZoneFactory()])

    told = awards(client)

    assert lines(client, "register.csv") == [
        {
            **{name: "" if value is None else str(value) for name, value in award.items()},
            "zones": " ".join(award["zones"]),
            "provinces": " ".join(award["provinces"]),
            "is_example": str(award["is_example"]).lower(),
        }
        for award in told
    ]


def test_grants_have_the_shape_of_the_standard(client):
    finished_round(100, 200, zones=[ZoneFactory()], support_months=6)
    finished_round(300)
    Company.objects.filter(applications__decisions__awarded_won=300).update(
        applicant_kind="founder", business_number=None
    )

    content = json.loads(text_of(client, "360giving.json"))

    assert faults(GIVING_SCHEMA, content) == []
    assert sorted(grant["amountAwarded"] for grant in content["grants"]) == [100, 200, 300]
    (person,) = [grant for grant in content["grants"] if "recipientIndividual" in grant]
    assert person["amountAwarded"] == 300
    no_recipient = {**content, "grants": [{**person}]}
    del no_recipient["grants"][0]["recipientIndividual"]
    assert faults(GIVING_SCHEMA, no_recipient) != []


def test_the_columns_of_grants_say_the_same_as_their_json(client):
    finished_round(100, 200, zones=[ZoneFactory()])

    told = {grant["id"]: grant for grant in grants(client)}
    rows = lines(client, "360giving.csv")

    assert list(rows[0]) == list(giving.COLUMNS)
    assert {row["Identifier"]: int(row["Amount Awarded"]) for row in rows} == {
        key: grant["amountAwarded"] for key, grant in told.items()
    }
    assert {row["Recipient Org:0:Name"] for row in rows} == {
        grant["recipientOrganization"][0]["name"] for grant in told.values()
    }


@pytest.mark.parametrize("name", FILES)
def test_nobody_and_nothing_private_is_in_a_file(client, name):
    call = finished_round(100, 200, rejected=1)
    founder = Application.objects.get(decisions__awarded_won=200).company
    Company.objects.filter(pk=founder.pk).update(
        applicant_kind="founder", business_number=None, name="김비밀"
    )
    Company.objects.update(representative_name="박대표", phone="02-987-6543", address="비밀로 7")
    refused = Application.objects.get(decisions__outcome=Outcome.REJECTED).company
    numbers = Company.objects.exclude(business_number=None).values_list(
        "business_number", flat=True
    )
    mails = Application.objects.values_list("created_by__email", flat=True)
    decided = Decision.objects.values_list("reason", flat=True)

    text = text_of(client, name)

    private = [refused.name, "비밀", "박대표", "987-6543", *numbers, *mails, *decided]
    private += [call.contact_email or "@", call.contact_phone or "phone"]
    assert [word for word in private if word in text] == []
    assert Application.objects.get(decisions__awarded_won=100).company.name in text


def test_awards_of_one_company_belong_together_and_those_of_a_person_do_not(client):
    for won in (100, 200, 300, 400):
        finished_round(won)
    company, person = Company.objects.order_by("pk")[:2]
    Company.objects.filter(pk=person.pk).update(applicant_kind="founder", business_number=None)
    with pgtrigger.ignore("programs.Application:stays_with_its_company"):
        Application.objects.filter(decisions__awarded_won=200).update(company=company)
        Application.objects.filter(decisions__awarded_won__gte=300).update(company=person)

    by_amount = {award["awarded_won"]: award for award in awards(client)}
    individuals = {
        grant["recipientIndividual"]["id"]
        for grant in grants(client)
        if "recipientIndividual" in grant
    }

    assert by_amount[100]["recipient_id"] == by_amount[200]["recipient_id"]
    assert by_amount[300]["recipient_id"] is by_amount[400]["recipient_id"] is None
    assert len(individuals) == 2


def test_numbers_stay_whatever_else_comes_and_tell_no_key(client, settings):
    finished_round(100)
    (before,) = awards(client)
    finished_round(200)

    kept = {award["id"] for award in awards(client)}
    settings.REGISTER_KEY = "another"
    other = {award["id"] for award in awards(client)}

    assert before["id"] in kept
    assert kept.isdisjoint(other)


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_told_before_its_instant(client, name):
    finished_round(100)
    before = [line for line in text_of(client, name).splitlines() if "generated_at" not in line]
    finished_round(123_456_789, publishes_in=DAY)

    after = [line for line in text_of(client, name).splitlines() if "generated_at" not in line]

    if name == "360giving.json":  # its head has the moment of asking
        before, after = before[1:], after[1:]
    assert after == before


def test_a_later_selection_takes_the_place_of_the_former_and_is_no_new_award(client):
    call = finished_round(100)
    first = Selection.objects.get(panel__call=call)
    (before,) = awards(client)
    later = SelectionFactory(
        panel=first.panel, number=first.number + 1, state=SelectionState.PROPOSED, reason="다시"
    )
    application = Application.objects.get(call=call)
    DecisionFactory(
        selection=later, application=application, outcome=Outcome.SELECTED, awarded_won=90
    )
    confirmed(later)

    (after,) = awards(client)

    assert (after["id"], after["awarded_won"]) == (before["id"], 90)
    assert after["published_at"] >= before["published_at"]
    assert after["awarded_on"] == before["awarded_on"]


def test_a_spreadsheet_runs_nothing_of_it(client):
    finished_round(100)
    Company.objects.update(name='=HYPERLINK("http://x.example")')

    assert "'=HYPERLINK" in text_of(client, "register.csv")
    assert "'=HYPERLINK" in text_of(client, "360giving.csv")
    assert awards(client)[0]["recipient"].startswith("=HYPERLINK")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_files_are_the_same_in_every_language_and_kept_by_no_cache(client, language):
    finished_round(100)
    korean = awards(client)
    client.cookies["django_language"] = language

    response = client.get("/results/register.json")

    assert "no-store" in response.headers["Cache-Control"]
    assert awards(client) == korean


def test_without_a_result_the_files_are_whole_and_empty(client):
    assert faults(register.SCHEMA, json.loads(text_of(client, "register.json"))) == []
    assert grants(client) == lines(client, "register.csv") == lines(client, "360giving.csv") == []


def test_the_page_of_the_register_names_every_field_and_file(client):
    page = client.get("/results/register/").content.decode()

    assert [f"/results/{name}" in page for name in (*FILES, "register.schema.json")] == [True] * 5
    assert [field.name for field in register.FIELDS if f">{field.name}<" not in page] == []
    assert "/results/register/" in client.get("/results/").content.decode()
    assert client.get("/results/register.schema.json").json()["title"] == register.SCHEMA["title"]
