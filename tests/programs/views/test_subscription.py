"""Pages of news by mail: with an account, by address, and behind the links of mails."""

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from programs.models import Subscription
from programs.queries.subscription import confirmation_path, subscription_path
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.listening import SubscriptionFactory
from tests.factories.programs import days
from tests.factories.zones import ZoneFactory
from tests.telling import MAILS

pytestmark = pytest.mark.django_db
PAGE = "/subscriptions/"
CHOICE = {"kinds": ["calls", "results"], "stages": ["growth"], "frequency": "daily"}
ADDRESS = {**CHOICE, "email": "Reader@Example.kr", "agrees": "on"}


@pytest.fixture
def confirmed():
    return SubscriptionFactory(email="reader@example.kr", confirmed_at=days(-1))


def mails() -> list[dict]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name=MAILS).order_by("id")]


def path_in(mail: dict) -> str:
    (line,) = [line for line in mail["body"].splitlines() if line.startswith("http")]
    return "/" + line.split("/", 3)[3]


def test_from_an_address_to_the_end(client):
    zone = ZoneFactory(slug="gimhae")

    answer = client.post(PAGE, {**ADDRESS, "zones": ["gimhae"]}, follow=True)
    assert "reader@example.kr" in answer.content.decode()
    path = path_in(mails()[0])

    opened = client.get(path)
    assert opened.status_code == 200
    assert Subscription.objects.get().confirmed_at is None  # to open a link is no yes

    managing = client.post(path, follow=True)
    row = Subscription.objects.get()
    assert row.confirmed_at is not None
    assert (row.email, row.kinds, row.stages) == (
        "reader@example.kr",
        ["calls", "results"],
        ["growth"],
    )
    assert row.zones.get() == zone
    assert managing.redirect_chain[0][0] == subscription_path(row)

    client.post(subscription_path(row), {"kinds": ["briefings"], "frequency": "weekly"})
    row.refresh_from_db()
    assert (row.kinds, row.stages, row.frequency) == (["briefings"], [], "weekly")
    assert not row.zones.exists()

    client.post(subscription_path(row, "subscription-end"))
    assert not Subscription.objects.exists()
    assert client.get(subscription_path(row)).status_code == 404


def test_one_click_without_cookie_or_token(confirmed):
    path = subscription_path(confirmed, "subscription-end")
    strict = Client(enforce_csrf_checks=True)

    page = strict.get(path)
    assert page.status_code == 200
    assert Subscription.objects.exists()

    for _time in range(2):
        answer = strict.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert confirmed.email not in answer.content.decode()
    assert not Subscription.objects.exists()


def test_the_answer_is_the_same_for_a_known_address(client, confirmed):
    known = client.post(PAGE, {**ADDRESS, "email": confirmed.email}, follow=True)
    unknown = Client().post(PAGE, {**ADDRESS, "email": "nobody@example.kr"}, follow=True)

    pages = [
        page.content.decode().replace(email, "").split("<main", 1)[1].split("csrf")[0]
        for page, email in ((known, confirmed.email), (unknown, "nobody@example.kr"))
    ]
    assert pages[0] == pages[1]


def test_too_many_mails_are_refused(client):
    answers = [client.post(PAGE, ADDRESS).status_code for _time in range(4)]

    assert answers == [302, 302, 302, 200]
    assert len(mails()) == 3


@pytest.mark.parametrize(
    "fault",
    [
        {"email": ""}, {"email": "x"}, {"email": "a@b.kr\nBcc: c@d.kr"}, {"agrees": ""}, {"kinds": []},
        {"kinds": ["x"]}, {"frequency": "never"}, {"frequency": ""}, {"zones": ["nowhere"]},
        {"stages": ["x"]},
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_not_sent(client, fault):
    response = client.post(PAGE, {**ADDRESS, **fault})

    assert response.status_code == 200
    assert response.context["form"].errors
    assert mails() == []


def test_an_account_subscribes_changes_and_leaves(client):
    user = UserFactory()
    client.force_login(user)

    client.post(PAGE, CHOICE)
    assert user.subscription.kinds == ["calls", "results"]
    assert user.email in client.get(PAGE).content.decode()
    assert mails() == []

    client.post(PAGE, {**CHOICE, "kinds": ["briefings"]})
    assert Subscription.objects.get().kinds == ["briefings"]

    client.post(reverse("programs:subscription-leave"))
    assert not Subscription.objects.exists()


def test_a_page_ticks_where_one_comes_from_and_links_its_feeds(client):
    ZoneFactory(slug="gimhae"), ZoneFactory(slug="pohang")

    page = client.get(PAGE, {"zone": "gimhae", "stage": "growth"}).content.decode()

    ticked = [line for line in page.split("<input") if " checked" in line]
    assert any('value="gimhae"' in line for line in ticked)
    assert any('value="growth"' in line for line in ticked)
    assert not any('value="pohang"' in line for line in ticked)
    assert "/calls/feed.atom?zone=gimhae&amp;stage=growth" in page
    assert "/briefings/feed.atom?zone=gimhae" in page


@pytest.mark.parametrize("page", ["zones:zone-detail", "programs:call-list"])
def test_pages_lead_to_it(client, page):
    zone = ZoneFactory(slug="gimhae")
    path = reverse(page, args=[zone.slug]) if "zone" in page else f"{reverse(page)}?zone=gimhae"

    assert f"{PAGE}?zone=gimhae" in client.get(path).content.decode()


@pytest.mark.parametrize("page", ["subscription", "subscription-end"])
def test_links_of_one_kind_are_no_other(client, confirmed, page):
    """Nor is a link to confirm one to change, or the other way round."""
    waiting = SubscriptionFactory()
    of_waiting = subscription_path(waiting, page)
    confirming = confirmation_path(waiting).rstrip("/").rpartition("/")[2]
    managing = subscription_path(confirmed).rstrip("/").rpartition("/")[2]

    assert client.get(of_waiting).status_code == 404
    assert client.get(reverse(f"programs:{page}", args=[confirming])).status_code == 404
    assert client.get(reverse("programs:subscription-confirm", args=[managing])).status_code == 404
    assert client.post(reverse(f"programs:{page}", args=[confirming])).status_code == 404
    assert Subscription.objects.count() == 2


def test_a_link_to_confirm_is_good_for_seven_days(client):
    row = SubscriptionFactory(asked_at=days(-7.1))

    assert client.post(confirmation_path(row)).status_code == 404
    row.refresh_from_db()
    assert row.confirmed_at is None


def test_pages_behind_links_are_kept_by_nobody(client, confirmed):
    for path in (subscription_path(confirmed), confirmation_path(SubscriptionFactory())):
        response = client.get(path)
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_statements(client, item_count):
    for _number in range(item_count):
        ZoneFactory()

    assert statements(client, PAGE) == 1
