"""Who may open what: every address of the resolver against the tables by area, as six callers.

An address without a row fails, a row without an address fails. "open" and "closed" are calls with
an application of the company that was received; before the closing nobody else reads it. "draft"
is a call that its agency writes, "waiting" one that waits for the foundation's approval.
"""

import pytest
from django.db import transaction
from django.urls import reverse

from tests.address_tables import PAGES, READ, WRITE, Rows, admin_rows
from tests.addresses import addresses, admin_models, client_of, first_of, outcome, path_of
from tests.factories.world import CALLERS

EMPTY = {"csrfmiddlewaretoken": "-"}  # what a browser sends of a form that nobody filled in


def pages_of_models() -> set[str]:
    """The names of the addresses that the table of models speaks of."""
    return {f"admin:{model}_{page}" for model in admin_models() for page in PAGES}


def old_addresses_of_models() -> set[str]:
    """Nameless routes that lead from what Django's admin once had to the page of an object."""
    return {
        f"admin/{model._meta.app_label}/{model._meta.model_name}/<path:object_id>/"
        for model in admin_models().values()
    }


def differences(found: dict, table: Rows, caller: str) -> dict[tuple[str, str], str]:
    expected = {row: outcomes[caller] for row, outcomes in table.items()}
    return {
        row: f"{answer}, not {expected[row]}"
        for row, answer in found.items()
        if answer != expected[row]
    }


@pytest.fixture
def clients(world, db):
    return {caller: client_of(user) for caller, user in world.users.items()}


def test_every_address_has_a_row_and_every_row_an_address():
    names = {address.name for address in addresses()}

    rows = {name for name, _of in READ} | pages_of_models() | old_addresses_of_models()

    assert names == rows
    assert set(admin_models()) == set(admin_rows())


@pytest.mark.parametrize("caller", CALLERS)
def test_reading(world, clients, caller):
    parameters = {address.name: address.parameters for address in addresses()}

    found = {
        (name, of): outcome(clients[caller].get(path_of(name, parameters[name], of, world)))
        for name, of in READ
    }

    assert differences(found, READ, caller) == {}


@pytest.mark.parametrize("caller", CALLERS)
def test_writing(world, clients, caller):
    parameters = {address.name: address.parameters for address in addresses()}
    found = {}

    for name, of in WRITE:
        with transaction.atomic():
            path = path_of(name, parameters[name], of, world)
            found[name, of] = outcome(clients[caller].post(path, EMPTY))
            transaction.set_rollback(True)

    assert differences(found, WRITE, caller) == {}


@pytest.mark.parametrize("caller", CALLERS)
def test_what_is_no_form_cannot_be_written_to(world, clients, caller):
    ours = [
        (name, of)
        for name, of in READ
        if not name.startswith(("admin", "account", "mfa")) and (name, of) not in WRITE
    ]
    forms = {name for name, _of in WRITE}
    parameters = {address.name: address.parameters for address in addresses()}

    found = {
        name: outcome(clients[caller].post(path_of(name, parameters[name], of, world), EMPTY))
        for name, of in ours
        if name not in forms
    }

    allowed = {"405", "login"} if caller == "anonymous" else {"405"}
    assert {name: answer for name, answer in found.items() if answer not in allowed} == {}


@pytest.mark.parametrize("caller", CALLERS)
def test_pages_of_models_in_the_admin(world, clients, caller):
    found = {model: {} for model in admin_models()}
    for name, model in admin_models().items():
        thing = first_of(model, world)
        for page in PAGES:
            args = [] if page in ("changelist", "add") else [thing.pk]
            path = reverse(f"admin:{name}_{page}", args=args)
            found[name][page] = outcome(clients[caller].get(path))

    nothing = {model: dict.fromkeys(PAGES, "login") for model in admin_models()}
    assert found == (admin_rows() if caller == "staff" else nothing)


@pytest.mark.parametrize("caller", CALLERS)
def test_old_addresses_of_the_admin_lead_to_the_page_of_the_object(world, clients, caller):
    found = set()
    for name, model in admin_models().items():
        path = reverse(f"admin:{name}_changelist") + f"{first_of(model, world).pk}/"
        found.add((name, outcome(clients[caller].get(path))))

    leads_to = "→admin:{}_change" if caller == "staff" else "login"
    shown_short = {"programs_call": "→admin-call", "programs_panel": "→admin-panel"}
    leads_to_short = shown_short if caller == "staff" else {}
    assert found == {
        (name, leads_to_short.get(name, leads_to.format(name))) for name in admin_models()
    }
