"""What a page of a call says to machines, and the addresses it gives them."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.counting import statements
from tests.factories.programs import BriefingFactory, CallFactory, approved, days, open_call
from tests.factories.zones import AgencyMemberFactory
from tests.programs.actions.test_call import FoundationUserFactory

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
HOSTILE = "</script><script>alert(1)</script>\u2028<!--"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://portal.example"


def page_of(client, call, language="ko") -> str:
    client.cookies["django_language"] = language
    return client.get(call.get_absolute_url()).content.decode()


def graph_of(page: str) -> list[dict]:
    (block,) = BLOCK.findall(page)
    return json.loads(block)["@graph"]


def metas_of(page: str) -> dict[str, str]:
    pairs = re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', page)
    return dict(pairs)


def test_a_call_is_a_government_service(db, client):
    call = open_call(
        award_limit_won=70_000_000, title_en="Growth", summary_en="For growth", contact_email=""
    )

    (service,) = graph_of(page_of(client, call, "en"))

    address = f"https://portal.example/calls/{call.code}/"
    assert service["@type"] == "GovernmentService"
    assert (service["name"], service["description"]) == ("Growth", "For growth")
    assert (service["url"], service["image"]) == (address, f"{address}card.png")
    assert service["availableChannel"]["serviceUrl"] == f"{address}apply/"
    assert service["serviceOutput"]["amount"]["maxValue"] == 70_000_000
    assert service["offers"]["availabilityEnds"].endswith("+09:00")


def test_zones_are_called_where_the_call_has_no_contact(db, client):
    call = CallFactory(parts=True, contact_name="", contact_phone="")
    call.call_zones.update(phone="055-111-2222")
    zone = call.call_zones.get().zone

    (service,) = graph_of(page_of(client, approved(call)))

    assert service["availableChannel"]["servicePhone"] == [
        {"@type": "ContactPoint", "name": zone.name_ko, "telephone": "055-111-2222"}
    ]


def test_a_call_without_amount_and_end_leaves_them_out(db, client):
    call = open_call(closing_mode="budget", budget_won=1, closes_at=None)

    (service,) = graph_of(page_of(client, call))

    assert "amount" not in service["serviceOutput"]
    assert set(service["offers"]) == {"@type", "availabilityStarts"}


def test_briefings_are_events(db, client):
    call = open_call()
    dated = BriefingFactory(agency=call.agency, is_day_only=True, venue_ko="")
    dated.calls.add(call)
    gone = BriefingFactory(
        agency=call.agency,
        starts_at=days(20),
        ends_at=days(21),
        cancelled_at=days(0),
        cancelled_by=FoundationUserFactory(),
    )
    gone.calls.add(call)

    _service, *events = graph_of(page_of(client, call))

    first, second = sorted(events, key=lambda event: event["startDate"])
    assert (len(first["startDate"]), "location" in first) == (10, False)
    assert second["location"]["name"] == gone.venue
    assert [event["eventStatus"].rpartition("/")[2] for event in (first, second)] == [
        "EventScheduled",
        "EventCancelled",
    ]


def test_no_text_ends_the_data_block(db, client):
    call = open_call(title_ko=HOSTILE, contact_name=HOSTILE[:80])

    page = page_of(client, call)

    (service,) = graph_of(page)
    assert service["name"] == HOSTILE
    assert "<script>alert" not in page
    assert "\u2028" not in BLOCK.findall(page)[0]


def test_a_shared_page_has_a_card_and_one_address(db, client):
    call = open_call(title_ko='가 "나" & 다', summary_ko="요약")

    page = page_of(client, call)

    address = f"https://portal.example/calls/{call.code}/"
    metas = metas_of(page)
    assert f'<link rel="canonical" href="{address}">' in page
    assert metas["og:title"] == "가 &quot;나&quot; &amp; 다"
    assert (metas["og:url"], metas["og:image"]) == (address, f"{address}card.png")
    assert (metas["og:image:width"], metas["og:image:height"]) == ("1200", "630")
    assert (metas["og:locale"], metas["twitter:card"]) == ("ko_KR", "summary_large_image")


def test_a_draft_says_nothing_to_machines(db, client):
    call = CallFactory()
    client.force_login(AgencyMemberFactory(agency=call.agency).user)

    page = page_of(client, call)

    assert BLOCK.findall(page) == []
    assert metas_of(page) == {}
    assert '<meta name="robots" content="noindex">' in page


def test_the_page_still_costs_one_statement(db, client):
    call = open_call()
    BriefingFactory(agency=call.agency).calls.add(call)

    assert statements(client, call.get_absolute_url()) == 1


def test_the_sitemap_says_when_a_call_changed(db, client):
    call = open_call()
    reverse_path = reverse("programs:call-detail", args=[call.code])

    sitemap = client.get(reverse("sitemap"), headers={"host": "localhost"}).content.decode()

    assert f"<loc>https://portal.example{reverse_path}</loc>" in sitemap
    assert f"<lastmod>{timezone.localdate(call.published_at)}</lastmod>" in sitemap


def test_the_sitemap_says_when_a_call_was_amended(db, client):
    call = open_call()
    type(call).objects.filter(pk=call.pk).update(changed_at=days(-2))

    sitemap = client.get(reverse("sitemap")).content.decode()

    assert f"<lastmod>{timezone.localdate(days(-2))}</lastmod>" in sitemap


def test_robots_keep_to_public_pages(db, client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines[0] == "User-agent: *"
    assert {"Disallow: /desk/", "Disallow: /accounts/", "Disallow: /admin/"} <= set(lines)
    assert lines[-1] == "Sitemap: https://portal.example/sitemap.xml"


def test_the_old_address_of_the_icon_leads_to_it(client):
    assert client.get("/favicon.ico").url == "/static/portal/favicon.svg"
