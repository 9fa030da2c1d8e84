"""Zones, rules of eligibility and cost shares: rows beside the fields of their sections."""

import pytest

from programs.models import CallZone, EligibilityRule
from tests.factories.zones import ZoneFactory
from tests.programs.views.test_call_section import draft, path, rows, seen, shown

__all__ = ["draft"]  # a fixture


def test_zones_with_their_quota_and_contact(as_agency, draft):
    zone = ZoneFactory()
    row = {"zone": zone.pk, "quota": "3", "contact": "담당", "phone": "055-1", "email": ""}

    as_agency.post(path(draft, "zones"), {"seen": seen(draft, "zones"), **rows(row)})

    saved = CallZone.objects.get(call=draft)
    assert (saved.zone, saved.quota, saved.contact, saved.phone) == (zone, 3, "담당", "055-1")


def test_a_zone_stands_once(as_agency, draft):
    row = {"zone": draft.agency.zone_id}

    response = as_agency.post(
        path(draft, "zones"), {"seen": seen(draft, "zones"), **rows(row, row)}
    )

    formset = response.context["formset"]
    assert [list(form.errors) for form in formset] == [[], ["zone"]]
    assert 'id="id_rows-1-zone_error"' in response.content.decode()
    assert draft.call_zones.count() == 1


def test_a_zone_is_taken_away(as_agency, draft):
    row = {"zone": draft.agency.zone_id, "DELETE": "on"}

    as_agency.post(path(draft, "zones"), {"seen": seen(draft, "zones"), **rows(row, initial=1)})

    assert draft.call_zones.count() == 0


@pytest.mark.parametrize(
    ("row", "saved"),
    [
        ({"kind": "location", "places": ["in_zone"]}, (["in_zone"], None, None)),
        ({"kind": "size", "sizes": ["small", "middle"]}, (["small", "middle"], None, None)),
        ({"kind": "status", "statuses": ["venture"]}, (["venture"], None, None)),
        ({"kind": "field", "technologies": ["health"]}, (["health"], None, None)),
        ({"kind": "age", "years": "7", "places": ["in_zone"]}, ([], 7, None)),
        ({"kind": "revenue", "most_won": "2000000000"}, ([], None, 2_000_000_000)),
        ({"kind": "no_ban", "years": "7"}, ([], None, None)),
        ({"kind": "attendance", "years": "7"}, ([], None, None)),
    ],
    ids=str,
)
def test_rules_of_eligibility(as_agency, draft, row, saved):
    given = {"applicant_kinds": ["company"], "eligibility": "기업", **rows(row)}

    as_agency.post(path(draft, "applicants"), {**given, "seen": seen(draft, "applicants")})

    rule = draft.eligibility_rules.get()
    assert (rule.kind, (rule.values, rule.years, rule.most_won)) == (row["kind"], saved)


@pytest.mark.parametrize(
    ("field", "row"),
    [
        ("places", {"kind": "location"}),
        ("years", {"kind": "age"}),
        ("least_won", {"kind": "revenue"}),
        ("most_won", {"kind": "revenue", "least_won": "5", "most_won": "5"}),
        ("most_won", {"kind": "revenue", "most_won": "0"}),
        ("least_won", {"kind": "revenue", "least_won": "9" * 30}),
        ("kind", {"kind": "riddle"}),
        ("sizes", {"kind": "size", "sizes": ["tiny"]}),
        ("years", {"kind": "age", "years": "101"}),
    ],
    ids=str,
)
def test_rules_that_say_nothing_are_refused_at_the_field(as_agency, draft, field, row):
    given = {"applicant_kinds": ["company"], "eligibility": "남은 글", **rows(row)}

    response = as_agency.post(
        path(draft, "applicants"), {**given, "seen": seen(draft, "applicants")}
    )

    (form,) = response.context["formset"]
    assert {name: len(errors) for name, errors in form.errors.items()} == {field: 1}
    assert "남은 글" in response.content.decode()
    assert draft.eligibility_rules.count() == 0


def test_a_rule_keeps_its_key(as_agency, draft):
    rule = EligibilityRule.objects.create(call=draft, kind="no_ban")
    page = as_agency.get(path(draft, "applicants"))

    as_agency.post(
        path(draft, "applicants"),
        {"seen": page.context["seen"], **shown(page), "eligibility": "새"},
    )

    assert [saved.key for saved in draft.eligibility_rules.all()] == [rule.key]


def share(size, government, cash) -> dict:
    return {"size": size, "government_percent": government, "cash_percent": cash}


def test_cost_shares(as_agency, draft):
    given = rows(share("small", "70", "20"), share("large", "", ""), initial=2)

    as_agency.post(path(draft, "support"), {"seen": seen(draft, "support"), **given})

    shares = draft.cost_shares.values_list("size", "government_percent", "cash_percent")
    assert list(shares) == [("small", 70, 20)]


@pytest.mark.parametrize("row", [("small", "70", ""), ("small", "101", "1"), ("tiny", "1", "1")])
def test_cost_shares_that_are_refused(as_agency, draft, row):
    given = rows(share(*row), initial=1)

    response = as_agency.post(path(draft, "support"), {"seen": seen(draft, "support"), **given})

    assert response.context["formset"].total_error_count() == 1
    assert draft.cost_shares.count() == 0


def test_documents_with_the_parts_of_a_plan(as_agency, draft):
    chosen = {"plan_sections": ["budget", "milestones"]}
    given = {"seen": seen(draft, "documents"), **chosen, **rows()}

    as_agency.post(path(draft, "documents"), given)

    draft.refresh_from_db()
    assert draft.plan_sections == ["budget", "milestones"]


def test_a_part_of_a_plan_that_there_is_not_is_refused(as_agency, draft):
    given = {"seen": seen(draft, "documents"), "plan_sections": ["riddle"], **rows()}

    response = as_agency.post(path(draft, "documents"), given)

    assert list(response.context["form"].errors) == ["plan_sections"]
