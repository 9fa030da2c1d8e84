"""기피 신청: the applicant's page, and the way to it."""

import pytest

from programs.models import Challenge
from tests.counting import statements
from tests.factories.programs import close, complete_application, in_state, received_application
from tests.factories.reviewers import ChallengeFactory
from tests.factories.zones import CompanyMemberFactory

pytestmark = pytest.mark.django_db

SAID = {"person": "김평가", "organisation": "예시대학교", "reason": "경쟁사의 고문"}


@pytest.fixture
def application(company):
    return received_application(company=company)


@pytest.fixture
def as_applicant(client, applicant):
    client.force_login(applicant)
    return client


def path(application):
    return f"/applications/{application.pk}/challenge/"


def as_consultant(client, application):
    member = CompanyMemberFactory(company=application.company, role="consultant")
    client.force_login(member.user)
    return client


def test_filed_and_read_on_the_same_page(as_applicant, application):
    response = as_applicant.post(path(application), SAID, follow=True)

    assert Challenge.objects.get().application == application
    assert response.redirect_chain[-1][0] == path(application)
    assert "김평가" in response.content.decode()


def test_the_decision_is_read_there(as_applicant, application):
    ChallengeFactory(application=application, decided=True)

    assert "근거가 없음" in as_applicant.get(path(application)).content.decode()


def test_consultants_read_and_do_not_file(client, application):
    as_consultant(client, application)

    assert client.get(path(application)).context["form"] is None
    assert client.post(path(application), SAID).status_code == 403


def test_others_find_nothing(client, application, other_applicant):
    client.force_login(other_applicant)

    assert client.get(path(application)).status_code == 404


@pytest.mark.parametrize("fault", ["person", "reason"])
def test_a_name_and_a_reason_are_needed(as_applicant, application, fault):
    response = as_applicant.post(path(application), {**SAID, fault: ""})

    assert list(response.context["form"].errors) == [fault]
    assert not Challenge.objects.exists()


@pytest.mark.parametrize(
    ("state", "is_linked"),
    [
        ("draft", False),
        ("submitted", True),
        ("eligible", True),
        ("under_review", True),
        ("ineligible", False),
        ("decided", True),  # nothing is public yet
    ],
)
def test_linked_from_the_application_while_it_may_be_filed(as_applicant, company, state, is_linked):
    application = complete_application(company=company, **in_state(state))
    close(application.call)

    page = as_applicant.get(f"/applications/{application.pk}/").content.decode()

    assert (f'href="{path(application)}"' in page) == is_linked


def test_not_linked_for_consultants(client, application):
    page = as_consultant(client, application).get(f"/applications/{application.pk}/")

    assert path(application) not in page.content.decode()


@pytest.mark.parametrize("item_count", [1, 3])
def test_costs_the_same_with_more_challenges(as_applicant, application, item_count):
    for number in range(item_count):
        ChallengeFactory(application=application, person=f"김{number}")

    assert statements(as_applicant, path(application)) == 4
