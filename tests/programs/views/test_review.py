"""The reviewer's desk: pledge, read, score, finish, step back."""

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from programs.actions.application import submit_application
from programs.enums import AssignmentState
from programs.models import Assignment, Criterion, Reviewer
from tests.counting import statements
from tests.factories.programs import (
    AssignmentFactory,
    ReviewerFactory,
    UnlockFactory,
    close,
    complete_application,
    finished_review,
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

    first, second = pledged.scores.all()
    assert (first.points, second.points, second.reason) == (50, None, "이유")


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
    assert (pledged.scores.exclude(points=None).count(), pledged.state) == (
        1,
        AssignmentState.PLEDGED,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_finish_in_a_conflict_that_came_up_saves_and_says_so(as_reviewer, pledged, language):
    as_reviewer.cookies["django_language"] = language
    company = pledged.application.company
    Reviewer.objects.update(employer_business_number=company.business_number)

    response = as_reviewer.post(path("finish", pledged), scores(pledged, "50", "40"))

    pledged.refresh_from_db()
    assert (response.status_code, pledged.state) == (200, AssignmentState.PLEDGED)
    assert len(response.context["form"].non_field_errors()) == 1
    assert pledged.scores.count() == 2


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_page_and_its_saves_cost_the_same_with_more_reviews(as_reviewer, pledged, item_count):
    for _number in range(item_count):
        application = received_application(call=pledged.application.call)
        mine = {"reviewer": pledged.reviewer, "panel": pledged.panel}
        AssignmentFactory(application=application, **mine)
        finished_review(50, 30, application=pledged.application, panel=pledged.panel)

    page = statements(as_reviewer, path("detail", pledged))
    seen = by_itself(as_reviewer, pledged, scores(pledged, "50", "40")).json()["seen"]
    with CaptureQueriesContext(connection) as queries:
        by_itself(as_reviewer, pledged, scores(pledged, "51", "40") | {"seen": seen})

    assert (page, len(queries)) == (9, 13)


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_of_a_chair_costs_the_same_with_more_reviews(as_reviewer, pledged, item_count):
    pledged.panel.members.filter(reviewer=pledged.reviewer).update(role="chair", state="pledged")
    for _number in range(item_count):
        finished_review(50, 30, application=pledged.application, panel=pledged.panel)

    assert statements(as_reviewer, "/desk/reviews/") == 5


@pytest.mark.parametrize("verb", ["recuse", "pledge"])
def test_a_finished_review_is_locked(as_reviewer, pledged, verb):
    as_reviewer.post(path("finish", pledged), scores(pledged, "50", "40"))

    response = as_reviewer.post(path(verb, pledged), {"reason": "x"})

    assert (response.status_code, response.url) == (302, path("detail", pledged))
    pledged.refresh_from_db()
    assert pledged.state == AssignmentState.FINISHED


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", ["save", "finish"])
def test_what_comes_after_finishing_is_shown_beside_the_sheet(as_reviewer, pledged, verb, language):
    as_reviewer.cookies["django_language"] = language
    as_reviewer.post(path("finish", pledged), scores(pledged, "50", "40"))
    late = scores(pledged, "1", "2", opinion="늦은 의견")

    response = as_reviewer.post(path(verb, pledged), late)

    page = response.content.decode()
    assert response.status_code == 409
    assert {text in page for text in ("이유 50", "늦은 의견", "이유 1", "40/40")} == {True}
    assert sorted(int(score.points) for score in pledged.scores.all()) == [40, 50]


@pytest.mark.parametrize("verb", ["save", "finish"])
def test_a_second_click_after_finishing_leads_to_the_sheet(as_reviewer, pledged, verb):
    data = scores(pledged, "50", "40")
    as_reviewer.post(path("finish", pledged), data)

    response = as_reviewer.post(path(verb, pledged), data)

    assert (response.status_code, response.url) == (302, path("detail", pledged))


def by_itself(client, assignment, data):
    return client.post(path("save", assignment), data, headers={"Accept": "application/json"})


def test_autosave_keeps_what_is_right_and_names_the_rest(as_reviewer, pledged):
    data = scores(pledged, "61", "40")
    first, second = pledged.application.call.criteria.all()

    response = by_itself(as_reviewer, pledged, data)

    answer = response.json()
    assert (response.status_code, answer["refusal"]) == (422, "invalid")
    assert [fault["name"] for fault in answer["faults"]] == [f"points_{first.pk}"]
    assert [(score.criterion, score.points) for score in pledged.scores.all()] == [(second, 40)]


def test_autosave_goes_on_from_what_it_was_answered(as_reviewer, pledged):
    data = scores(pledged, "50", "40") | {"seen": ""}

    first = by_itself(as_reviewer, pledged, data).json()
    again = by_itself(as_reviewer, pledged, data | {"seen": first["seen"], "opinion": "다른"})

    pledged.refresh_from_db()
    assert (first["refusal"], again.json()["refusal"]) == ("", "")
    assert pledged.opinion == "다른"


def test_autosave_from_an_older_window_overwrites_nothing(as_reviewer, pledged):
    before = by_itself(as_reviewer, pledged, scores(pledged, "50", "40") | {"seen": ""}).json()
    newer = scores(pledged, "51", "40") | {"seen": before["seen"]}
    by_itself(as_reviewer, pledged, newer)

    response = by_itself(as_reviewer, pledged, newer | scores(pledged, "52", "40"))

    criterion = pledged.application.call.criteria.first()
    assert (response.status_code, response.json()["refusal"]) == (409, "changed")
    assert len(response.json()["clashing"]) == 2  # points and reason of the first criterion
    assert pledged.scores.get(criterion=criterion).points == 51


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_in_an_older_window_says_what_clashes(as_reviewer, pledged, language):
    as_reviewer.cookies["django_language"] = language
    as_reviewer.post(path("save", pledged), scores(pledged, "50", "40"))
    older = scores(pledged, "52", "40") | {"seen": ""}

    response = as_reviewer.post(path("save", pledged), older)
    again = as_reviewer.post(path("save", pledged), older | {"seen": response.context["seen"]})

    first = pledged.application.call.criteria.first()
    assert len(response.context["form"].non_field_errors()) == 1
    assert 'value="52"' in response.content.decode()
    assert (again.status_code, pledged.scores.get(criterion=first).points) == (302, 52)


def test_autosave_after_finishing_is_refused(as_reviewer, pledged):
    as_reviewer.post(path("finish", pledged), scores(pledged, "50", "40"))

    response = by_itself(as_reviewer, pledged, scores(pledged, "1", "1"))

    assert (response.status_code, response.json()["refusal"]) == (409, "closed")
    assert sorted(int(score.points) for score in pledged.scores.all()) == [40, 50]


def test_what_another_person_typed_on_this_page_is_not_saved(as_reviewer, pledged):
    data = scores(pledged, "50", "40") | {"writer": "0"}

    response = by_itself(as_reviewer, pledged, data)
    page = as_reviewer.post(path("save", pledged), data)

    assert response.json()["refusal"] == "another"
    assert (page.status_code, pledged.scores.count()) == (200, 0)


def test_meaning_of_points_stands_beside_them(as_reviewer, pledged):
    criterion = pledged.application.call.criteria.first()
    anchors = [{"least": 50, "text_ko": "매우 뚜렷함", "text_en": ""}]
    with pgtrigger.ignore("programs.Criterion:frozen_with_call"):
        Criterion.objects.filter(pk=criterion.pk).update(anchors=anchors)

    assert "매우 뚜렷함" in as_reviewer.get(path("detail", pledged)).content.decode()


def test_opened_again_shows_why_and_the_sheet_of_before(as_reviewer, pledged):
    as_reviewer.post(path("finish", pledged), scores(pledged, "50", "40"))
    UnlockFactory(sheet=pledged.sheets.get(), reason="합산 착오")
    Assignment.objects.filter(pk=pledged.pk).update(state="pledged", finished_at=None)

    page = as_reviewer.get(path("detail", pledged)).content.decode()

    assert (page.count("합산 착오"), pledged.sheets.get().sha256 in page) == (2, True)


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


def test_list_has_what_is_open_before_what_is_finished(as_reviewer, reviewer, pledged):
    application, now = received_application(), timezone.now()
    close(application.call)
    finished = AssignmentFactory(
        application=application,
        reviewer=reviewer,
        state="finished",
        pledged_at=now,
        finished_at=now,
    )

    context = as_reviewer.get("/desk/reviews/").context

    assert context["open_assignments"] == [pledged]
    assert context["finished_assignments"] == [finished]
