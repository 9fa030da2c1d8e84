"""Applications in the admin: found, read, screened, assigned, decided."""

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.actions.application import submit_application
from programs.enums import ApplicationState, AssignmentState
from programs.queries import count_work_waiting_for
from tests.counting import statements
from tests.factories.programs import (
    AssignmentFactory,
    PanelFactory,
    ReviewerFactory,
    close,
    complete_application,
    open_call,
    received_application,
)
from tests.factories.zones import CompanyFactory, CompanyMemberFactory

PASSED = {"result": "eligible", "reason": "요건을 갖춤"}
LIST = "/admin/programs/application/"


@pytest.fixture
def application(call, company, applicant):
    """Received; its call has closed."""
    application = complete_application(call=call, company=company, title="의료기기 실증")
    submit_application(application, by=applicant)
    close(call)
    application.refresh_from_db()
    return application


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


def path(name: str, application) -> str:
    return reverse(f"admin:programs_application_{name}", args=[application.pk])


def bring(application, *states) -> None:
    for state in states:
        application.state = state
        application.save(update_fields=["state"])


def finished_review(application, points=(50, 40)) -> None:
    assignment = AssignmentFactory(
        application=application, state=AssignmentState.PLEDGED, pledged_at=timezone.now()
    )
    for criterion, given in zip(application.call.criteria.all(), points, strict=True):
        assignment.scores.create(criterion=criterion, points=given, reason="이유")
    assignment.state, assignment.finished_at = AssignmentState.FINISHED, timezone.now()
    assignment.save()


@pytest.fixture
def under_review(application):
    bring(application, ApplicationState.ELIGIBLE, ApplicationState.UNDER_REVIEW)
    return application


@pytest.mark.parametrize("item_count", [1, 50])
@pytest.mark.parametrize("query", ["", "?q=예시", "?state__exact=submitted", "?reviews=open"])
def test_list_costs_eight_statements(as_staff, item_count, query):
    call = open_call()
    for number in range(item_count):
        application = received_application(call=call, company=CompanyFactory(name=f"예시 {number}"))
        AssignmentFactory(application=application)
    close(call)

    assert statements(as_staff, f"{LIST}{query}") == 8


def shown(response) -> list[str]:
    return [application.title for application in response.context["cl"].result_list]


def test_list_holds_what_was_received_in_closed_calls(as_staff, application):
    received_application(title="in an open call")
    close(complete_application(title="a draft").call)

    assert shown(as_staff.get(LIST)) == ["의료기기 실증"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=의료기기", ["의료기기 실증"]),
        ("q=없는말", []),
        ("state__exact=submitted", ["의료기기 실증"]),
        ("state__exact=eligible", []),
        ("call__stage__exact=growth", ["의료기기 실증"]),
        ("company__applicant_kind__exact=founder", []),
    ],
)
def test_filters(as_staff, application, query, expected):
    assert shown(as_staff.get(f"{LIST}?{query}")) == expected


def test_reviews_are_counted(as_staff, under_review):
    finished_review(under_review)
    AssignmentFactory(application=under_review)
    AssignmentFactory(
        application=under_review,
        state=AssignmentState.RECUSED,
        recused_at=timezone.now(),
        recusal_reason="x",
    )

    (row,) = as_staff.get(LIST).context["cl"].result_list

    assert (row.finished_count, row.assignment_count) == (1, 2)
    assert shown(as_staff.get(f"{LIST}?reviews=open")) == [under_review.title]
    assert shown(as_staff.get(f"{LIST}?reviews=finished")) == []


def test_page_shows_the_submission(as_staff, application):
    page = as_staff.get(path("change", application)).content.decode()

    for text in [application.title, application.company.name, "답변", "사업계획서.pdf"]:
        assert text in page


def test_reading_the_page_is_logged(as_staff, application, staff):
    as_staff.get(path("change", application))

    reading = application.readings.get()
    assert (reading.reader, reading.place) == (staff, "admin")


def test_an_application_of_an_open_call_is_not_there(as_staff, company):
    application = received_application(company=company)

    response = as_staff.get(path("change", application))

    assert response.url == reverse("admin:index")
    assert application.readings.count() == 0


@pytest.mark.parametrize("is_superuser", [False, True])
def test_application_of_ones_own_company_is_not_there(client, staff, under_review, is_superuser):
    """Its reviewers would be read there; who belongs to the company reads it as its applicant."""
    AssignmentFactory(application=under_review)
    staff.is_superuser = is_superuser
    staff.save()
    client.force_login(staff)
    assert shown(client.get(LIST)) == [under_review.title]
    assert count_work_waiting_for(staff).under_review == 1

    CompanyMemberFactory(company=under_review.company, user=staff, role="staff")

    assert shown(client.get(LIST)) == []
    assert client.get(path("change", under_review)).url == reverse("admin:index")
    assert client.get(path("assign", under_review)).status_code == 404
    assert count_work_waiting_for(staff).under_review == 0
    assert under_review.readings.count() == 0


def test_nothing_is_changed_on_the_page(as_staff, application):
    assert as_staff.post(path("change", application), {"title": "x"}).status_code == 403


def test_screen(as_staff, application):
    response = as_staff.post(path("screen", application), PASSED)

    application.refresh_from_db()
    assert response.url == path("change", application)
    assert application.state == ApplicationState.ELIGIBLE


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        ({}, ["result"]),
        ({"result": "perhaps"}, ["result"]),
        ({"result": "ineligible"}, ["reason_code", "reason"]),
        ({"result": "ineligible", "reason": "타 지역"}, ["reason_code"]),
        ({"result": "ineligible", "reason_code": "location"}, ["reason"]),
    ],
)
def test_screen_refuses_at_the_field(as_staff, application, data, fields):
    response = as_staff.post(path("screen", application), {**data, "csrfmiddlewaretoken": "-"})

    application.refresh_from_db()
    assert list(response.context["form"].errors) == fields
    assert response.content.decode().count('class="errorlist') == len(fields)
    assert application.state == ApplicationState.SUBMITTED


def test_assign(as_staff, application):
    bring(application, ApplicationState.ELIGIBLE)
    reviewers = [ReviewerFactory(), ReviewerFactory()]
    panel = PanelFactory(call=application.call)

    as_staff.post(
        path("assign", application),
        {"panel": panel.pk, "reviewers": [reviewer.pk for reviewer in reviewers]},
    )

    application.refresh_from_db()
    assert application.state == ApplicationState.UNDER_REVIEW
    assert application.assignments.count() == 2
    assert application.call.panels.get().reviewers.count() == 2


def test_assign_in_conflict(as_staff, application):
    bring(application, ApplicationState.ELIGIBLE)
    number = application.company.business_number
    reviewer = ReviewerFactory(employer_business_number=number)
    panel = PanelFactory(call=application.call)

    response = as_staff.post(
        path("assign", application), {"panel": panel.pk, "reviewers": [reviewer.pk]}
    )

    application.refresh_from_db()
    assert len(response.context["form"].non_field_errors()) == 1
    assert (application.state, application.assignments.count()) == (ApplicationState.ELIGIBLE, 0)
    assert not panel.members.exists()


def test_assign_nobody(as_staff, application):
    bring(application, ApplicationState.ELIGIBLE)

    response = as_staff.post(path("assign", application), {"panel": ""})

    assert list(response.context["form"].errors) == ["panel", "reviewers"]


@pytest.mark.parametrize("name", ["screen", "assign"])
def test_verbs_are_for_the_foundation(client, other_applicant, application, name):
    client.force_login(other_applicant)

    assert client.post(path(name, application), {}).url.startswith(reverse("admin:login"))


def test_pages_follow_each_other(as_staff):
    call = open_call()
    for number in range(27):
        received_application(call=call, title=f"{number:02d}")
    close(call)

    pages = [shown(as_staff.get(f"{LIST}?p={page}")) for page in (1, 2)]

    assert pages == [[f"{number:02d}" for number in range(26, 1, -1)], ["01", "00"]]
