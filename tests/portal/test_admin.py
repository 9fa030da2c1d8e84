"""The admin's start page, its doors and its look."""

import pytest
from django.urls import reverse

from tests.addresses import admin_models
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.programs import CallFactory, close, open_call, received_application

INDEX = "/admin/"


def waiting(client) -> dict[str, int]:
    """Where each pile leads to, and how high it is."""
    return {pile.url: pile.count for pile in client.get(INDEX).context["waiting"]}


@pytest.mark.parametrize("item_count", [1, 3])
def test_start_page_costs_fourteen_statements(client, staff, item_count):
    for _number in range(item_count):
        close(received_application().call)
    client.force_login(staff)

    assert statements(client, INDEX) == 14


def test_start_page_counts_what_waits(client, staff):
    close(received_application().call)
    received_application()  # its call is still open
    call = CallFactory(parts=True)
    call.state, call.submitted_at, call.submitted_by = "submitted", call.created_at, call.created_by
    call.save()
    client.force_login(staff)

    piles = waiting(client)

    applications = reverse("admin:programs_application_changelist")
    calls = reverse("admin:programs_call_changelist")
    assert piles[f"{calls}?state__exact=submitted"] == 1
    assert piles[f"{applications}?state__exact=submitted"] == 1
    assert sum(piles.values()) == 2


def test_piles_lead_to_as_many_rows_as_they_count(client, staff):
    for _number in range(2):
        close(received_application().call)
    client.force_login(staff)

    found = {path: client.get(path).context["cl"].result_count for path in waiting(client)}

    assert found == waiting(client)


def test_sign_in_is_the_portals_own(client, db):
    response = client.get(INDEX, follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_who_is_no_staff_is_turned_away(client, stranger):
    client.force_login(stranger)

    assert client.get(INDEX, follow=True).status_code == 403


def test_staff_without_a_group_see_nothing(client, db):
    client.force_login(UserFactory(is_staff=True))

    found = {client.get(reverse(f"admin:{name}_changelist")).status_code for name in admin_models()}

    assert found == {403}


def test_the_admin_has_the_look_of_the_portal(client, staff):
    client.force_login(staff)

    assert "portal/admin.css" in client.get(INDEX).content.decode()


@pytest.mark.parametrize("item_count", [1, 3])
def test_user_list_costs_the_same_with_more_rows(client, staff, item_count):
    UserFactory.create_batch(item_count)
    client.force_login(staff)

    assert statements(client, reverse("admin:accounts_user_changelist")) == 8


def test_staff_change_no_rights(client, staff, stranger):
    client.force_login(staff)
    path = reverse("admin:accounts_user_change", args=[stranger.pk])

    response = client.post(path, {"is_superuser": "on", "is_staff": "on"})

    stranger.refresh_from_db()
    assert response.status_code == 403
    assert (stranger.is_staff, stranger.is_superuser) == (False, False)


@pytest.mark.parametrize("verb", ["delete_selected"])
def test_nothing_of_an_application_is_deleted_by_a_list(client, groups, verb):
    call = close(open_call())
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    client.post(
        reverse("admin:programs_call_changelist"),
        {"action": verb, "_selected_action": [call.pk], "post": "yes"},
    )

    call.refresh_from_db()
    assert call.pk


def test_the_head_of_a_list_leads_to_its_filters(client, staff):
    client.force_login(staff)

    page = client.get(reverse("admin:programs_call_changelist")).content.decode()

    assert page.index('href="#changelist-filter"') < page.index('id="changelist-filter"')
