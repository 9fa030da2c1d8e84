"""The form for an outage: one notice that moves the closing of all chosen calls, or nothing."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from portal.common.business_days import on_business_day
from portal.common.templatetags.portal_text import moment
from programs.actions.amendment import close_call
from programs.enums import AmendmentKind, ApplicationState
from programs.models import Amendment, Call, Incident
from tests.counting import statements
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import (
    CallFactory,
    days,
    open_call,
    received_application,
    set_moments,
)
from tests.factories.zones import AgencyMemberFactory
from tests.mails import queued_mails
from tests.words import said

ADD = reverse("admin:programs_incident_add")
LATER = on_business_day(days(40))
SUNDAY = datetime(2030, 1, 20, 18, tzinfo=ZoneInfo("Asia/Seoul"))
LIST = reverse("admin:programs_incident_changelist")
TYPED = {
    "title_ko": "로그인 장애",
    "title_en": "Outage of sign-in",
    "notice_ko": "장애로 마감을 연장합니다.",
    "notice_en": "Closing times are extended.",
}
NOT_MOVED = (
    "Not moved, as they were not open during the outage, close then or later already, are of your "
    "own agency, or their applications are being handled: %(calls)s"
)


def written(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def to_minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def typed(*calls: Call, **given) -> dict:
    moments = {"started_at": days(-0.2), "ended_at": days(-0.1), "closes_at": LATER} | given
    chosen = {"calls": [call.pk for call in calls]}
    return TYPED | chosen | {name: written(at) for name, at in moments.items()}


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def closed(db):
    """It closed while nobody could sign in."""
    return set_moments(open_call(), closes_at=days(-0.15))


def refused(response, given: dict) -> dict[str, list[str]]:
    """The errors by field, of a page that keeps all that was typed and has written nothing."""
    assert response.status_code == 200
    form = response.context["form"]
    kept = {name: form[name].value() for name in given}
    assert kept == {
        name: [*map(str, one)] if name == "calls" else one for name, one in given.items()
    }
    page = response.content.decode()
    for name in TYPED:
        assert escape(given[name]) in page
    assert page.count("checked") == len(given["calls"])
    assert (Incident.objects.count(), Amendment.objects.count()) == (0, 0)
    return dict(form.errors)


# The form


def test_form_offers_affected_calls_in_the_order_of_their_closing(as_staff, closed):
    later, sooner = open_call(closes_at=days(20)), open_call(closes_at=days(10))
    set_moments(open_call(published_at=days(-90), opens_at=days(-90)), closes_at=days(-32))
    CallFactory()
    open_call(closes_at=None, closing_mode="budget", budget_won=1_000)

    page = as_staff.get(ADD)

    choices = page.context["form"].fields["calls"].choices
    labels = [
        said("%(call)s (closes %(at)s)") % {"call": call, "at": moment(call.closes_at)}
        for call in (closed, sooner, later)
    ]
    assert [label for _value, label in choices] == labels
    assert [label for label in labels if label not in page.content.decode()] == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_form_costs_five_statements(as_staff, item_count):
    for _number in range(item_count):
        open_call()

    assert statements(as_staff, ADD) == 5


@pytest.mark.parametrize("who", ["agency", "auditor"])
def test_only_the_foundation_records_an_outage(client, groups, call, who):
    user = AgencyMemberFactory(agency=call.agency).user
    if who == "auditor":
        user = UserFactory(is_staff=True)
        user.groups.add(Group.objects.get(name="auditor"))
    client.force_login(user)

    response = client.post(ADD, typed(call))

    assert response.status_code == (403 if who == "auditor" else 302)
    assert who == "auditor" or response.url.startswith(reverse("admin:login"))
    assert not Incident.objects.exists()


# Success


def test_all_chosen_calls_are_moved(as_staff, staff, closed):
    running, other = open_call(), open_call()
    given = typed(closed, running)

    response = as_staff.post(ADD, given, follow=True)

    incident = Incident.objects.get()
    until = to_minute(datetime.fromisoformat(given["closes_at"]).astimezone())
    assert response.redirect_chain == [(LIST, 302)]
    assert (incident.recorded_by, incident.notice_ko) == (staff, TYPED["notice_ko"])
    moved = incident.amendments.order_by("call").values_list("call", "kind", "reason")
    kind, reason = AmendmentKind.EXTENSION, TYPED["notice_ko"]
    assert list(moved) == [(call.pk, kind, reason) for call in (closed, running)]
    for call in (closed, running, other):
        call.refresh_from_db()
    assert [call.closes_at == until for call in (closed, running, other)] == [True, True, False]
    assert closed.is_open


def test_notice_is_public_and_on_the_page_of_the_call(as_staff, client, closed):
    as_staff.post(ADD, typed(closed))
    client.logout()

    notice = reverse("programs:incident-detail", args=[Incident.objects.get().pk])
    pages = [client.get(at).content.decode() for at in (notice, closed.get_absolute_url())]

    closed.refresh_from_db()
    for page in pages:
        assert (TYPED["notice_ko"] in page, moment(closed.closes_at) in page) == (True, True)


def test_those_concerned_are_told_once(as_staff, closed):
    writer = AgencyMemberFactory(agency=closed.agency).user
    running = open_call(agency=closed.agency)

    as_staff.post(ADD, typed(closed, running))

    assert [address for address, _subject in queued_mails()] == [writer.email]


def test_second_click_makes_no_second_outage(as_staff, closed):
    given = typed(closed)
    as_staff.post(ADD, given)

    response = as_staff.post(ADD, given)

    assert response.context["form"].errors == {"calls": [said(NOT_MOVED) % {"calls": closed}]}
    assert (Incident.objects.count(), Amendment.objects.count()) == (1, 1)


def test_page_of_an_outage_is_read_only(as_staff, closed):
    as_staff.post(ADD, typed(closed))
    incident = Incident.objects.get()
    change = reverse("admin:programs_incident_change", args=[incident.pk])

    page = as_staff.get(change)

    assert (page.status_code, TYPED["notice_ko"] in page.content.decode()) == (200, True)
    assert as_staff.post(change, typed(closed)).status_code == 403


# Refusal


def test_one_call_that_cannot_be_moved_moves_none(as_staff, closed):
    longer, handled = open_call(closes_at=days(60)), received_application().call
    handled.applications.update(state=ApplicationState.ELIGIBLE)
    former = closed.closes_at
    given = typed(closed, longer, handled)

    errors = refused(as_staff.post(ADD, given), given)

    closed.refresh_from_db()
    assert errors == {"calls": [said(NOT_MOVED) % {"calls": f"{longer}, {handled}"}]}
    assert closed.closes_at == former


@pytest.mark.parametrize(
    ("moments", "errors"),
    [
        ({"closes_at": days(-0.05)}, {"closes_at": ["This time has passed already."]}),
        (
            {"started_at": days(-0.1), "ended_at": days(-0.2)},
            {"__all__": ["The outage ends after it starts."]},
        ),
        (
            {"started_at": days(0.1), "ended_at": days(0.2)},
            {"started_at": ["The outage has not begun yet."]},
        ),
        (
            {"closes_at": days(365 * 200)},
            {"closes_at": ["Check the year: it must lie between 2000 and 2099."]},
        ),
    ],
)
def test_faulty_moment_is_told_at_its_field(as_staff, closed, moments, errors):
    given = typed(closed, **moments)

    found = refused(as_staff.post(ADD, given), given)
    assert found == {name: [said(text) for text in texts] for name, texts in errors.items()}


def test_one_time_for_all_is_on_a_business_day(as_staff, closed):
    given = typed(closed, closes_at=SUNDAY)

    message = said("A weekend or a public holiday: the next business day is %(day)s.")
    assert refused(as_staff.post(ADD, given), given) == {
        "closes_at": [message % {"day": "2030. 1. 21."}]
    }


def test_a_call_is_chosen(as_staff, closed):
    given = typed()

    assert refused(as_staff.post(ADD, given), given) == {"calls": [said("This field is required.")]}


@pytest.mark.parametrize("name", ["title_ko", "notice_ko"])
def test_title_and_notice_are_needed(as_staff, closed, name):
    given = typed(closed) | {name: ""}

    assert list(refused(as_staff.post(ADD, given), given)) == [name]


def test_call_that_is_not_offered_is_refused(as_staff, closed):
    given = typed(CallFactory())

    response = as_staff.post(ADD, given)

    assert list(response.context["form"].errors) == ["calls"]
    assert not Incident.objects.exists()


def test_amendment_is_shown_in_words(as_staff, staff):
    call = open_call()
    as_staff.post(ADD, typed(call))
    amendment = call.amendments.get()

    page = as_staff.get(reverse("admin:programs_amendment_change", args=[amendment.pk]))

    (changed,) = amendment.difference
    said_so = (
        f"<p>{changed['label_ko']}: <del>{changed['before_ko']}</del>"
        f" → <ins>{changed['after_ko']}</ins></p>"
    )
    assert said_so in page.content.decode()
    assert "label_ko" not in page.content.decode()


def test_each_call_moves_by_so_many_days(as_staff):
    calls = [open_call(closes_at=days(count)) for count in (5, 9)]
    former = [call.closes_at for call in calls]

    as_staff.post(ADD, typed(*calls) | {"closes_at": "", "days": 3})

    assert [Call.objects.get(pk=call.pk).closes_at for call in calls] == [
        on_business_day(before + timedelta(days=3)) for before in former
    ]


@pytest.mark.parametrize(
    "given", [{"days": "3"}, {"closes_at": ""}, {"days": "91", "closes_at": ""}]
)
def test_days_and_one_time_for_all_exclude_each_other(as_staff, call, given):
    form = as_staff.post(ADD, typed(call) | given).context["form"]

    assert (list(form.errors), Amendment.objects.count()) == (["days"], 0)


def test_an_outage_of_long_ago_moves_nothing(as_staff, call):
    given = typed(call, started_at=days(-40), ended_at=days(-32))

    form = as_staff.post(ADD, given).context["form"]

    assert (list(form.errors), Amendment.objects.count()) == (["ended_at"], 0)


def test_calls_of_ones_own_agency_and_those_closed_early_are_not_offered(as_staff, staff, call):
    own, early = open_call(), open_call()
    AgencyMemberFactory(agency=own.agency, user=staff)
    close_call(early, by=FoundationUserFactory(), reason="예산 소진")

    form = as_staff.get(ADD).context["form"]

    assert list(form.fields["calls"].queryset) == [call]
    assert list(as_staff.post(ADD, typed(own, early)).context["form"].errors) == ["calls"]


def test_the_notice_is_a_click_away(as_staff, call):
    page = as_staff.post(ADD, typed(call), follow=True).content.decode()

    assert reverse("programs:incident-detail", args=[Incident.objects.get().pk]) in page


@pytest.mark.parametrize(
    "moments",
    [{"ended_at": 2}, {"started_at": -9, "ended_at": -0.1}],
    ids=["ends days ahead", "longer than a week"],
)
def test_an_outage_is_of_a_length_that_can_be(as_staff, call, moments):
    given = {name: days(count) for name, count in moments.items()}

    form = as_staff.post(ADD, typed(call, **given)).context["form"]

    assert (list(form.errors), Amendment.objects.count()) == (["ended_at"], 0)
