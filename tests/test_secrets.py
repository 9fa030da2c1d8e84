"""Words planted in an application of an open call are in no answer to anybody but its applicant.

Every address is asked that the resolver knows, with the pages that links and searches lead to, as
each other caller, and as a superuser, who may do more than anybody, auditors included.
"""

import json

import pgtrigger
import pytest
from django.contrib.admin.utils import quote
from django.urls import reverse
from pghistory.core import event_models

from tests.addresses import addresses, admin_models, client_of, path_of
from tests.factories.accounts import UserFactory
from tests.factories.world import ACCOUNTS

CASES = ("open", "closed", "draft", "waiting")
READERS = ("anonymous", "other", "agency", "reviewer", "staff", "superuser")
# Its doors are shut to them, whatever is behind (tests/test_addresses.py)
OUTSIDE_THE_ADMIN = ("anonymous", "other", "agency", "reviewer")
# Which companies are registered here is no secret in the admin; that one of them applied is
COMPANIES = (
    "/admin/zones/company/",
    "/admin/zones/companystatus/",
    "/admin/zones/participationban/",
    "/admin/pghistory/events/?obj=zones.Company:",
    "/admin/pghistory/events/zones.CompanyHistory_",
    "/admin/pghistory/events/zones.CompanyStatusHistory_",
    "/admin/zones/companyreading/",
    "/admin/programs/voice/",
    "/admin/pghistory/events/zones.ParticipationBanHistory_",
)


@pytest.fixture
def readers(world):
    """Clients by the name of the reader."""
    users = {**world.users, "superuser": UserFactory(is_staff=True, is_superuser=True)}
    return {name: client_of(users[name]) for name in (*READERS, "company")}


def all_paths(world, cases=CASES) -> list[str]:
    """Every address with every thing of the world that belongs to the cases."""
    paths = {
        path_of(address.name, address.parameters, of, world)
        for address in addresses()
        if "<path:object_id>" not in address.name and "object_id" not in address.parameters
        for of in cases
    }
    return sorted(paths)


def all_admin_paths() -> list[str]:
    """Every page of every object that the admin knows, visible or not."""
    paths = []
    for name, model in admin_models().items():
        changelist = reverse(f"admin:{name}_changelist")
        paths += [changelist, f"{changelist}add/"]
        paths += [
            f"{changelist}{quote(pk)}/{page}/"
            for pk in model._default_manager.values_list("pk", flat=True)
            for page in ("change", "history", "delete")
        ]
    return paths


def searches(words) -> list[str]:
    """Wherever something can be searched, for each of the words."""
    lists = [reverse(name) for name in ("search", "programs:call-list", "programs:briefing-list")]
    lists += [reverse(name) for name in ("api-call-list", "api-briefing-list", "api-zone-list")]
    admin = [reverse(f"admin:{name}_changelist") for name in admin_models()]
    return [f"{path}?q={word}" for path in (*lists, *admin) for word in words]


def histories(world) -> list[str]:
    """The versions that the database keeps: those of one object, and each by its own address."""
    case = world.open
    page = reverse("admin:pghistory_events_changelist")
    things = [case.application, case.document, case.company, case.assignment, case.call]
    lists = [
        f"{page}?obj={thing._meta.label}:{thing.pk}{method}"
        for thing in things
        for method in ("", "&method=tracks", "&method=references")
    ]
    lists += [f"{page}?model={thing._meta.label}" for thing in things]
    slugs = [
        f"{model._meta.label}:{pk}"
        for model in event_models()
        for pk in model.objects.values_list("pk", flat=True)
    ]
    return lists + [f"{page}{quote(slug)}/change/" for slug in slugs]


def text_of(response) -> str:
    """The answer as its reader sees it: files read to the end, headers and JSON escapes included."""
    body = response.getvalue() if response.streaming else response.content
    text = body.decode("utf-8", "replace")
    if response.headers.get("Content-Type") == "application/json":
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return f"{dict(response.headers)} {text}"


def leaks(client, paths, secrets) -> dict[str, list[str]]:
    """Path → secrets in its answer. What stands in the address itself (what was searched, the number
    of a receipt in the way to the sign-in) may be repeated: who asks knows it."""
    found = {}
    for path in paths:
        text = text_of(client.get(path))
        if told := [secret for secret in secrets if secret in text and secret not in path]:
            found[path] = told
    return found


def test_the_applicant_finds_the_planted_words(world, readers):
    application = world.open.application
    paths = [
        reverse("programs:application-check", args=[application.pk]),
        reverse("programs:application-detail", args=[application.pk]),
        reverse("programs:document-list", args=[application.pk]),
        reverse("programs:application-supplement", args=[application.pk]),
        reverse("programs:company-desk"),
        reverse("zones:company-edit", args=[world.open.company.pk]),
        reverse("programs:company-vault", args=[world.open.company.pk]),
        reverse("programs:objection", args=[world.open.application.pk]),
        reverse("programs:document-download", args=[application.pk, world.open.document.pk]),
    ]

    found = leaks(readers["company"], paths, world.open.secrets)

    told = {secret for secrets in found.values() for secret in secrets}
    shown_to_nobody = {"87654321", world.open.document.file.name, ACCOUNTS["open-call"]}
    only_as_printed = {world.open.company.business_number}
    assert told | shown_to_nobody | only_as_printed == set(world.open.secrets)


def test_staff_find_the_same_words_of_a_closed_call(world, readers):
    path = reverse("admin:programs_application_change", args=[world.closed.application.pk])

    found = leaks(readers["staff"], [path], world.closed.secrets)

    assert {"closed-call-title", "closed-call-answer", "closed-call-company"} <= set(found[path])


def fill_up(call) -> None:
    """Its only seat is taken: closed to newcomers, but not ended."""
    with pgtrigger.ignore("programs.Call:content_frozen"):
        call.closing_mode, call.seat_count, call.taken_count = "seats", 1, 1
        call.save(update_fields=["closing_mode", "seat_count", "taken_count"])


def guests_are_read_at(path, told, reader, world) -> bool:
    """Who comes to a briefing is read at its agency's desk and in the admin; what they need on a
    page of its own only, by its agency and the foundation."""
    case = world.open
    desk = f"/desk/agency/briefings/{case.briefing.pk}/"
    places = {"agency": (desk, "/desk/agency/check-in/")}.get(reader, ())
    if reader in ("staff", "superuser"):
        places = ("/admin/programs/registration/", "/admin/programs/briefing/")
    words = set(case.guest_secrets) - {"open-call-need"}
    if path == f"{desk}needs/" and reader in ("agency", "staff", "superuser"):
        return set(case.guest_secrets).issuperset(told)
    return path.startswith(places) and words.issuperset(told) if places else False


@pytest.mark.parametrize(
    ("reader", "is_full"),
    [*((reader, False) for reader in READERS if reader != "superuser"), ("superuser", True)],
)
def test_no_answer_tells_what_stands_in_an_open_call(world, readers, reader, is_full):
    if is_full:
        fill_up(world.open.call)
    secrets = world.open.secrets + world.open.guest_secrets
    searched = (*world.open.secrets[:1], *world.open.guest_secrets[-1:])
    paths = [*all_paths(world), *searches(searched)]
    if reader not in OUTSIDE_THE_ADMIN:
        paths += [*all_admin_paths(), *histories(world)]

    found = leaks(readers[reader], paths, secrets)

    company = world.open.company
    registered = {company.name, company.business_number, company.formatted_business_number}
    registered |= {company.representative_name, company.address}
    registered |= {"open-call-certificate", "open-call-ban"}
    assert {
        path: told
        for path, told in found.items()
        if not (path.startswith(COMPANIES) and registered.issuperset(told))
        and not guests_are_read_at(path, told, reader, world)
    } == {}


def test_its_agency_finds_the_planted_words_of_guests(world, readers):
    pages = ("guest-list", "guest-needs", "briefing-edit")
    paths = [reverse(f"programs:{page}", args=[world.open.briefing.pk]) for page in pages]

    found = leaks(readers["agency"], paths, world.open.guest_secrets)

    assert {word for words in found.values() for word in words} == set(world.open.guest_secrets)


@pytest.mark.parametrize("reader", ["anonymous", "other", "agency", "reviewer"])
def test_only_staff_see_who_is_registered(world, readers, reader):
    paths = [path for path in all_admin_paths() if path.startswith(COMPANIES)]

    assert leaks(readers[reader], paths, world.open.secrets) == {}
