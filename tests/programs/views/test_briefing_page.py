"""The page of a briefing: who, when, where, what."""

import json
import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.common.templatetags.portal_text import moment
from tests.counting import statements
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import (
    BriefingFactory,
    BriefingOrganisationFactory,
    BriefingPartFactory,
    BriefingSeriesFactory,
    CallFactory,
    PartPersonFactory,
    RegistrationFactory,
    ReviewerFactory,
    days,
    open_call,
)
from tests.factories.zones import AgencyMemberFactory, CompanyMemberFactory, ProvinceFactory
from tests.words import said

MAP = "https://map.example/place/1"


@pytest.fixture
def forum(db):
    """A forum with a keynote in it, and a talk after it."""
    briefing = BriefingFactory(
        kind="policy_sharing",
        venue_ko="엑스포타워",
        address="대전 유성구 엑스포로 1",
        map_url=MAP,
        day_note_ko="날짜는 문맥에 따른 것입니다.",
        province=ProvinceFactory(name_ko="대전"),
        series=BriefingSeriesFactory(title_ko="정책 공유회 연속 행사"),
        number=1,
    )
    start = briefing.starts_at
    BriefingPartFactory(
        briefing=briefing, kind="forum", title_ko="혁신정책포럼", purpose_ko="기술사업화",
        starts_at=start, ends_at=start + timedelta(hours=1),
    )  # fmt: skip
    keynote = BriefingPartFactory(briefing=briefing, kind="keynote", title_ko="", is_nested=True)
    PartPersonFactory(part=keynote, name_ko="", post_ko="사업화전략실장", organisation_ko="연구원")
    BriefingPartFactory(briefing=briefing, title_ko="추진방향", place_ko="다른 방")
    BriefingOrganisationFactory(briefing=briefing, name_ko="과학기술정보통신부")
    BriefingOrganisationFactory(briefing=briefing, name_ko="연구소기업", role="participant")
    return briefing


def page_of(client, briefing, language="ko"):
    client.cookies["django_language"] = language
    return client.get(briefing.get_absolute_url()).content.decode()


def graph_in(page):
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    (event,) = json.loads(text)["@graph"]
    return event


def test_it_says_who_when_where_and_what(client, forum):
    page = page_of(client, forum)

    words = [
        "엑스포타워", "대전 유성구 엑스포로 1", "날짜는 문맥에 따른 것입니다.", "혁신정책포럼", "기술사업화",
        "사업화전략실장", "추진방향", "다른 방", "과학기술정보통신부", "연구소기업", "정책 공유회 연속 행사",
    ]  # fmt: skip
    assert [word for word in words if word not in page] == []
    assert f'href="{MAP}"' in page


def test_a_nested_part_stands_in_the_one_above(client, forum):
    (talk, other) = client.get(forum.get_absolute_url()).context["parts"]

    assert (talk.title_ko, [part.kind for part in talk.nested]) == ("혁신정책포럼", ["keynote"])
    assert (other.title_ko, other.nested) == ("추진방향", [])


def test_a_part_without_a_title_is_called_by_its_kind(client, forum):
    assert said("keynote", "en").capitalize() in page_of(client, forum, "en")


def test_organisations_stand_by_their_role(client, forum):
    shown = client.get(forum.get_absolute_url()).context["organisations"]

    assert [(role, [one.name_ko for one in ones]) for role, ones in shown] == [
        (said("host"), ["과학기술정보통신부"]),
        (said("participating organisation"), ["연구소기업"]),
    ]


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_visitor_costs_one_statement(db, client, item_count):
    briefing = BriefingFactory()
    for _number in range(item_count):
        briefing.calls.add(open_call())
        briefing.zones.add(open_call().agency.zone)
        PartPersonFactory(part=BriefingPartFactory(briefing=briefing))
        BriefingOrganisationFactory(briefing=briefing)
        RegistrationFactory(briefing=briefing)

    assert statements(client, briefing.get_absolute_url()) == 1


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("has_place", [True, False])
def test_whoever_is_signed_in_costs_three(db, client, item_count, has_place):
    briefing, reader = BriefingFactory(), UserFactory()
    for _number in range(item_count):
        briefing.calls.add(open_call())
        PartPersonFactory(part=BriefingPartFactory(briefing=briefing))
    if has_place:
        RegistrationFactory(briefing=briefing, user=reader)
    client.force_login(reader)

    assert statements(client, briefing.get_absolute_url()) == 3


@pytest.mark.parametrize("caller", ["agency", "company", "reviewer", "staff"])
def test_every_caller_costs_at_most_four_statements(db, client, caller):
    briefing = BriefingFactory()
    reader = {
        "agency": lambda: AgencyMemberFactory(agency=briefing.agency).user,
        "company": lambda: CompanyMemberFactory().user,
        "reviewer": lambda: ReviewerFactory().user,
        "staff": FoundationUserFactory,
    }[caller]()
    BriefingPartFactory(briefing=briefing)
    RegistrationFactory(briefing=briefing, user=reader)
    client.force_login(reader)

    assert statements(client, briefing.get_absolute_url()) <= 4


def test_machines_read_an_event(client, forum, settings):
    settings.SITE_URL = "https://portal.example"
    call = open_call()
    forum.calls.add(call)

    event = graph_in(page_of(client, forum))

    assert (event["@type"], event["name"]) == ("Event", forum.title_ko)
    assert event["location"] == {
        "@type": "Place", "name": "엑스포타워", "address": "대전 유성구 엑스포로 1", "hasMap": MAP,
    }  # fmt: skip
    assert [one["name"] for one in event["organizer"]] == ["과학기술정보통신부"]
    assert event["about"] == [{"@id": f"https://portal.example/calls/{call.code}/#call"}]


def test_an_event_that_is_not_public_says_nothing_to_machines(as_agency, membership):
    briefing = BriefingFactory(agency=membership.agency)
    briefing.calls.add(CallFactory(agency=membership.agency))

    page = page_of(as_agency, briefing)

    assert "ld+json" not in page
    assert "noindex" in page


def test_a_cancelled_event_is_cancelled_for_machines(db, client, membership):
    briefing = BriefingFactory(cancelled_at=days(0), cancelled_by=membership.user)

    assert graph_in(page_of(client, briefing))["eventStatus"].endswith("EventCancelled")


def test_hostile_words_in_a_programme_stay_words(db, client):
    part = BriefingPartFactory(title_ko="<script>alert(1)</script>")
    PartPersonFactory(part=part, name_ko='"><img src=x>')
    BriefingOrganisationFactory(briefing=part.briefing, name_ko="</script><b>")

    page = page_of(client, part.briefing)

    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "</script><b>" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/briefings/{pk}/",
        "/briefings/{pk}/event.ics",
        "/briefings/?q=plantedroom",
        "/briefings/calendar/",
        "/briefings/map/?q=plantedroom",
        "/briefings/feed.atom",
        "/briefings/calendar.ics",
        "/search/?q=plantedroom",
        "/api/v1/briefings/",
        "/api/v1/briefings/{pk}/",
    ],
)
def test_the_online_link_is_nowhere_in_public(db, client, path):
    link = "https://video.example/plantedlink"
    hours = {"starts_at": days(0), "ends_at": days(1)}
    briefing = BriefingFactory(title_ko="plantedroom", online_url=link, **hours)

    page = client.get(path.format(pk=briefing.pk)).content.decode()

    assert briefing.title_ko in page
    assert "plantedlink" not in page


def test_nobody_finds_a_briefing_by_its_online_link(db, client):
    BriefingFactory(online_url="https://video.example/plantedlink")

    assert list(client.get("/briefings/?q=plantedlink").context["page_obj"]) == []


def test_a_session_over_midnight_says_both_days(db, client):
    at = timezone.make_aware(datetime(2030, 3, 4, 22))
    briefing = BriefingFactory(starts_at=at, ends_at=at + timedelta(hours=4))

    page = page_of(client, briefing)

    assert moment(briefing.ends_at) in page


def test_the_form_takes_place_map_and_note(as_agency, membership):
    briefing, province = BriefingFactory(agency=membership.agency), ProvinceFactory()
    path = reverse("programs:briefing-edit", args=[briefing.pk])
    sent = {
        "kind": "briefing",
        "agency": membership.agency.pk,
        "title_ko": "설명회",
        "starts_at": "2030-03-04T14:00",
        "ends_at": "2030-03-04T16:00",
        "province": province.pk,
        "address": "대전 유성구",
        "map_url": "map.example/1",
        "day_note_ko": "첫째 주만 확인",
        "capacity": "30",
    }

    as_agency.post(path, sent)

    briefing.refresh_from_db()
    assert (briefing.province, briefing.address) == (province, "대전 유성구")
    assert (briefing.map_url, briefing.day_note_ko) == ("https://map.example/1", "첫째 주만 확인")


@pytest.mark.parametrize("link", ["http://map.example/1", "javascript:alert(1)", "https://", "x y"])
def test_a_broken_map_link_is_named_and_what_was_typed_stays(as_agency, membership, link):
    briefing = BriefingFactory(agency=membership.agency)
    path = reverse("programs:briefing-edit", args=[briefing.pk])

    response = as_agency.post(path, {"title_ko": "고친 제목", "map_url": link})

    form = response.context["form"]
    assert "map_url" in form.errors
    assert (form["map_url"].value(), form["title_ko"].value()) == (link, "고친 제목")


def test_an_end_before_a_part_of_the_programme_is_named(as_agency, membership):
    at = timezone.make_aware(datetime(2030, 3, 4, 14))
    hours = {"starts_at": at, "ends_at": at + timedelta(hours=3)}
    briefing = BriefingFactory(agency=membership.agency, **hours)
    BriefingPartFactory(
        briefing=briefing, starts_at=at, ends_at=at + timedelta(hours=2, minutes=30)
    )
    sent = {
        "kind": "briefing",
        "agency": membership.agency.pk,
        "title_ko": "짧아진 설명회",
        "starts_at": "2030-03-04T14:00",
        "ends_at": "2030-03-04T16:00",
    }

    response = as_agency.post(reverse("programs:briefing-edit", args=[briefing.pk]), sent)

    assert list(response.context["form"].errors) == ["ends_at"]
    assert moment(at + timedelta(hours=2, minutes=30)) in response.content.decode()
