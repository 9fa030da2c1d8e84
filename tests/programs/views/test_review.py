"""The reviewer's desk: pledge, read, score, finish, step back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.actions.application import submit_application
from programs.enums import AssignmentState
from tests.counting import statements
from tests.factories.programs import (
    AssignmentFactory,
    ReviewerFactory,
    close,
    complete_application,
    received_application,
)

LANGUAGES = ["ko", "en"]


@pytest.fixture
def assignment(call, company, applicant, reviewer):
    """Assigned, of a submission that says "비밀제목", in a closed call."""
    application = complete_application(call=call, company=company, title="비밀제목")
    submit_application(application, by=applicant)
    close(call)
    return AssignmentFactory(application=application, reviewer=reviewer)


@pytest.fixture
def pledged(assignment):
    assignment.state, assignment.pledged_at = AssignmentState.PLEDGED, timezone.now()
    assignment.save()
    return assignment


@pytest.fixture
def as_reviewer(client, reviewer):
    client.force_login(reviewer.user)
    return client


def path(name: str, assignment) -> str:
    return reverse(f"programs:review-{name}", args=[assignment.pk])


def scores(assignment, *points, opinion="좋은 과제") -> dict:
    criteria = assignment.application.call.criteria.all()
    data = {"opinion": opinion}
    for criterion, given in zip(criteria, points, strict=True):
        data |= {f"points_{criterion.pk}": given, f"reason_{criterion.pk}": f"이유 {given}"}
    return data


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_four_statements(as_reviewer, reviewer, item_count):
    for _number in range(item_count):
        application = received_application()
        close(application.call)
        AssignmentFactory(application=application, reviewer=reviewer)

    assert statements(as_reviewer, "/desk/reviews/") == 4


def test_list_is_for_reviewers(client, applicant):
    client.force_login(applicant)

    assert client.get("/desk/reviews/").status_code == 403


def test_content_is_shown_after_the_pledge(as_reviewer, assignment):
    before = as_reviewer.get(path("detail", assignment)).content.decode()
    as_reviewer.post(path("pledge", assignment))
    after = as_reviewer.get(path("detail", assignment)).content.decode()

    assert ("비밀제목" in before, "비밀제목" in after) == (False, True)


def test_reading_is_logged(as_reviewer, pledged, reviewer):
    as_reviewer.get(path("detail", pledged))

    reading = pledged.application.readings.get()
    assert (reading.reader, reading.place) == (reviewer.user, "review")


def test_reading_the_pledge_is_not(as_reviewer, assignment):
    as_reviewer.get(path("detail", assignment))

    assert assignment.application.readings.count() == 0


def test_pledge_in_conflict(as_reviewer, assignment, reviewer):
    company = assignment.application.company
    reviewer.employer_business_number = company.business_number
    reviewer.save()

    response = as_reviewer.post(path("pledge", assignment), follow=True)

    assignment.refresh_from_db()
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert assignment.state == AssignmentState.ASSIGNED


def test_save(as_reviewer, pledged):
    response = as_reviewer.post(path("save", pledged), scores(pledged, "50.5", "40"))

    assert response.url == path("detail", pledged)
    assert sorted(str(score.points) for score in pledged.scores.all()) == ["40.00", "50.50"]


def test_save_half(as_reviewer, pledged):
    as_reviewer.post(path("save", pledged), scores(pledged, "50", "", opinion=""))

    assert pledged.scores.count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", ["save", "finish"])
@pytest.mark.parametrize("points", ["61", "-1", "many", "1.234"])
def test_points_are_refused_at_the_field(as_reviewer, pledged, points, verb, language):
    as_reviewer.cookies["django_language"] = language

    response = as_reviewer.post(
        path(verb, pledged), scores(pledged, points, "40", opinion="남은 의견")
    )

    field = f"points_{pledged.application.call.criteria.first().pk}"
    page = response.content.decode()
    pledged.refresh_from_db()
    assert list(response.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in page
    assert "남은 의견" in page
    assert f"이유 {points}" in page
    assert (pledged.scores.count(), pledged.state) == (0, AssignmentState.PLEDGED)


def test_finish(as_reviewer, pledged):
    response = as_reviewer.post(path("finish", pledged), scores(pledged, "50", "40"))

    pledged.refresh_from_db()
    assert response.url == "/desk/reviews/"
    assert pledged.state == AssignmentState.FINISHED


def test_finish_with_something_missing_saves_and_says_so(as_reviewer, pledged):
    response = as_reviewer.post(path("finish", pledged), scores(pledged, "50", ""))

    pledged.refresh_from_db()
    assert len(response.context["form"].non_field_errors()) == 1
    assert (pledged.scores.count(), pledged.state) == (1, AssignmentState.PLEDGED)


@pytest.mark.parametrize("verb", ["save", "finish", "recuse", "pledge"])
def test_a_finished_review_is_locked(as_reviewer, pledged, verb):
    as_reviewer.post(path("finish", pledged), scores(pledged, "50", "40"))

    data = {**scores(pledged, "1", "1"), "reason": "x"}
    response = as_reviewer.post(path(verb, pledged), data)

    assert (response.status_code, response.url) == (302, path("detail", pledged))
    assert sorted(int(score.points) for score in pledged.scores.all()) == [40, 50]


def test_scores_need_the_pledge(as_reviewer, assignment):
    response = as_reviewer.post(path("save", assignment), scores(assignment, "50", "40"))

    assert (response.status_code, assignment.scores.count()) == (302, 0)


def test_recuse(as_reviewer, assignment):
    as_reviewer.post(path("recuse", assignment), {"reason": "같은 부서"})

    assignment.refresh_from_db()
    assert assignment.state == AssignmentState.RECUSED
    assert as_reviewer.get(path("detail", assignment)).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_recuse_needs_a_reason(as_reviewer, assignment, language):
    as_reviewer.cookies["django_language"] = language

    response = as_reviewer.post(path("recuse", assignment), {"reason": " "})

    assignment.refresh_from_db()
    assert list(response.context["recusal_form"].errors) == ["reason"]
    assert 'id="id_reason_error"' in response.content.decode()
    assert assignment.state == AssignmentState.ASSIGNED


@pytest.mark.parametrize("name", ["pledge", "recuse", "save", "finish"])
def test_verbs_are_for_the_assigned(client, pledged, name):
    client.force_login(ReviewerFactory().user)

    assert client.post(path(name, pledged), {}).status_code == 404


def test_what_an_applicant_writes_is_text(as_reviewer, pledged):
    pledged.application.answers.update(value="<script>alert(1)</script>")

    page = as_reviewer.get(path("detail", pledged)).content.decode()

    assert "<script>alert" not in page
