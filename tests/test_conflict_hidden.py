"""A reviewer in conflict finds nothing of the application, as reviewer or as staff; without the
conflict the same pages have it.

Every address, every page of every object in the admin, searches, histories and mails are asked.
"""

import pytest
from django.contrib.admin.utils import quote
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from pghistory.core import event_models

from portal.admin import waiting_piles
from programs.actions.notifications import unbarred
from programs.enums import BARRING, ConflictState
from programs.models import (
    Application,
    Assignment,
    Challenge,
    Conflict,
    Decision,
    Document,
    Reviewer,
    Score,
)
from programs.queries import (
    applicants_visible_to_agency,
    applications_handled_by,
    applications_visible_to,
    assignments_of,
    documents_visible_to,
)
from tests.addresses import addresses, admin_models, client_of, path_of
from tests.factories.accounts import UserFactory
from tests.factories.programs import ReviewerFactory
from tests.factories.reviewers import ChallengeFactory, ConflictFactory
from tests.test_secrets import COMPANIES, all_admin_paths, leaks, text_of

KINDS = ("reviewer", "staff", "superuser", "agency")
IN_THE_ADMIN = ("staff", "superuser")
# What has versions that are about one application
ABOUT = (Application, Assignment, Score, Decision, Conflict, Challenge, Document)
# The companies of the world are registered; that one of them applied is what is hidden
REGISTERED = (*COMPANIES, "/admin/zones/companymember")


def person_of(kind: str, world):
    """Somebody of that kind who is a reviewer, too."""
    if kind == "reviewer":
        return world.users["reviewer"]
    if kind == "agency":
        user = world.users["agency"]
    else:
        user = UserFactory(is_staff=True, is_superuser=kind == "superuser", name="겸직 위원")
        if kind != "superuser":
            group = {"staff": "foundation"}.get(kind, kind)
            user.groups.add(Group.objects.get(name=group))
    ReviewerFactory(user=user)
    return user


def in_conflict(user, world, **fields):
    """With the closed call's application, judged by that reviewer and named in a challenge."""
    conflict = ConflictFactory(
        reviewer=Reviewer.objects.get(user=user),
        application=world.closed.application,
        fact="closed-call-fact",
        **fields,
    )
    ChallengeFactory(application=world.closed.application, reason="closed-call-challenge")
    return conflict


def paths_about(world, kind: str) -> list[str]:
    """What is asked: the admin only by whom it lets in at all (tests/test_addresses.py)."""
    case = world.closed
    paths = [
        path_of(address.name, address.parameters, "closed", world)
        for address in addresses()
        if "<path:object_id>" not in address.name and "object_id" not in address.parameters
    ]
    if kind not in IN_THE_ADMIN:
        return sorted({*paths, *(f"{reverse('search')}?q={word}" for word in words_of(case))})
    page = reverse("admin:pghistory_events_changelist")
    things = [case.application, case.document, case.assignment, *Conflict.objects.all()]
    paths += [f"{page}?obj={thing._meta.label}:{thing.pk}" for thing in things]
    paths += [
        f"{page}{quote(f'{model._meta.label}:{pk}')}/change/"
        for model in event_models()
        if model.pgh_tracked_model in ABOUT
        for pk in model.objects.values_list("pk", flat=True)
    ]
    lists = [reverse(f"admin:{name}_changelist") for name in admin_models()]
    words = words_of(case)
    paths += [f"{path}?q={word}" for path in (*lists, reverse("search")) for word in words]
    autocomplete = "/admin/autocomplete/?app_label=programs&model_name={}&field_name={}&term={}"
    paths += [autocomplete.format("assignment", "application", word) for word in words]
    return sorted({*paths, *all_admin_paths()})


def words_of(case) -> tuple[str, str]:
    return case.company.name, case.call.code


def secrets_of(world) -> tuple[str, ...]:
    own = set(world.closed.secrets) - {"closed-call-kept"}
    return (*sorted(own), "closed-call-fact", "closed-call-challenge")


def told_to(user, world, paths) -> dict[str, list[str]]:
    found = leaks(client_of(user), paths, secrets_of(world))
    company = world.closed.company
    registered = {company.name, company.business_number, company.formatted_business_number}
    registered |= {company.representative_name, company.address}
    registered |= {"closed-call-certificate", "closed-call-ban"}
    return {
        path: told
        for path, told in found.items()
        if not (path.startswith(REGISTERED) and registered.issuperset(told))
    }


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_tells_of_the_application(world, kind):
    user = person_of(kind, world)
    conflict = in_conflict(user, world, state=ConflictState.SUSPECTED)
    paths = paths_about(world, kind)

    assert told_to(user, world, paths) == {}

    # Control: once it is settled the same pages tell of it
    settle(conflict)
    again = [path for path in paths if "application" in path or "/desk/" in path]
    told = {secret for secrets in told_to(user, world, again).values() for secret in secrets}
    assert "closed-call-company" in told
    assert kind == "agency" or {"closed-call-title", "closed-call-answer"} <= told


def settle(conflict: Conflict) -> None:
    Conflict.objects.filter(pk=conflict.pk).update(
        state=ConflictState.DISMISSED,
        settled_at=timezone.now(),
        settled_by=UserFactory(),
        settling_reason="동명이인",
    )


def seen_by(user, world) -> dict[str, int]:
    """How many of the application's things every question to the database finds for the user."""
    application = world.closed.application
    found = {
        "visible": applications_visible_to(user).filter(pk=application.pk),
        "handled": applications_handled_by(user).filter(pk=application.pk),
        "documents": documents_visible_to(user).filter(application=application),
        "assignments": assignments_of(user).filter(application=application),
        "applicants": applicants_visible_to_agency(world.closed.call, user),
    }
    return {name: rows.count() for name, rows in found.items()}


@pytest.mark.parametrize("state", BARRING)
@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("reviewer", {"visible": 1, "documents": 1, "assignments": 1, "applicants": 1}),
        ("staff", {"visible": 1, "handled": 1, "documents": 1, "applicants": 1}),
        ("superuser", {"visible": 1, "handled": 1, "documents": 1, "applicants": 1}),
    ],
)
def test_no_question_finds_it(world, kind, shown, state):
    user = person_of(kind, world)
    nothing = dict.fromkeys(["visible", "handled", "documents", "assignments", "applicants"], 0)
    if kind == "reviewer":
        shown = {**shown, "handled": 1}
    assert seen_by(user, world) == {**nothing, **shown}

    in_conflict(user, world, state=state)

    assert seen_by(user, world) == nothing


def test_the_start_page_does_not_count_it(world):
    user = person_of("staff", world)
    before = sum(pile.count for pile in waiting_piles(user))

    in_conflict(user, world)

    assert sum(pile.count for pile in waiting_piles(user)) < before


def test_the_list_of_the_admin_does_not_count_it(world):
    user = person_of("staff", world)
    path = reverse("admin:programs_application_changelist")
    before = client_of(user).get(path).context["cl"].result_count

    in_conflict(user, world)

    assert client_of(user).get(path).context["cl"].result_count == before - 1


def test_no_mail_tells_of_it(world):
    user, other = person_of("staff", world), person_of("staff", world)
    in_conflict(user, world)

    assert unbarred([user, other], world.closed.application) == [other]


@pytest.mark.parametrize("verb", ["screen", "assign", "handle"])
def test_staff_in_conflict_cannot_act_on_it(world, verb):
    user = person_of("staff", world)
    in_conflict(user, world)
    path = reverse(f"admin:programs_application_{verb}", args=[world.closed.application.pk])

    assert client_of(user).get(path).status_code == 404


def test_nobody_reads_or_settles_a_conflict_of_their_own(world):
    user = person_of("staff", world)
    conflict = in_conflict(user, world, dismissed=True)
    page = reverse("admin:programs_conflict_changelist")

    answers = [
        text_of(client_of(user).get(path))
        for path in (page, reverse("admin:programs_conflict_change", args=[conflict.pk]))
    ]

    assert not [answer for answer in answers if "closed-call-fact" in answer]
    assert client_of(user).get(f"{page}{conflict.pk}/settle/").status_code == 404
