"""Home, search, desk, health, language, and what all pages have in common."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.core.cache import caches
from django.urls import reverse

from tests.addresses import addresses, client_of, path_of
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.programs import BriefingFactory, CallFactory, days, open_call
from tests.factories.stories import PictureFactory, StoryFactory
from tests.factories.zones import ZoneFactory


def published(count: int) -> None:
    for _number in range(count):
        call = open_call()
        briefing = BriefingFactory(agency=call.agency)
        briefing.calls.add(call)
        briefing.zones.add(call.agency.zone)
        PictureFactory(story__title_ko="공고에서 시작된 이야기", story__zone=call.agency.zone)


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(("path", "expected"), [("/", 5), ("/search/?q=공고", 4)])
def test_statements(db, client, path, expected, item_count):
    published(item_count)

    assert statements(client, path) == expected


def test_home_shows_published_calls_only(db, client):
    call, _draft = open_call(), CallFactory(title_ko="아직 비밀")

    response = client.get(reverse("home"))

    assert [shown.pk for shown in response.context["calls"]] == [call.pk]
    assert "아직 비밀" not in response.content.decode()


def test_search_finds_calls_briefings_stories_and_zones(db, client):
    zone = ZoneFactory(name_ko="경남 김해")
    call = open_call(title_ko="김해 의생명 공고")
    briefing = BriefingFactory(title_ko="김해 설명회")
    story, _draft = (
        StoryFactory(published=True, title_ko="김해 이야기"),
        StoryFactory(title_ko="김해"),
    )

    context = client.get(reverse("search"), {"q": "김해"}).context

    assert [found.pk for found in context["calls"]] == [call.pk]
    assert [found.pk for found in context["briefings"]] == [briefing.pk]
    assert [found.pk for found in context["stories"]] == [story.pk]
    assert zone in context["zones"]


@pytest.mark.parametrize("text", ["", "   ", "%", "\x00", "'", "&|!:*", "김" * 3000])
def test_search_takes_any_text(db, client, text):
    assert client.get(reverse("search"), {"q": text}).status_code == 200


def test_search_repeats_what_was_asked_as_text(db, client):
    page = client.get(reverse("search"), {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("role", "leads_to"),
    [
        ("staff", "admin:index"),
        ("agency_member", "programs:agency-desk"),
        ("reviewer", "programs:review-list"),
        ("applicant", "programs:company-desk"),
        ("stranger", "programs:company-desk"),
    ],
)
def test_desk_leads_everybody_to_theirs(request, client, role, leads_to):
    user = request.getfixturevalue(role)
    client.force_login(getattr(user, "user", user))

    response = client.get(reverse("desk"))

    assert response.url == reverse(leads_to)


def test_health(db, client):
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").content == b"ready\n"


def test_pages_are_korean_unless_english_was_chosen(db, client):
    before = client.get(reverse("home"))
    client.post(reverse("set_language"), {"language": "en", "next": "/"})

    after = client.get(reverse("home"))

    assert '<html lang="ko">' in before.content.decode()
    assert '<html lang="en">' in after.content.decode()
    assert (before["Content-Language"], after["Content-Language"]) == ("ko", "en")


def test_a_browser_language_changes_nothing(db, client):
    response = client.get(reverse("home"), headers={"accept-language": "en"})

    assert response["Content-Language"] == "ko"


def test_the_language_switch_leads_nowhere_else(db, client):
    response = client.post(
        reverse("set_language"), {"language": "en", "next": "https://evil.example/"}
    )

    assert response.url == "/"


@pytest.mark.parametrize("is_staff", [False, True])
def test_header_and_footer_say_nothing_of_one_person_or_page(db, client, is_staff):
    """They are kept for all: what is in them is what the next reader is shown."""
    found = set()
    for number, person in enumerate(UserFactory.create_batch(2, is_staff=is_staff)):
        caches["fragments"].clear()
        client.force_login(person)
        page = client.get(f"/calls/?page={number}").content.decode()
        parts = re.findall(
            r"<header class=\"site-header.*?</header>|<footer.*?</footer>", page, re.S
        )
        assert len(parts) == 2
        found.add(tuple(parts))

    assert len(found) == 1


def test_sitemap_lists_what_is_published(db, client):
    call, draft, zone = open_call(), CallFactory(), ZoneFactory()

    sitemap = client.get(reverse("sitemap"))

    ET.fromstring(sitemap.content)
    text = sitemap.content.decode()
    assert call.get_absolute_url() in text
    assert zone.get_absolute_url() in text
    assert draft.get_absolute_url() not in text


def all_pages(world) -> set[str]:
    return {
        path_of(address.name, address.parameters, of, world)
        for address in addresses()
        if "object_id" not in address.parameters
        for of in ("open", "closed", "draft")
    }


@pytest.mark.parametrize("caller", ["anonymous", "company", "agency", "reviewer", "staff"])
def test_every_answer_carries_a_strict_policy(world, caller):
    client = client_of(world.users[caller])

    policies = {}
    for path in all_pages(world):
        response = client.get(path)
        if response.streaming:
            response.getvalue()
        policies[path] = response.headers.get("Content-Security-Policy", "none")

    faults = {path: policy for path, policy in policies.items() if "unsafe" in policy}
    faults |= {path: policy for path, policy in policies.items() if "default-src" not in policy}
    assert faults == {}


@pytest.mark.parametrize("status", [403, 404])
def test_error_pages_have_the_look_of_the_portal(db, client, status):
    path = {403: reverse("programs:agency-desk"), 404: "/nowhere/"}[status]
    client.force_login(UserFactory())

    response = client.get(path)

    assert response.status_code == status
    assert "portal/site.css" in response.content.decode()


def test_a_call_of_the_future_is_nowhere(db, client):
    call = open_call(title_ko="내일공고", published_at=days(1), opens_at=days(2))
    paths = [
        reverse("home"),
        reverse("search") + "?q=내일공고",
        reverse("sitemap"),
        reverse("programs:call-list"),
        reverse("programs:call-feed"),
        reverse("programs:call-calendar"),
        reverse("zones:zone-detail", args=[call.agency.zone.slug]),
        reverse("api-call-list"),
    ]

    told = [path for path in paths if call.code in client.get(path).content.decode()]

    assert told == []
    assert client.get(call.get_absolute_url()).status_code == 404
