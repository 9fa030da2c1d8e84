"""Subscriptions: what is told to whom, once, not before it is public, and what is forgotten."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from programs.actions.errors import TooManyLinks
from programs.actions.subscription import (
    MOST_MAILS,
    MOST_MAILS_OF_CLIENT,
    ask_for_subscription,
    change_subscription,
    confirm_subscription,
    due_subscriptions,
    end_subscription,
    send_news,
    subscribe,
)
from programs.models import Call, Selection, Subscription
from programs.queries.subscription import MOST_OF_A_KIND, subscription_path
from programs.tasks import (
    forget_unconfirmed_addresses,
    mail_news,
    mail_news_at_once,
    mail_news_digests,
)
from tests.factories.accounts import UserFactory
from tests.factories.listening import SubscriptionFactory
from tests.factories.notices import NoticeFactory
from tests.factories.programs import (
    BriefingFactory,
    CallFactory,
    at_its_instant,
    days,
    finished_round,
    open_call,
    set_moments,
)
from tests.factories.zones import AgencyFactory, ZoneFactory
from tests.races import at_once
from tests.telling import MAILS

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def mails() -> list[dict]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name=MAILS).order_by("id")]


def bodies() -> str:
    return "\n".join(mail["body"] for mail in mails())


def subscription(**fields) -> Subscription:
    return SubscriptionFactory(**{"confirmed_at": days(-9), "mailed_until": days(-7)} | fields)


def new_call(**fields) -> Call:
    return open_call(**{"published_at": days(-0.1), "opens_at": days(-0.05)} | fields)


def in_zone(slug: str):
    zone = ZoneFactory(slug=slug)
    return zone, AgencyFactory(zone=zone)


def wanted(**fields):
    return {"kinds": ["calls"], "stages": [], "frequency": "daily", "zones": []} | fields


def asked(email="reader@example.kr", client="192.0.2.1", **fields) -> Subscription:
    words = wanted(**fields)
    return ask_for_subscription(by=None, email=email, client=client, language="ko", **words)


def test_one_mail_with_all_that_is_new():
    call = new_call(title_ko="수소 공고")
    BriefingFactory(title_ko="수소 설명회", published_at=days(-0.1))
    finished_round(1_000_000, title_ko="수소 결과", published_at=days(-90))
    at_its_instant(Selection.objects.get(), ahead=-HOUR)
    reader = subscription()

    assert send_news(reader.pk)
    (mail,) = mails()

    assert mail["to"] == [reader.email]
    assert "3건" in mail["subject"]
    for words in ("수소 공고", "수소 설명회", "수소 결과", call.get_absolute_url()):
        assert words in mail["body"]


def test_a_mail_says_why_it_came_and_how_it_ends():
    new_call()
    zone, agency = in_zone("gimhae")
    new_call(agency=agency)
    reader = subscription(zones=[zone], stages=["growth", "transfer"], kinds=["calls"])

    send_news(reader.pk)
    (mail,) = mails()
    end = subscription_path(reader, "subscription-end")

    assert mail["headers"]["List-Unsubscribe"].endswith(f"{end}>")
    assert mail["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert end in mail["body"]
    assert subscription_path(reader) in mail["body"]
    assert zone.name in mail["body"]
    assert "신청하신" in mail["body"]


def test_only_chosen_kinds_zones_and_stages():
    zone, agency = in_zone("gimhae")
    _other, other_agency = in_zone("pohang")
    new_call(title_ko="맞는공고", agency=agency, stage="growth")
    new_call(title_ko="다른단계", agency=agency, stage="transfer")
    new_call(title_ko="다른특구", agency=other_agency, stage="growth")
    BriefingFactory(title_ko="다른종류", published_at=days(-0.1))

    send_news(subscription(zones=[zone], stages=["growth"], kinds=["calls"]).pk)

    assert "맞는공고" in bodies()
    assert "다른" not in bodies()


def test_briefings_of_chosen_zones_and_stages_and_those_for_all():
    zone, agency = in_zone("gimhae")
    _other, other_agency = in_zone("pohang")
    of_zone = BriefingFactory(title_ko="맞는설명회", published_at=days(-0.1))
    of_zone.zones.add(zone)
    of_zone.calls.add(open_call(agency=agency, stage="growth"))
    BriefingFactory(title_ko="모두의행사", published_at=days(-0.1))
    elsewhere = BriefingFactory(title_ko="다른특구", published_at=days(-0.1))
    elsewhere.zones.add(other_agency.zone)
    of_stage = BriefingFactory(title_ko="다른단계", published_at=days(-0.1))
    of_stage.calls.add(open_call(agency=agency, stage="transfer"))

    send_news(subscription(zones=[zone], stages=["growth"], kinds=["briefings"]).pk)

    assert "맞는설명회" in bodies()
    assert "모두의행사" in bodies()
    assert "다른" not in bodies()


def test_nothing_before_it_is_public():
    new_call(title_ko="비밀공고", published_at=days(1), opens_at=days(2))
    CallFactory(title_ko="비밀초안")
    hidden = BriefingFactory(title_ko="비밀설명회", published_at=days(-0.1))
    hidden.calls.add(open_call(published_at=days(1), opens_at=days(2)))
    finished_round(1_000_000, title_ko="비밀결과", published_at=days(-90), publishes_in=HOUR)
    reader = subscription()

    assert not send_news(reader.pk)
    assert mails() == []

    at_its_instant(Selection.objects.get(), ahead=-HOUR)
    Subscription.objects.update(mailed_until=days(-7))
    assert send_news(reader.pk)  # the control
    assert "비밀결과" in bodies()
    assert "비밀공고" not in bodies()


def test_notices_of_chosen_zones_and_those_for_all():
    zone, other = ZoneFactory(), ZoneFactory()
    NoticeFactory(published=True, title_ko="맞는공지", zone=zone, published_at=days(-0.1))
    NoticeFactory(published=True, title_ko="모두의공지", published_at=days(-0.1))
    NoticeFactory(published=True, title_ko="다른특구", zone=other, published_at=days(-0.1))
    NoticeFactory(title_ko="다른초안", zone=zone)

    send_news(subscription(zones=[zone], stages=["growth"], kinds=["notices"]).pk)

    assert "맞는공지" in bodies()
    assert "모두의공지" in bodies()
    assert "다른" not in bodies()


def test_a_briefing_is_new_when_its_first_call_is_public():
    """Announced long ago, but nobody could read of it."""
    briefing = BriefingFactory(title_ko="설명회", published_at=days(-30))
    briefing.calls.add(new_call())

    send_news(subscription(kinds=["briefings"]).pk)

    assert "설명회" in bodies()


def test_what_is_cancelled_or_older_is_not_told():
    new_call(title_ko="오래된공고", published_at=days(-8), opens_at=days(-8))
    cancelled = {"state": "cancelled", "cancelled_at": days(-0.01), "cancelled_by": UserFactory()}
    set_moments(new_call(title_ko="취소공고"), **cancelled)
    cancelled.pop("state")
    BriefingFactory(title_ko="취소설명회", published_at=days(-0.1), **cancelled)

    assert not send_news(subscription().pk)


def test_nothing_is_sent_twice():
    new_call(title_ko="수소 공고")
    reader = subscription()

    assert [send_news(reader.pk), send_news(reader.pk)] == [True, False]
    assert len(mails()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_mail(committed):
    new_call()
    reader = subscription()

    outcomes = at_once(lambda: send_news(reader.pk), lambda: send_news(reader.pk))

    assert sorted(outcomes) == [False, True]
    assert len(mails()) == 1


def test_a_mail_names_no_more_than_thirty_of_a_kind():
    for _number in range(MOST_OF_A_KIND + 2):
        new_call()

    send_news(subscription(kinds=["calls"]).pk)

    assert mails()[0]["body"].count("/calls/") == MOST_OF_A_KIND
    assert "그 밖에 2건" in mails()[0]["body"]


def test_who_did_not_confirm_or_is_inactive_gets_nothing():
    new_call()
    unconfirmed = SubscriptionFactory(mailed_until=days(-7))
    inactive = subscription(user=UserFactory(is_active=False))
    active = subscription(user=UserFactory())

    sent = [send_news(row.pk) for row in (unconfirmed, inactive, active)]

    assert sent == [False, False, True]
    assert mails()[0]["to"] == [active.user.email]


def test_at_once_means_each_turn_with_news():
    early, daily = subscription(), subscription(frequency="daily")
    assert not due_subscriptions(at_once=True).exists()

    new_call()
    mail_news_at_once(timestamp=0)

    jobs = ProcrastinateJob.objects.filter(task_name=mail_news.name)
    assert [job.args for job in jobs] == [{"pk": early.pk}]
    assert daily.pk not in due_subscriptions(at_once=True).values_list("pk", flat=True)


@pytest.mark.parametrize(
    ("frequency", "mailed", "is_due"),
    [
        ("at_once", "2026-03-02 08:20+09:00", False),
        ("daily", "2026-03-03 08:20+09:00", True),
        ("weekly", "2026-03-02 08:20+09:00", False),  # a Monday
        ("weekly", "2026-02-23 08:20+09:00", True),
    ],
)
def test_digests_are_due_on_their_day(monkeypatch, frequency, mailed, is_due):
    subscription(frequency=frequency, mailed_until=datetime.fromisoformat(mailed))
    a_wednesday = datetime.fromisoformat("2026-03-04 08:20+09:00")
    monkeypatch.setattr("programs.actions.subscription.database_now", lambda: a_wednesday)

    assert due_subscriptions(at_once=False).exists() is is_due


def test_digests_are_a_job_for_each():
    first, second = subscription(frequency="daily"), subscription(frequency="weekly")
    subscription()
    SubscriptionFactory(frequency="daily")

    mail_news_digests(timestamp=0)
    mail_news_digests(timestamp=0)

    jobs = ProcrastinateJob.objects.filter(task_name=mail_news.name).order_by("id")
    assert [job.args["pk"] for job in jobs] == [first.pk, second.pk]


def test_mails_speak_the_language_of_their_reader():
    new_call(title_ko="수소 공고", title_en="Hydrogen call")
    reader = subscription(language="en")

    send_news(reader.pk)

    assert "Hydrogen call" in mails()[0]["subject"]
    assert "수소" not in mails()[0]["body"]


def test_asking_sends_one_mail_and_begins_nothing():
    new_call()
    row = asked()

    assert len(mails()) == 1
    assert mails()[0]["to"] == ["reader@example.kr"]
    assert not send_news(row.pk)


def test_asking_is_the_same_whether_the_address_is_known():
    subscription(email="known@example.kr")

    asked("known@example.kr")
    asked("unknown@example.kr")

    known, unknown = (mail["body"].splitlines() for mail in mails())
    assert [line for line in known if "http" not in line] == [
        line for line in unknown if "http" not in line
    ]
    assert Subscription.objects.confirmed().count() == 1


def test_confirming_replaces_what_the_address_had():
    zone = ZoneFactory()
    former = subscription(email="reader@example.kr")
    other = asked()
    row = asked(zones=[zone], kinds=["results"])

    confirmed = confirm_subscription(row, by=None)
    again = confirm_subscription(row, by=None)

    assert confirmed.confirmed_at == again.confirmed_at
    assert Subscription.objects.get() == row
    assert not Subscription.objects.filter(pk__in=[former.pk, other.pk]).exists()
    assert row.zones.get() == zone


def test_mails_to_an_address_are_few():
    for _number in range(MOST_MAILS):
        asked(client=None)

    with pytest.raises(TooManyLinks):
        asked(client=None)
    asked("other@example.kr", client=None)
    Subscription.objects.update(asked_at=days(-2))
    asked(client=None)


def test_mails_from_a_caller_are_few():
    for number in range(MOST_MAILS_OF_CLIENT):
        asked(f"reader{number}@example.kr")

    with pytest.raises(TooManyLinks):
        asked("one-more@example.kr")
    asked("elsewhere@example.kr", client="192.0.2.2")


def test_an_account_has_one_subscription():
    user, zone = UserFactory(), ZoneFactory()

    first = subscribe(by=user, **wanted())
    second = subscribe(by=user, **wanted(kinds=["results"], zones=[zone]))

    assert first.pk == second.pk
    assert Subscription.objects.get(user=user).kinds == ["results"]
    assert Subscription.objects.get(user=user).zones.get() == zone


def test_what_came_before_a_change_is_not_told():
    new_call()
    reader = subscription(kinds=["results"])

    change_subscription(reader, by=None, **wanted(frequency="at_once"))
    Subscription.objects.update(mailed_until=timezone.now() - timedelta(minutes=10))

    assert not send_news(reader.pk)


def test_what_ends_is_forgotten():
    reader = subscription(zones=[ZoneFactory()])

    end_subscription(reader.pk, by=None)
    end_subscription(reader.pk, by=None)

    assert not Subscription.objects.exists()
    assert not Subscription.zones.through.objects.exists()


def test_unconfirmed_addresses_are_erased_after_seven_days():
    zone = ZoneFactory()
    SubscriptionFactory(asked_at=days(-7.1), zones=[zone])
    kept = [SubscriptionFactory(asked_at=days(-6.9)), subscription(asked_at=days(-30))]

    forget_unconfirmed_addresses(timestamp=0)

    assert list(Subscription.objects.order_by("pk")) == kept
