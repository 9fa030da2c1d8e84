"""The chair opens a finished review again; the sheet of before is kept."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from programs.actions.errors import NotTheChair
from programs.actions.review import finish_review, save_scores, unlock_review
from programs.models import PanelMember, Unlock
from programs.queries import newest_sheets
from programs.queries.sheet import points_on, sheet_is_ours
from programs.workflow import TransitionNotAllowed
from tests.factories.programs import (
    PanelMemberFactory,
    close,
    complete_application,
    days,
    pledged_assignment,
)
from tests.mails import queued_mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledged():
    application = complete_application(state="under_review", submitted_at=days(-1))
    close(application.call)
    return pledged_assignment(application=application)


@pytest.fixture
def chair(pledged):
    return PanelMemberFactory(panel=pledged.panel, role="chair").reviewer.user


def finished(assignment, *points):
    given = {
        criterion: (number, "근거")
        for criterion, number in zip(
            assignment.application.call.criteria.all(), points, strict=True
        )
    }
    save_scores(assignment, by=assignment.reviewer.user, points=given, opinion="의견")
    return finish_review(assignment, by=assignment.reviewer.user)


def test_finish_writes_a_signed_sheet(pledged):
    finished(pledged, 50, 30)

    sheet = pledged.sheets.get()
    said = json.loads(sheet.content)
    assert (sheet.number, sheet.total, sheet.finished_at) == (
        1, 80, type(pledged).objects.get().finished_at,
    )  # fmt: skip
    assert [row["points"] for row in said["criteria"]] == ["50.00", "30.00"]
    assert pledged.reviewer.user.name not in sheet.content
    assert (sheet_is_ours(sheet), len(sheet.signature)) == (True, 128)


def test_unlock_keeps_the_sheet_and_tells_the_reviewer(pledged, chair):
    finished(pledged, 50, 30)

    unlock_review(pledged, by=chair, reason="합산 착오")

    pledged.refresh_from_db()
    assert (pledged.state, pledged.sheets.count(), newest_sheets(pledged.panel).count()) == (
        "pledged", 1, 0,
    )  # fmt: skip
    assert Unlock.objects.get().reason == "합산 착오"
    assert pledged.application.events.last().verb == "unlock"
    assert [address for address, _subject in queued_mails()][-1] == pledged.reviewer.user.email


def test_finished_again_is_a_second_sheet(pledged, chair):
    finished(pledged, 50, 30)
    unlock_review(pledged, by=chair, reason="합산 착오")

    finished(pledged, 20, 10)

    sheet = newest_sheets(pledged.panel).get()
    assert (sheet.number, list(points_on(sheet).values())) == (2, [20, 10])
    assert pledged.sheets.first().total == 80


@pytest.mark.parametrize("who", ["member", "own", "declined", "of another panel"])
def test_only_the_chair_unlocks_and_never_their_own(pledged, who):
    finished(pledged, 50, 30)
    member = {
        "member": lambda: PanelMemberFactory(panel=pledged.panel),
        "own": lambda: PanelMember.objects.get(reviewer=pledged.reviewer),
        "declined": lambda: PanelMemberFactory(
            panel=pledged.panel, role="chair", state="declined", declined_at=days(0)
        ),
        "of another panel": lambda: PanelMemberFactory(role="chair"),
    }[who]()
    if who == "own":
        PanelMember.objects.filter(pk=member.pk).update(role="chair")

    with pytest.raises(NotTheChair):
        unlock_review(pledged, by=member.reviewer.user, reason="왜")

    assert not Unlock.objects.exists()


def test_unlock_needs_a_reason_and_a_finished_review(pledged, chair):
    with pytest.raises(TransitionNotAllowed):
        unlock_review(pledged, by=chair, reason="왜")
    finished(pledged, 50, 30)
    with pytest.raises(ValidationError):
        unlock_review(pledged, by=chair, reason=" \u3164")

    assert not Unlock.objects.exists()


def test_page_of_the_chair_shows_no_scores_and_unlocks(client, pledged, chair):
    finished(pledged, 50, 30)
    client.force_login(chair)
    path = reverse("programs:review-unlock", args=[pledged.pk])

    page = client.get(path).content.decode()
    empty = client.post(path, {"reason": " "})
    done = client.post(path, {"reason": "합산 착오"})

    assert (pledged.reviewer.user.name in page, "근거" in page) == (True, False)
    assert list(empty.context["form"].errors) == ["reason"]
    assert (done.url, client.post(path, {"reason": "또"}).status_code) == ("/desk/reviews/", 404)


def test_page_is_nobody_elses(client, pledged, chair):
    finished(pledged, 50, 30)
    client.force_login(pledged.reviewer.user)

    assert client.get(reverse("programs:review-unlock", args=[pledged.pk])).status_code == 404
