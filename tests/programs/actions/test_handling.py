"""Who handles an application: one act for taking up and handing over, an event, no lock."""

import pytest

from programs.actions.errors import OwnApplication
from programs.actions.handling import NotOfTheFoundation, hand_over, note_application, save_filter
from programs.models import Handling
from programs.queries import timeline_of
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import close, received_application
from tests.factories.zones import CompanyMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(db):
    application = received_application()
    close(application.call)
    return application


@pytest.fixture
def clerk(db):
    return FoundationUserFactory()


def test_hand_over_says_to_whom_and_the_applicant_reads_nothing_of_it(application, clerk):
    hand_over(application, to=clerk, by=FoundationUserFactory())

    event = application.events.get()
    assert (Handling.objects.get().handler, event.verb, event.reason) == (
        clerk,
        "handle",
        clerk.name,
    )
    assert [line.text for line in timeline_of(application, for_staff=True)] == [clerk.name]
    assert timeline_of(application) == []


def test_the_same_hands_again_leave_no_event(application, clerk):
    hand_over(application, to=clerk, by=clerk)
    hand_over(application, to=clerk, by=clerk)

    assert application.events.count() == 1


@pytest.mark.parametrize("of_company", ["to", "by"])
def test_nobody_handles_their_own_company(application, clerk, of_company):
    people = {"to": clerk, "by": FoundationUserFactory()}
    CompanyMemberFactory(company=application.company, user=people[of_company])

    with pytest.raises(OwnApplication):
        hand_over(application, **people)

    assert Handling.objects.count() == 0


@pytest.mark.parametrize("stranger", [{"is_staff": True}, {}])
def test_only_people_of_the_foundation_handle(application, clerk, stranger):
    with pytest.raises(NotOfTheFoundation):
        hand_over(application, to=UserFactory(**stranger), by=clerk)


def test_who_has_left_is_given_nothing(application, clerk):
    with pytest.raises(NotOfTheFoundation):
        hand_over(application, to=FoundationUserFactory(is_active=False), by=clerk)


def test_note_stays_among_colleagues(application, clerk):
    note_application(application, note="전화함", by=clerk)
    note_application(application, note="전화함", by=clerk)

    assert (Handling.objects.get().note, application.events.count()) == ("전화함", 1)
    assert timeline_of(application) == []


def test_filter_of_the_same_name_is_the_new_one(clerk):
    save_filter(by=clerk, name="내 것", query="handler=me")
    save_filter(by=clerk, name="내 것", query="handler=nobody")

    assert [kept.query for kept in clerk.saved_filters.all()] == ["handler=nobody"]
