"""What was decided is in no answer before its instant: not its reason, amount, score or outcome, to
nobody outside the foundation, on no address that can be guessed and in no mail; after it, to those
whom it concerns."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from programs.actions.selection import tell_of_all_results
from programs.models import Application, Assignment, Selection
from tests.addresses import client_of
from tests.factories.programs import (
    DecisionFactory,
    ScoreFactory,
    confirmed,
    days,
    pledged_assignment,
)
from tests.test_secrets import all_paths

OUTSIDE = ("anonymous", "company", "other", "agency", "reviewer")
WORDS = ("planted-reason", "planted-opinion", "planted-grounds", "23,456,781", "23456781")
WORDS += ("37.25", "planted-reviewer")
DAY = timedelta(days=1)


@pytest.fixture
def decided(world):
    """The application of the closed call, reviewed by somebody and decided, not confirmed yet."""
    application = world.closed.application
    judged = pledged_assignment(
        application=application,
        panel=world.closed.selection.panel,
        assigned_by=world.users["staff"],
    )
    judged.reviewer.user.name = "planted-reviewer"
    judged.reviewer.user.save()
    ScoreFactory(assignment=judged, points="37.25", reason="planted-grounds")
    Assignment.objects.filter(pk=judged.pk).update(
        state="finished", finished_at=days(0), opinion="planted-opinion"
    )
    Selection.objects.filter(pk=world.closed.selection.pk).update(
        state="returned", returned_at=days(0), returned_by=world.users["staff"], return_reason="왜"
    )
    return DecisionFactory(
        application=application,
        outcome="selected",
        awarded_won=23_456_781,
        score="37.25",
        reason="planted-reason",
    )


def found(world, caller: str) -> set[tuple[str, str]]:
    """Each answer with each planted word in it; the admin lets none of these callers in at all
    (tests/test_addresses.py)."""
    client = client_of(world.users[caller])
    call = world.closed.call
    paths = [*all_paths(world, ["closed"]), f"/results/{call.code}/", "/results/?q=call"]
    answers = set()
    for path in paths:
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = body.decode(errors="replace")
        answers |= {(path, word) for word in WORDS if word in text}
    return answers


def jobs() -> str:
    return "".join(str(args) for args in ProcrastinateJob.objects.values_list("args", flat=True))


# One for each side of the confirmation: how long before its instant is all one to what is asked
# (`tests/test_results_instant.py` has the instant itself)
MOMENTS = {
    "proposed": lambda decision: decision.selection,
    "a moment before": lambda decision: confirmed(
        decision.selection, publishes_in=timedelta(minutes=2)
    ),
}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("caller", OUTSIDE)
def test_nothing_is_known_before_the_instant(world, decided, caller, moment):
    MOMENTS[moment](decided)
    tell_of_all_results()

    assert found(world, caller) == set()
    assert not [word for word in WORDS if word in jobs()]


def test_the_applicants_page_does_not_change_when_it_is_decided(world, decided):
    address = world.closed.application.get_absolute_url()
    client = client_of(world.users["company"])
    before = client.get(address).content

    confirmed(decided.selection, publishes_in=DAY)

    assert Application.objects.get(pk=decided.application_id).state == "decided"
    assert without_token(client.get(address).content) == without_token(before)


def without_token(page: bytes) -> list[bytes]:
    return [line for line in page.splitlines() if b"csrfmiddlewaretoken" not in line]


def test_address_of_a_result_to_come_is_that_of_an_unknown_one(client, world, decided):
    confirmed(decided.selection, publishes_in=DAY)

    to_come = client.get(f"/results/{world.closed.call.code}/")
    unknown = client.get(f"/results/{'x' * len(world.closed.call.code)}/")

    assert (to_come.status_code, unknown.status_code) == (404, 404)
    assert to_come.headers["Cache-Control"] == "private, no-store"
    assert dict(to_come.headers) == dict(unknown.headers)
    assert to_come.content.replace(world.closed.call.code.encode(), b"") == unknown.content.replace(
        b"x" * len(world.closed.call.code), b""
    )


def test_lists_count_and_change_nothing_before_the_instant(client, world, decided):
    def shown():
        paths = ["/results/", "/results/feed.atom", "/api/v1/results/", "/sitemap.xml"]
        # An empty feed says of itself that it is of this moment
        return [re.sub(b"<updated>.*?</updated>", b"", client.get(path).content) for path in paths]

    before = shown()

    confirmed(decided.selection, publishes_in=DAY)

    assert shown() == before


@pytest.mark.parametrize("caller", OUTSIDE)
def test_after_the_instant_each_reads_what_concerns_them(world, decided, caller):
    confirmed(decided.selection)
    tell_of_all_results()
    call = world.closed.call
    public = {
        f"/results/{call.code}/",
        reverse("api-result-detail", args=[call.code]),
        reverse("api-result-list"),
    }

    answers = found(world, caller)

    own = {world.closed.application.get_absolute_url()} if caller == "company" else set()
    secret = {path for path, word in answers if word not in ("23,456,781", "23456781")}
    assert secret == own
    assert public <= {path for path, _word in answers}
    if caller == "company":
        words = {word for path, word in answers if path in own}
        assert {"planted-reason", "planted-opinion", "planted-reviewer"} <= words


def test_one_that_nobody_can_be_told_of_twice_is_in_the_mail_only_afterwards(world, decided):
    confirmed(decided.selection)

    assert tell_of_all_results() == 1

    assert "37.25" in jobs()
