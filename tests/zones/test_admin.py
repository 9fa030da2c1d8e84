import pytest
from django.urls import reverse

from tests.counting import statements
from tests.factories.zones import (
    BudgetFactory,
    CompanyFactory,
    DesignationFactory,
    InstitutionFactory,
    MunicipalityFactory,
    ProvinceFactory,
    StrategyFactory,
    ZoneFactory,
)

LISTS = {
    "zones_agency": 7,
    "zones_budget": 8,
    "zones_company": 8,
    "zones_designation": 7,
    "zones_institution": 7,
    "zones_municipality": 8,
    "zones_province": 7,
    "zones_zone": 7,
}


def one_of_each() -> None:
    zone = ZoneFactory()
    CompanyFactory(zone=zone)
    BudgetFactory(zone=zone)
    DesignationFactory(zone=zone)
    StrategyFactory(zone=zone)
    InstitutionFactory()
    MunicipalityFactory()


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("model", LISTS)
def test_lists_cost_the_same_with_more_rows(client, staff, model, item_count):
    for _number in range(item_count):
        one_of_each()
    client.force_login(staff)

    assert statements(client, reverse(f"admin:{model}_changelist")) == LISTS[model]


def test_staff_correct_a_zone_with_its_designations(client, staff):
    zone = DesignationFactory().zone
    client.force_login(staff)
    path = reverse("admin:zones_zone_change", args=[zone.pk])
    data = {"slug": zone.slug, "kind": zone.kind, "name_ko": "새 이름", "name_en": "New"}
    data |= {"specialization_ko": "수소", "specialization_en": "Hydrogen"}
    data |= {"provinces": [ProvinceFactory().pk]}
    for inline in client.get(path).context["inline_admin_formsets"]:
        prefix = inline.formset.prefix
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}

    response = client.post(path, data)

    zone.refresh_from_db()
    assert response.url == reverse("admin:zones_zone_changelist")
    assert (zone.name_ko, zone.designations.count()) == ("새 이름", 1)


def test_staff_read_a_company_and_change_nothing(client, staff, company):
    client.force_login(staff)
    path = reverse("admin:zones_company_change", args=[company.pk])

    response = client.post(path, {"name": "다른 이름"})

    company.refresh_from_db()
    assert client.get(path).status_code == 200
    assert response.status_code == 403
    assert company.name != "다른 이름"


@pytest.mark.parametrize(("local", "is_saved"), [(1_200_000_000, True), (1, False)])
def test_stages_of_a_budget_add_up_or_the_page_says_so(client, staff, local, is_saved):
    budget = BudgetFactory()
    client.force_login(staff)
    data = {"zone": budget.zone_id, "year": 2020, "sources": ""}
    data |= {"national_won": budget.national_won, "local_won": budget.local_won}
    data |= {"stages-TOTAL_FORMS": 1, "stages-INITIAL_FORMS": 0, "stages-0-stage": "growth"}
    data |= {"stages-0-national_won": budget.national_won, "stages-0-local_won": local}

    response = client.post(reverse("admin:zones_budget_change", args=[budget.pk]), data)

    assert (response.status_code == 302) is is_saved
    assert budget.stages.count() == int(is_saved)
