"""A briefing about calls that are not published yet is nowhere, but with its agency and staff."""

import pytest
from django.urls import reverse

from programs.actions.amendment import cancel_call
from programs.actions.call import approve_call, submit_call
from programs.models import Briefing
from tests.addresses import client_of
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import BriefingFactory, CallFactory, days, open_call, set_moments
from tests.factories.world import CALLERS
from tests.words import said

TITLE = "미공개공고 설명회"
INSIDERS = ("agency", "staff")
GUEST = {"attendee_name": "이손님", "phone": "010-0000-0000", "company": ""}


@pytest.fixture
def hidden(world):
    """About a draft and a call that waits, of the agency of the world."""
    briefing = BriefingFactory(agency=world.draft.call.agency, title_ko=TITLE)
    briefing.calls.set([world.draft.call, world.waiting.call])
    briefing.zones.add(world.draft.call.agency.zone)
    return briefing


def lists(world) -> list[str]:
    return [
        "/",
        "/briefings/",
        f"/search/?q={TITLE.split()[0]}",
        world.draft.call.agency.zone.get_absolute_url(),
        "/api/v1/briefings/",
        "/sitemap.xml",
        world.open.call.get_absolute_url(),
    ]


def where_told(client, world, briefing) -> list[str]:
    found = {path: client.get(path).content.decode() for path in lists(world)}
    told = (TITLE, f"{briefing.get_absolute_url()}<")
    return [path for path, page in found.items() if any(text in page for text in told)]


@pytest.mark.parametrize("caller", CALLERS)
def test_it_is_in_no_list_before_one_of_its_calls_is_public(world, hidden, caller):
    client = client_of(world.users[caller])

    before = where_told(client, world, hidden)
    hidden.calls.add(world.open.call)

    assert (before, where_told(client, world, hidden)) == ([], lists(world))


@pytest.mark.parametrize("caller", CALLERS)
def test_its_page_is_for_its_agency_and_staff(world, hidden, caller):
    client = client_of(world.users[caller])

    response = client.get(hidden.get_absolute_url())

    assert response.status_code == (200 if caller in INSIDERS else 404)
    if caller in INSIDERS:
        page = response.content.decode()
        assert said("Seats are given once it is public.") in page
        assert reverse("programs:briefing-event", args=[hidden.pk]) not in page


@pytest.mark.parametrize("caller", CALLERS)
def test_it_takes_nobody_and_stands_in_no_calendar(world, hidden, caller):
    client = client_of(world.users[caller])

    register = client.post(reverse("programs:briefing-register", args=[hidden.pk]), GUEST)
    event = client.get(reverse("programs:briefing-event", args=[hidden.pk]))
    data = client.get(f"/api/v1/briefings/{hidden.pk}/")

    assert register.status_code == 404
    assert (event.status_code, data.status_code) == (404, 404)
    assert hidden.registrations.count() == 0


@pytest.mark.django_db
def test_it_becomes_public_with_the_first_of_its_calls():
    call, other = CallFactory(parts=True), CallFactory()
    briefing = BriefingFactory(agency=call.agency)
    briefing.calls.set([call, other])
    before = briefing in Briefing.objects.published()

    approve_call(submit_call(call, by=call.created_by), by=FoundationUserFactory())

    assert (before, briefing in Briefing.objects.published()) == (False, True)


@pytest.mark.django_db
def test_approval_before_the_moment_of_publication_shows_nothing():
    call = open_call(published_at=days(1), opens_at=days(2))
    briefing = BriefingFactory()
    briefing.calls.add(call)
    before = briefing in Briefing.objects.published()

    set_moments(call, published_at=days(-1))

    assert (before, briefing in Briefing.objects.published()) == (False, True)


@pytest.mark.django_db
def test_call_that_was_cancelled_unseen_never_shows_its_briefing():
    call = open_call(published_at=days(1), opens_at=days(2))
    briefing = BriefingFactory()
    briefing.calls.add(call)

    cancel_call(call, by=FoundationUserFactory(), reason="예산")

    assert briefing not in Briefing.objects.published()


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{}, {"published_at": days(1)}])
def test_briefing_about_no_call_is_public_when_it_is_announced(fields):
    briefing = BriefingFactory(**fields)

    assert (briefing in Briefing.objects.published()) is (not fields)


def test_preview_of_a_draft_shows_the_briefing_to_its_agency(world, hidden):
    page = client_of(world.users["agency"]).get(world.draft.call.get_absolute_url())

    assert hidden.get_absolute_url() in page.content.decode()
