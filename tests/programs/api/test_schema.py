from io import StringIO

import yaml
from django.core.management import call_command

from programs.filters import BriefingFilter, CallFilter
from zones.filters import ZoneFilter


def parameters_of(path: str) -> set[str]:
    schema = StringIO()
    call_command("spectacular", stdout=schema)
    operation = yaml.safe_load(schema.getvalue())["paths"][path]["get"]
    return {parameter["name"] for parameter in operation["parameters"]}


def test_schema_is_valid_and_made_without_a_warning():
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


def test_schema_names_the_filters_of_the_pages():
    assert parameters_of("/api/v1/calls/") == {
        "q", "zone", "stage", "status", "agency", "applicant", "year", "closes_before", "ordering",
        "page",
    }  # fmt: skip
    assert parameters_of("/api/v1/briefings/") == {"page", *BriefingFilter.base_filters}
    assert parameters_of("/api/v1/zones/") == {"page", *ZoneFilter.base_filters}
    assert "q" in CallFilter.base_filters


def test_schema_says_what_the_words_of_a_rule_are():
    schema = StringIO()
    call_command("spectacular", stdout=schema)

    rule = yaml.safe_load(schema.getvalue())["components"]["schemas"]["EligibilityRule"]
    assert rule["properties"]["text_en"]["description"] == (
        "The rule as an English sentence, without its note."
    )


def test_schema_page_loads_nothing_from_elsewhere(client):
    page = client.get("/api/v1/docs/").content.decode()

    assert "https://" not in page
    assert "http://" not in page
