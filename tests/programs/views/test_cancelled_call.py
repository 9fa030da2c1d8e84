"""A cancelled call says so wherever somebody meets it, and asks nothing of anybody any more."""

import pytest
from django.urls import reverse

from programs.actions.amendment import cancel_call, record_incident
from programs.actions.saved import save_call
from programs.models import Incident
from tests.amending import amended, begun
from tests.counting import statements
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import (
    ApplicationFactory,
    BriefingFactory,
    RegistrationFactory,
    complete_application,
    days,
    open_call,
    received_application,
)
from tests.words import said

REASON = "국비 교부 취소"
BADGE = 'data-status="cancelled"'


@pytest.fixture
def as_applicant(client, applicant):
    client.force_login(applicant)
    return client


def path(name: str, application) -> str:
    return reverse(f"programs:{name}", args=[application.pk])


def cancelled(call):
    return cancel_call(call, by=FoundationUserFactory(), reason=REASON)


def told(response) -> list[str]:
    """The messages on the page that the answer leads to."""
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def asked(call, company):
    """A received application whose company is asked to confirm a change."""
    application = received_application(call=call, company=company)
    amended(call, award_limit_won=200_000_000)
    return application


def test_application_says_when_and_why_and_asks_nothing(as_applicant, asked, call):
    before = as_applicant.get(path("application-detail", asked)).content.decode()
    cancelled(call)

    page = as_applicant.get(path("application-detail", asked)).content.decode()

    confirm = path("application-confirm", asked)
    words = [said("This call was cancelled."), REASON, BADGE]
    assert [text for text in words if text not in page] == []
    assert (confirm in before, confirm in page) == (True, False)
    assert said("Closes") not in page


def test_nothing_is_confirmed_any_more(as_applicant, asked, call):
    shown = [row.pk for row in asked.confirmations.all()]
    cancelled(call)

    response = as_applicant.post(path("application-confirm", asked), {"shown": shown}, follow=True)

    assert told(response) == [said("There is nothing left to confirm.")]
    assert asked.confirmations.get().confirmed_at is None


@pytest.mark.parametrize("item_count", [1, 3])
def test_application_of_a_cancelled_call_costs_the_same(as_applicant, asked, call, item_count):
    for number in range(item_count):
        asked.events.create(verb="upload", reason=f"{number}")
    cancelled(call)

    assert statements(as_applicant, path("application-detail", asked)) == 9


@pytest.mark.parametrize("name", ["application-check", "document-list"])
def test_draft_is_read_and_not_urged_on(as_applicant, call, company, name):
    draft = ApplicationFactory(call=call, company=company)
    cancelled(call)

    page = as_applicant.get(path(name, draft)).content.decode()

    assert [text for text in (said("This call was cancelled."), REASON) if text not in page] == []
    assert path("application-submit", draft) not in page
    assert said("Go on to the check") not in page


@pytest.mark.parametrize("name", ["application-edit", "application-submit"])
def test_late_click_is_answered_with_the_cancellation(as_applicant, call, company, name):
    draft = complete_application(call=call, company=company)
    cancelled(call)

    method = as_applicant.get if name == "application-edit" else as_applicant.post
    response = method(path(name, draft), follow=True)

    assert told(response) == [said("This call was cancelled. Nothing was changed now.")]


def test_company_desk_says_when_and_why(as_applicant, asked, call):
    cancelled(call)

    page = as_applicant.get(reverse("programs:company-desk")).content.decode()

    first = page.partition("card-list")[2].partition("</ul>")[0]
    assert [text for text in (BADGE, REASON) if text not in first] == []
    assert said("Closes") not in first


def test_saved_calls_say_when_and_why(client, stranger, call):
    save_call(call, by=stranger)
    cancelled(call)
    client.force_login(stranger)

    page = client.get(reverse("programs:saved-list")).content.decode()

    assert [text for text in (BADGE, REASON) if text not in page] == []
    assert 'name="frequency"' not in page


def test_page_of_the_call_says_so_in_place_of_the_deadline(client, stranger, call):
    save = reverse("programs:call-save", args=[call.code])
    client.force_login(stranger)
    before = client.get(call.get_absolute_url()).content.decode()
    cancelled(call)

    page = client.get(call.get_absolute_url()).content.decode()

    panel = page.partition('data-part="schedule"')[2].partition("</div>\n")[0]
    assert [text for text in (said("This call was cancelled."), REASON) if text not in panel] == []
    assert said("Deadline") not in panel
    assert (save in before, save in page) == (True, False)


@pytest.mark.parametrize("query", ["", "?view=table"])
def test_catalogue_marks_it_and_names_no_deadline(client, call, query):
    cancelled(call)

    page = client.get(f"/calls/{query}").content.decode()

    assert BADGE in page
    assert call.closes_at.strftime("%H:%M") not in page.partition("<main")[2]


def test_page_to_apply_says_when_and_why(as_applicant, call, company):
    cancelled(call)

    response = as_applicant.get(reverse("programs:application-start", args=[call.code]))

    page = response.content.decode()
    assert [text for text in (said("This call was cancelled."), REASON) if text not in page] == []
    assert said("Start the application") not in page


@pytest.mark.parametrize("name", ["call-history", "inquiry-ask"])
def test_pages_around_the_call_have_its_badge(client, stranger, call, name):
    cancelled(call)
    client.force_login(stranger)

    assert BADGE in client.get(reverse(f"programs:{name}", args=[call.code])).content.decode()


def test_outage_names_no_closing_of_a_cancelled_call(client, call, staff):
    incident = Incident(
        title_ko="접속 장애", notice_ko="연장", started_at=days(-0.2), ended_at=days(-0.1)
    )
    record_incident(incident, calls=[call], closes_at=days(60), by=staff)
    cancelled(call)

    page = client.get(reverse("programs:incident-detail", args=[incident.pk])).content.decode()

    assert BADGE in page
    assert said("Closes:") not in page


def test_agency_desk_and_admin_have_its_badge(client, call, agency_member, staff):
    cancelled(call)

    found = []
    for user, address in (
        (agency_member, reverse("programs:agency-desk")),
        (staff, reverse("admin:programs_call_change", args=[call.pk])),
    ):
        client.force_login(user)
        found.append(BADGE in client.get(address).content.decode())

    assert found == [True, True]


@pytest.fixture
def briefing(call):
    briefing = BriefingFactory(agency=call.agency, title_ko="공고 설명회")
    briefing.calls.add(call)
    return briefing


def test_briefing_says_so_and_takes_nobody(as_applicant, call, briefing):
    register = reverse("programs:briefing-register", args=[briefing.pk])
    before = as_applicant.get(briefing.get_absolute_url()).content.decode()
    cancelled(call)

    page = as_applicant.get(briefing.get_absolute_url()).content.decode()
    late = as_applicant.post(
        register, {"attendee_name": "이손님", "phone": "010", "company": ""}, follow=True
    )

    assert (register in before, register in page) == (True, False)
    assert said("The call of this briefing was cancelled.") in page
    assert told(late) == [said("This briefing takes no registrations any more.")]
    assert briefing.registrations.count() == 0


def test_briefing_of_another_call_as_well_goes_on(as_applicant, call, briefing):
    briefing.calls.add(open_call())
    cancelled(call)

    page = as_applicant.get(briefing.get_absolute_url()).content.decode()

    assert reverse("programs:briefing-register", args=[briefing.pk]) in page
    assert said("The call of this briefing was cancelled.") not in page
    assert BADGE in page  # beside the cancelled one


def test_briefing_is_marked_where_it_is_listed(as_applicant, applicant, call, briefing):
    briefing.zones.add(call.agency.zone)
    RegistrationFactory(briefing=briefing, user=applicant)
    cancelled(call)

    desk = reverse("programs:company-desk")
    pages = ["/briefings/", "/search/?q=설명회", call.agency.zone.get_absolute_url(), desk]
    found = {page: as_applicant.get(page).content.decode() for page in pages}

    assert [page for page, text in found.items() if briefing.title_ko not in text] == []
    assert [page for page, text in found.items() if said("Call cancelled") not in text] == []
    assert briefing.title_ko not in as_applicant.get("/").content.decode()
    assert briefing.title_ko not in as_applicant.get("/briefings/?when=coming").content.decode()


def test_page_at_the_desk_says_when_and_why(client, call, agency_member):
    copy = begun(call, by=agency_member, budget_won=1_000)
    cancelled(call)
    client.force_login(agency_member)

    page = client.get(path("call-draft", call)).content.decode()
    of_copy = client.get(path("call-draft", copy)).content.decode()

    words = [said("This call was cancelled."), REASON, BADGE]
    assert [text for text in words if text not in page] == []
    assert said("Nothing more is asked of you.") not in page
    gone = "The published call was cancelled: this amendment cannot be published any more."
    assert (said(gone) in page, said(gone) in of_copy) == (False, True)
