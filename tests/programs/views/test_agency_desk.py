"""The agency's desk and the briefings that it announces."""

import pytest
from django.urls import reverse

from programs.actions.call import discard_call
from programs.models import Briefing
from programs.views.agency_desk import PAGE_SIZE
from tests.amending import begun
from tests.counting import statements
from tests.factories.programs import (
    BriefingFactory,
    CallFactory,
    RegistrationFactory,
    open_call,
    received_application,
)

DESK = "/desk/agency/"
NEW = "/desk/agency/briefings/new/"


@pytest.fixture
def filled(membership):
    return {
        "kind": "briefing",
        "agency": membership.agency.pk,
        "title_ko": "사업설명회",
        "venue_ko": "특구재단",
        "starts_at": "2030-03-04T14:00",
        "ends_at": "2030-03-04T16:00",
        "registration_closes_at": "2030-03-03T18:00",
        "capacity": "30",
    }


@pytest.mark.parametrize("item_count", [1, 3])
def test_desk_costs_six_statements(as_agency, membership, item_count):
    for _number in range(item_count):
        received_application(call=open_call(agency=membership.agency))
        BriefingFactory(agency=membership.agency)

    assert statements(as_agency, DESK) == 6


def test_desk_shows_the_agencys_own(as_agency, membership):
    own, strange = open_call(agency=membership.agency), open_call()

    calls = as_agency.get(DESK).context["page_obj"]

    assert (own in calls, strange in calls) == (True, False)


def test_desk_has_pages_of_calls_the_newest_first(as_agency, membership):
    calls = [CallFactory(agency=membership.agency) for _number in range(PAGE_SIZE + 1)]

    first, last = as_agency.get(DESK), as_agency.get(f"{DESK}?page=2")

    assert list(first.context["page_obj"]) == calls[:0:-1]
    assert list(last.context["page_obj"]) == calls[:1]
    assert 'href="?page=2"' in first.content.decode()


def test_desk_leaves_out_what_was_put_away(as_agency, membership):
    draft = CallFactory(agency=membership.agency)
    discard_call(draft, by=membership.user)

    assert list(as_agency.get(DESK).context["page_obj"]) == []


def test_calls_of_a_briefing_are_named_by_code_and_title(as_agency, membership):
    call = open_call(agency=membership.agency)
    begun(call, by=membership.user)
    discard_call(CallFactory(agency=membership.agency), by=membership.user)

    [choice] = as_agency.get(NEW).context["form"].fields["calls"].choices

    assert (choice[0].value, choice[1]) == (call.pk, f"{call.code} · {call.title}")


def test_calls_of_a_briefing_that_are_linked_stay_to_be_chosen(as_agency, membership, filled):
    briefing, call = BriefingFactory(agency=membership.agency), open_call()
    briefing.calls.add(call)
    path = reverse("programs:briefing-edit", args=[briefing.pk])

    as_agency.post(path, {**filled, "calls": [call.pk]})

    assert list(briefing.calls.all()) == [call]


def test_briefing_create(as_agency, membership, filled):
    call = open_call(agency=membership.agency)

    response = as_agency.post(NEW, {**filled, "calls": [call.pk]})

    briefing = Briefing.objects.get()
    assert response.url == briefing.get_absolute_url()
    assert briefing.starts_at.isoformat() == "2030-03-04T05:00:00+00:00"
    assert list(briefing.calls.all()) == [call]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ends_at": "2030-03-04T13:00"}, "ends_at"),
        ({"ends_at": "2030-03-04T14:00"}, "ends_at"),
        ({"starts_at": "soon"}, "starts_at"),
        ({"registration_closes_at": "2030-03-05T00:00"}, "registration_closes_at"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "-3"}, "capacity"),
        ({"title_ko": ""}, "title_ko"),
        ({"kind": "party"}, "kind"),
        ({"calls": ["999999"]}, "calls"),
    ],
)
def test_briefing_create_refuses_at_the_field(as_agency, filled, changed, field, language):
    as_agency.cookies["django_language"] = language

    response = as_agency.post(NEW, {**filled, **changed})

    page = response.content.decode()
    assert list(response.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in page
    assert "특구재단" in page
    assert Briefing.objects.count() == 0


def test_briefing_create_about_a_call_of_others(as_agency, filled):
    response = as_agency.post(NEW, {**filled, "calls": [open_call().pk]})

    assert list(response.context["form"].errors) == ["calls"]


def test_briefing_create_is_for_agencies(client, applicant, filled):
    client.force_login(applicant)

    assert client.post(NEW, filled).status_code == 403


def test_briefing_edit(as_agency, membership, filled):
    briefing = BriefingFactory(agency=membership.agency)

    as_agency.post(
        reverse("programs:briefing-edit", args=[briefing.pk]), {**filled, "title_ko": "새 제목"}
    )

    briefing.refresh_from_db()
    assert briefing.title_ko == "새 제목"


def test_briefing_edit_keeps_the_seats_that_are_taken(as_agency, membership, filled):
    briefing = BriefingFactory(agency=membership.agency, capacity=2)
    for _guest in range(2):
        RegistrationFactory(briefing=briefing)

    response = as_agency.post(
        reverse("programs:briefing-edit", args=[briefing.pk]), {**filled, "capacity": "1"}
    )

    briefing.refresh_from_db()
    assert list(response.context["form"].errors) == ["capacity"]
    assert briefing.capacity == 2


def test_briefing_edit_of_others(as_agency, filled):
    briefing = BriefingFactory()

    response = as_agency.post(reverse("programs:briefing-edit", args=[briefing.pk]), filled)

    assert response.status_code == 404
