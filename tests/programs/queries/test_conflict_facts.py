"""Each ground is found from its facts, and not without them."""

from datetime import date, timedelta

import pytest

from programs.actions.conflict import find_conflicts, find_conflicts_of_call
from programs.enums import ConflictGround, ConflictState, TieKind
from programs.models import Conflict
from tests.factories.accounts import UserFactory
from tests.factories.programs import ReviewerFactory, SubmissionFactory, received_application
from tests.factories.projects import LeadFactory, ParticipantFactory, ProjectPersonFactory
from tests.factories.reviewers import ReviewerTieFactory
from tests.factories.zones import CompanyFactory, CompanyMemberFactory
from zones.models import CompanyMember

pytestmark = pytest.mark.django_db

NUMBER, OTHER_NUMBER = "1248100998", "2208162517"
STANDING, SUSPECTED = ConflictState.STANDING, ConflictState.SUSPECTED


@pytest.fixture
def application():
    return received_application(company=CompanyFactory(name="㈜예시정밀", business_number=NUMBER))


def found(application):
    find_conflicts([application.pk])
    rows = Conflict.objects.barring().filter(application=application)
    return {(row.reviewer_id, row.ground): (row.state, row.fact) for row in rows}


def test_stranger_is_in_no_conflict(application):
    ReviewerFactory(employer_business_number=OTHER_NUMBER)

    assert found(application) == {}


def test_same_business_number(application):
    reviewer = ReviewerFactory(employer_business_number=NUMBER)

    assert found(application) == {
        (reviewer.pk, ConflictGround.PARTICIPANT): (STANDING, NUMBER),
    }


def test_number_that_was_submitted_counts_as_well_as_todays(application):
    SubmissionFactory(
        application=application,
        content=f'{{"company":{{"business_number":"{OTHER_NUMBER}","name":"x"}}}}',
    )
    reviewer = ReviewerFactory(employer_business_number=OTHER_NUMBER)

    assert list(found(application)) == [(reviewer.pk, ConflictGround.PARTICIPANT)]


def test_member_of_the_company(application):
    reviewer = ReviewerFactory()
    CompanyMemberFactory(company=application.company, user=reviewer.user)

    assert found(application) == {
        (reviewer.pk, ConflictGround.PARTICIPANT): (STANDING, "㈜예시정밀")
    }


def test_equal_name_is_a_suspicion_only(application):
    reviewer = ReviewerFactory(user=UserFactory(name="김 동명"))
    lead = LeadFactory(application=application)
    ProjectPersonFactory(participant=lead, name="김동명")

    assert found(application) == {
        (reviewer.pk, ConflictGround.PARTICIPANT): (SUSPECTED, "김동명"),
    }


def partner(application, **fields):
    LeadFactory(application=application)
    ParticipantFactory(application=application, position=2, name="예시대학교", **fields)


@pytest.mark.parametrize(
    ("department", "expected"),
    [
        ("기계 공학과", (STANDING, "예시대학교 · 기계공학과")),
        ("전자공학과", (SUSPECTED, "예시대학교 · 기계공학과")),
        ("", (SUSPECTED, "예시대학교 · 기계공학과")),
    ],
)
def test_same_lowest_unit_stands_and_same_employer_is_suspected(application, department, expected):
    partner(application, business_number=OTHER_NUMBER, responsible_department="기계공학과")
    reviewer = ReviewerFactory(employer_business_number=OTHER_NUMBER, department=department)

    assert found(application) == {(reviewer.pk, ConflictGround.DEPARTMENT): expected}


def test_same_name_of_the_employer_where_a_number_is_not_known(application):
    reviewer = ReviewerFactory(employer="주식회사 예시정밀")

    assert found(application) == {
        (reviewer.pk, ConflictGround.DEPARTMENT): (SUSPECTED, "㈜예시정밀")
    }


def test_same_name_with_another_number_is_another_employer(application):
    ReviewerFactory(employer="예시정밀", employer_business_number=OTHER_NUMBER)

    assert found(application) == {}


@pytest.mark.parametrize(
    ("kind", "ground"),
    [
        (TieKind.KIN, ConflictGround.KIN),
        (TieKind.ADVISER, ConflictGround.TIE),
        (TieKind.CO_RESEARCHER, ConflictGround.CO_PARTICIPATION),
    ],
)
def test_declared_ties_by_name_or_number(application, kind, ground):
    by_name = ReviewerTieFactory(kind=kind, organisation="예시정밀(주)")
    by_number = ReviewerTieFactory(kind=kind, organisation="옛 이름", business_number=NUMBER)

    assert found(application) == {
        (by_name.reviewer_id, ground): (STANDING, "예시정밀(주)"),
        (by_number.reviewer_id, ground): (STANDING, "옛 이름"),
    }


def test_past_work_bars_for_three_years(application):
    recent = date.today() - timedelta(days=3 * 365 - 10)
    old = date.today() - timedelta(days=3 * 365 + 10)
    barred = ReviewerTieFactory(business_number=NUMBER, until_on=recent)
    ReviewerTieFactory(business_number=NUMBER, until_on=old)

    assert [pair for pair in found(application)] == [(barred.reviewer_id, ConflictGround.TIE)]


def test_former_member_of_the_company(application):
    reviewer = ReviewerFactory()
    CompanyMemberFactory(company=application.company, role="representative")
    CompanyMemberFactory(company=application.company, user=reviewer.user, role="staff")
    CompanyMember.objects.filter(user=reviewer.user).delete()

    assert found(application) == {(reviewer.pk, ConflictGround.TIE): (STANDING, "㈜예시정밀")}


def test_earlier_project_together_is_suspected(application):
    earlier = received_application(company=application.company)
    LeadFactory(application=earlier)
    ParticipantFactory(application=earlier, position=2, business_number=OTHER_NUMBER)
    reviewer = ReviewerFactory(employer_business_number=OTHER_NUMBER)

    assert found(application) == {
        (reviewer.pk, ConflictGround.CO_PARTICIPATION): (SUSPECTED, "㈜예시정밀")
    }


@pytest.mark.parametrize(
    ("email", "colleague", "expected"),
    [
        ("kim@mail.yesi-tech.co.kr", "lee@yesi-tech.co.kr", {"mail_domain": STANDING}),
        ("kim@cs.yesi.ac.kr", "lee@yesi.ac.kr", {"mail_domain": SUSPECTED}),
        ("kim@gmail.com", "lee@gmail.com", {}),
        ("kim@one.co.kr", "lee@two.co.kr", {}),
    ],
)
def test_mail_domain(application, email, colleague, expected):
    ReviewerFactory(user=UserFactory(email=email))
    CompanyMemberFactory(company=application.company, user=UserFactory(email=colleague))

    states = {ground: state for (_pk, ground), (state, _fact) in found(application).items()}
    assert states == expected


def test_who_applies_in_the_round_judges_no_other_of_it(application):
    own = received_application(call=application.call)
    reviewer = ReviewerFactory()
    CompanyMemberFactory(company=own.company, user=reviewer.user)

    assert found(application) == {
        (reviewer.pk, ConflictGround.MUTUAL): (STANDING, own.company.name)
    }


def test_official_is_suspected(application):
    reviewer = ReviewerFactory(is_public_official=True)

    assert found(application) == {
        (reviewer.pk, ConflictGround.OFFICIAL): (SUSPECTED, reviewer.employer)
    }


def test_who_left_the_pool_is_not_looked_at(application):
    ReviewerFactory(employer_business_number=NUMBER, state="left")

    assert found(application) == {}


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_statement_for_each_ground_however_many(item_count, django_assert_num_queries):
    call = received_application().call
    for _time in range(item_count):
        received_application(call=call)
        ReviewerFactory(employer_business_number=NUMBER)

    # the applications, their parties, savepoint, its turn, assigned, 8 grounds
    with django_assert_num_queries(14):
        find_conflicts_of_call(call)
