"""Staff who judge in a blind panel do not read in the admin whose application it is: every address,
every page of every object, searches, histories and mails are asked, as a superuser."""

import pytest
from django.urls import reverse

from programs.actions.application import locked_for_staff
from programs.actions.errors import InConflict
from programs.actions.notifications import unbarred
from programs.enums import AssignmentState
from programs.hiding import MARK
from programs.models import Assignment, Panel, Reviewer
from programs.queries import (
    applicants_visible_to_agency,
    applications_handled_by,
    applications_visible_to,
    originals_visible_to,
)
from tests.addresses import client_of
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import PanelMemberFactory
from tests.test_conflict_hidden import paths_about, person_of, told_to
from tests.test_secrets import text_of

pytestmark = pytest.mark.django_db


def seated(user, world) -> None:
    """In the panel of the closed call, which is blind."""
    panel = world.closed.assignment.panel
    Panel.objects.filter(pk=panel.pk).update(is_blind=True)
    PanelMemberFactory(panel=panel, reviewer=Reviewer.objects.get(user=user))


def pledged(user, world) -> Assignment:
    seated(user, world)
    return Assignment.objects.create(
        application=world.closed.application,
        panel=world.closed.assignment.panel,
        reviewer=Reviewer.objects.get(user=user),
        state=AssignmentState.PLEDGED,
        pledged_at="2026-01-01T00:00Z",
        assigned_by=world.users["staff"],
    )


def open_again(world) -> None:
    Panel.objects.filter(pk=world.closed.assignment.panel_id).update(is_blind=False)


def test_no_answer_tells_whose_it_is(world):
    user = person_of("superuser", world)
    seated(user, world)
    paths = paths_about(world, "superuser")

    assert told_to(user, world, paths) == {}

    # Control: where the panel reads names, the same pages tell of it
    open_again(world)
    again = [path for path in paths if "/programs/application" in path]
    told = {secret for secrets in told_to(user, world, again).values() for secret in secrets}
    assert {"closed-call-company", "closed-call-title", "closed-call-answer"} <= told


@pytest.mark.parametrize("kind", ["staff", "superuser"])
def test_no_question_finds_it(world, kind):
    user = person_of(kind, world)

    before = questions(user, world)
    seated(user, world)
    after = questions(user, world)

    assert (before, after) == ([1, 1, 1, 1], [0, 0, 0, 0])
    open_again(world)
    assert questions(user, world) == before


def questions(user, world) -> list[int]:
    application = world.closed.application
    return [
        applications_visible_to(user).filter(pk=application.pk).count(),
        applications_handled_by(user).filter(pk=application.pk).count(),
        originals_visible_to(user).filter(application=application).count(),
        applicants_visible_to_agency(world.closed.call, user).count(),
    ]


def test_what_they_judge_they_read_at_the_desk_without_names(world):
    user = person_of("staff", world)
    assignment = pledged(user, world)
    desk = reverse("programs:review-detail", args=[assignment.pk])
    document = world.closed.document
    file = reverse("programs:document-download", args=[document.application_id, document.pk])

    page = text_of(client_of(user).get(desk))

    # "company" is a legal form, so that all of the world's names begin with that of the company
    read = [word in page for word in (f"{MARK}-title", f"{MARK}-answer", "closed-call-")]
    assert read == [True, True, False]
    assert questions(user, world) == [1, 0, 0, 0]
    assert client_of(user).get(file).url == reverse(
        "programs:review-document", args=[assignment.pk, document.pk]
    )


def test_the_admin_points_to_the_desk_and_says_the_same_of_all(world):
    user = person_of("staff", world)
    seated(user, world)
    client = client_of(user)

    pages = [
        client.get(reverse("admin:programs_application_change", args=[key]), follow=True)
        for key in (world.closed.application.pk, 987654321)
    ]

    for page in pages:
        assert page.redirect_chain[-1][0] == reverse("programs:review-list")
        [said] = page.context["messages"]
        assert "desk of reviewers" in said.message or "평가위원" in said.message


@pytest.mark.parametrize("verb", ["screen", "assign", "handle"])
def test_nor_do_they_act_on_it(world, verb):
    user = person_of("superuser", world)
    seated(user, world)
    path = reverse(f"admin:programs_application_{verb}", args=[world.closed.application.pk])

    assert client_of(user).get(path).status_code == 404
    with pytest.raises(InConflict):
        locked_for_staff(world.closed.application, by=user)


def test_no_mail_names_it_to_them(world):
    user, other = person_of("staff", world), FoundationUserFactory()
    seated(user, world)

    assert unbarred([user, other], world.closed.application) == [other]


def test_who_once_judged_in_it_does_not_read_it_either(world):
    user = person_of("staff", world)
    assignment = pledged(user, world)
    Assignment.objects.filter(pk=assignment.pk).update(
        state=AssignmentState.RELEASED,
        released_at="2026-01-02T00:00Z",
        released_by=world.users["staff"],
        release_reason="일정",
    )
    assignment.panel.members.filter(reviewer__user=user).update(
        state="released",
        released_at="2026-01-02T00:00Z",
        released_by=world.users["staff"],
        release_reason="일정",
    )

    assert questions(user, world) == [0, 0, 0, 0]
