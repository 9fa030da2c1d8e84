"""The pages of a review outside of the time in which its panel reviews: each says why."""

import pgtrigger
import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

from programs.actions.application import submit_application
from programs.enums import AssignmentState
from programs.models import Assignment
from tests.counting import statements
from tests.factories.programs import (
    AssignmentFactory,
    close,
    complete_application,
    days,
    finished_review,
)

STANDINGS = {
    "unpledged": ({}, {"state": "accepted"}),
    "forming": ({"state": "forming"}, {}),
    "ahead": ({"opens_at": days(1)}, {}),
    "over": ({"closes_at": days(-1)}, {}),
    "closed": ({"state": "closed"}, {}),
}
WORDS = {
    "unpledged": "Give the pledge for this panel first. You learn then who applies.",
    "forming": "Reviews have not begun. You get a mail when they do.",
    "ahead": "Reviews begin: %(when)s",
    "over": "Reviews have ended: %(when)s",
    "closed": "The panel is closed.",
}
OUTSIDE = list(STANDINGS)


@pytest.fixture
def assignment(call, company, applicant, reviewer):
    """Of a submission that says "비밀제목", in a closed call."""
    application = complete_application(call=call, company=company, title="비밀제목")
    submit_application(application, by=applicant)
    close(call)
    said = {"state": AssignmentState.PLEDGED, "pledged_at": days(0)}
    return AssignmentFactory(application=application, reviewer=reviewer, **said)


@pytest.fixture
def as_reviewer(client, reviewer):
    client.force_login(reviewer.user)
    return client


def put(assignment, name: str) -> None:
    """As staff and time make it, without the moves that lead there."""
    with pgtrigger.ignore():
        for thing, said in zip(
            (assignment.panel, assignment.panel.members.get(reviewer=assignment.reviewer)),
            STANDINGS[name],
            strict=True,
        ):
            vars(thing).update(said)
            thing.save()


def words(name: str, language: str) -> str:
    with override(language):
        return gettext(WORDS[name]).partition("%(when)s")[0]


def path(name: str, assignment) -> str:
    return reverse(f"programs:review-{name}", args=[assignment.pk])


def scores(assignment) -> dict:
    data = {"opinion": "늦은 의견"}
    for criterion in assignment.application.call.criteria.all():
        data |= {f"points_{criterion.pk}": "30", f"reason_{criterion.pk}": "늦은 이유"}
    return data


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", OUTSIDE)
def test_the_page_says_why_and_shows_nothing_of_what_was_sent(
    as_reviewer, assignment, company, name, language
):
    as_reviewer.cookies["django_language"] = language
    put(assignment, name)

    page = as_reviewer.get(path("detail", assignment)).content.decode()

    assert words(name, language) in page
    assert "비밀제목" not in page
    assert (company.name in page) == (name != "unpledged")
    assert assignment.application.readings.count() == 0


@pytest.mark.parametrize("name", OUTSIDE)
def test_the_desk_does_not_name_who_applies_before_the_pledge(
    as_reviewer, assignment, company, name
):
    put(assignment, name)

    page = as_reviewer.get("/desk/reviews/").content.decode()

    assert (company.name in page) == (name != "unpledged")


@pytest.mark.parametrize("name", ["over", "closed"])
def test_an_own_finished_review_stays_readable(as_reviewer, assignment, name):
    finished_review(50, 30, assignment=assignment)
    put(assignment, name)

    page = as_reviewer.get(path("detail", assignment)).content.decode()

    assert ("종합 의견" in page, "비밀제목" in page) == (True, False)


@pytest.mark.parametrize("verb", ["save", "finish"])
@pytest.mark.parametrize("name", ["ahead", "over"])
def test_what_comes_outside_is_not_saved_and_stands_there_to_be_copied(
    as_reviewer, assignment, name, verb
):
    put(assignment, name)

    response = as_reviewer.post(path(verb, assignment), scores(assignment))

    assert response.status_code == 409
    assert "늦은 의견" in response.content.decode()
    assert not assignment.scores.exists()


def test_a_page_that_saves_by_itself_is_told(as_reviewer, assignment):
    put(assignment, "over")

    response = as_reviewer.post(
        path("save", assignment), scores(assignment), headers={"Accept": "application/json"}
    )

    assert (response.status_code, response.json()["refusal"]) == (409, "closed")


def test_a_conflict_is_denied_before_reviews_begin_and_the_page_says_when(as_reviewer, assignment):
    with pgtrigger.ignore():
        Assignment.objects.update(state="assigned", pledged_at=None)
    put(assignment, "ahead")
    detail = path("detail", assignment)

    before = as_reviewer.get(detail).content.decode()
    as_reviewer.post(path("pledge", assignment))
    after = as_reviewer.get(detail).content.decode()

    assert (path("pledge", assignment) in before, words("ahead", "ko") in after) == (True, True)
    assert Assignment.objects.get().state == "pledged"


@pytest.mark.parametrize("name", OUTSIDE)
def test_documents_lead_to_the_page_that_says_why(as_reviewer, assignment, name):
    document = assignment.application.documents.first()
    address = reverse("programs:review-document", args=[assignment.pk, document.pk])
    assert as_reviewer.get(address).status_code == 200
    put(assignment, name)

    answer = as_reviewer.get(address)

    assert (answer.status_code, answer.url) == (302, path("detail", assignment))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_with_more_reviews(as_reviewer, assignment, item_count):
    for _number in range(item_count):
        finished_review(50, 30, application=assignment.application, panel=assignment.panel)
    assignment.panel.closes_at = days(-1)
    assignment.panel.save()

    assert statements(as_reviewer, path("detail", assignment)) == 3
