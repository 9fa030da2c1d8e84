import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.zones import (
    BudgetFactory,
    CompanyFactory,
    CompanyMemberFactory,
    CompanyStatusFactory,
    DesignationFactory,
    InstitutionFactory,
    MunicipalityFactory,
    OwnershipOfferFactory,
    ParticipationBanFactory,
    ProvinceFactory,
    StrategyFactory,
    ZoneFactory,
    business_number,
)
from zones.models import BusinessCheck, Company

LISTS = {
    "zones_agency": 7,
    "zones_budget": 8,
    "zones_company": 8,
    "zones_companystatus": 8,
    "zones_designation": 7,
    "zones_institution": 7,
    "zones_municipality": 8,
    "zones_participationban": 8,
    "zones_province": 7,
    "zones_zone": 7,
}


def one_of_each() -> None:
    zone = ZoneFactory()
    company = CompanyFactory(zone=zone)
    CompanyStatusFactory(company=company)
    ParticipationBanFactory(company=company)
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


def page_of(client, company) -> dict:
    """What the page of the company in the admin sends back when nothing is changed."""
    context = client.get(reverse("admin:zones_company_change", args=[company.pk])).context
    data = {
        name: "" if value is None else value
        for name, value in context["adminform"].form.initial.items()
        if name in context["adminform"].form.fields
    }
    for inline in context["inline_admin_formsets"]:
        prefix, rows = inline.formset.prefix, inline.formset.initial_forms
        data |= {f"{prefix}-TOTAL_FORMS": len(rows) + 1, f"{prefix}-INITIAL_FORMS": len(rows)}
        for number, form in enumerate(rows):
            member = form.instance
            data |= {f"{prefix}-{number}-id": member.pk, f"{prefix}-{number}-company": company.pk}
            data |= {f"{prefix}-{number}-role": member.role}
        data |= {f"{prefix}-{len(rows)}-company": company.pk}
    return data


@pytest.fixture
def root(db, client):
    person = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(person)
    return person


def test_what_the_help_desk_corrects_is_an_event_and_checked_anew(client, root, company, settings):
    settings.BUSINESS_CHECK_KEY = "key"
    path = reverse("admin:zones_company_change", args=[company.pk])
    number = business_number(300_000_002)

    response = client.post(path, page_of(client, company) | {"business_number": number})

    company.refresh_from_db()
    assert response.status_code == 302
    assert company.business_number == number
    assert [(event.verb, event.actor) for event in company.events.all()] == [("correct", root)]
    assert BusinessCheck.objects.get(company=company).business_number == number


def test_help_desk_overwrites_nothing_that_it_has_not_seen(client, root, company):
    given = page_of(client, company) | {"name": "새 이름"}
    Company.objects.filter(pk=company.pk).update(phone="055-999-9999")

    response = client.post(reverse("admin:zones_company_change", args=[company.pk]), given)

    company.refresh_from_db()
    assert len(response.context["adminform"].form.non_field_errors()) == 1
    assert (company.name != "새 이름", company.phone) == (True, "055-999-9999")


def test_help_desk_changes_people_as_the_actions_do(client, root, company, applicant):
    colleague, newcomer = CompanyMemberFactory(company=company, role="staff"), UserFactory()
    offer = OwnershipOfferFactory(company=company, giver=applicant, taker=colleague.user)
    path = reverse("admin:zones_company_change", args=[company.pk])
    given = page_of(client, company)
    given |= {"members-1-DELETE": "on", "members-0-role": "staff"}
    given |= {"members-2-user": newcomer.pk, "members-2-role": "representative"}

    response = client.post(path, given)

    offer.refresh_from_db()
    assert response.status_code == 302
    assert dict(company.members.values_list("user", "role")) == {
        applicant.pk: "staff",
        newcomer.pk: "representative",
    }
    assert [event.verb for event in company.events.all()] == ["appoint", "appoint", "remove_member"]
    assert offer.state == "taken_back"


@pytest.mark.parametrize("change", [{"members-0-DELETE": "on"}, {"members-0-role": "staff"}])
def test_help_desk_leaves_no_company_without_a_representative(client, root, company, change):
    path = reverse("admin:zones_company_change", args=[company.pk])

    response = client.post(path, page_of(client, company) | change)

    assert response.status_code == 200
    assert company.members.get().role == "representative"
    assert not company.events.exists()


def test_no_company_is_registered_in_the_admin(client, root):
    assert client.get(reverse("admin:zones_company_add")).status_code == 403


def verb(name: str, thing) -> str:
    return reverse(f"admin:zones_{name}", args=[thing.pk])


def test_staff_verify_a_status_and_take_it_back(client, staff):
    status = CompanyStatusFactory()
    client.force_login(staff)
    path = verb("companystatus_verify", status)
    seen = client.get(path).context["form"].initial["seen"]

    client.post(path, {"evidence": "확인서 원본", "seen": seen})

    status.refresh_from_db()
    assert (status.verified_on, status.verified_by) == (timezone.localdate(), staff)
    client.post(verb("companystatus_take_back", status), {"reason": "주소에 없음"})
    status.refresh_from_db()
    assert not status.is_verified


def test_staff_do_not_verify_what_they_have_not_read(client, staff):
    status = CompanyStatusFactory()
    client.force_login(staff)

    response = client.post(
        verb("companystatus_verify", status), {"evidence": "확인서", "seen": "venture|옛 번호"}
    )

    status.refresh_from_db()
    assert response.status_code == 200
    assert len(response.context["form"].non_field_errors()) == 1
    assert not status.is_verified


def test_staff_record_a_ban_and_lift_it(client, staff, company):
    client.force_login(staff)
    days = {"starts_on": "2026-01-01", "ends_on": "2028-12-31"}

    client.post(verb("company_ban", company), {**days, "ground": "부정 사용"})

    ban = company.bans.get()
    assert (ban.ground, ban.recorded_by) == ("부정 사용", staff)
    client.post(verb("participationban_lift", ban), {"reason": "집행정지"})
    ban.refresh_from_db()
    assert (ban.lifted_by, ban.lifting_reason) == (staff, "집행정지")


@pytest.mark.parametrize(
    "days",
    [
        {"starts_on": "2026-01-01", "ends_on": "2025-12-31"},
        {"starts_on": "2026-01-01", "ends_on": "2036-01-01"},
        {"starts_on": "", "ends_on": "2026-01-01"},
        {"starts_on": "\x00", "ends_on": "x"},
    ],
)
def test_a_faulty_ban_is_refused_with_its_words_kept(client, staff, company, days):
    client.force_login(staff)

    response = client.post(verb("company_ban", company), {**days, "ground": "부정 사용"})

    assert response.status_code == 200
    assert "부정 사용" in response.content.decode()
    assert company.bans.count() == 0


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("company_ban", lambda company: company),
        ("companystatus_verify", lambda company: CompanyStatusFactory(company=company)),
        (
            "companystatus_take_back",
            lambda company: CompanyStatusFactory(company=company, verified=True),
        ),
        ("participationban_lift", lambda company: ParticipationBanFactory(company=company)),
    ],
)
def test_staff_do_not_handle_their_own_company(client, staff, name, make):
    member = CompanyMemberFactory(user=staff)
    client.force_login(staff)

    assert client.get(verb(name, make(member.company))).status_code == 403


@pytest.mark.parametrize("model", ["companystatus", "participationban"])
def test_auditors_read_and_change_nothing(client, groups, model):
    factory = {"companystatus": CompanyStatusFactory, "participationban": ParticipationBanFactory}
    verbs = {"companystatus": "companystatus_verify", "participationban": "participationban_lift"}
    auditor = UserFactory(is_staff=True)
    auditor.groups.add(Group.objects.get(name="auditor"))
    client.force_login(auditor)
    thing = factory[model]()

    assert client.get(verb(f"{model}_change", thing)).status_code == 200
    assert client.get(verb(verbs[model], thing)).status_code == 403


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


def test_who_only_reads_a_company_reads_its_numbers_as_printed(client, staff):
    company = CompanyFactory(business_number="1234567891", corporate_number="1101110062432")
    client.force_login(staff)

    page = client.get(reverse("admin:zones_company_change", args=[company.pk])).content.decode()

    assert "123-45-67891" in page
    assert "110111-0062432" in page
    assert "1234567891" not in page


def test_amounts_of_budgets_are_told_as_money(client, staff):
    budget = BudgetFactory(national_won=6_000_000_000, local_won=1_200_000_000)
    client.force_login(staff)

    pages = [
        client.get(reverse("admin:zones_budget_changelist")).content.decode(),
        client.get(reverse("admin:zones_budget_change", args=[budget.pk])).content.decode(),
    ]

    assert "6,000,000,000원" in pages[0]
    assert all("7,200,000,000원" in page for page in pages)
    assert client.get(reverse("admin:zones_budget_add")).status_code == 200
