"""Subscriptions: the signed addresses that stand for them, and what is new for each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.common.tokens import UnknownToken, token_of, value_of
from programs.enums import CallState, NewsKind
from programs.models import Briefing, Call, CallZone, Notice, Subscription
from programs.queries.result import calls_with_results

CONFIRM_SALT = "programs.subscription-confirm"
MANAGE_SALT = "programs.subscription"
CONFIRMED_WITHIN = timedelta(days=7)
MOST_OF_A_KIND = 30  # things of a kind that one mail names


def subscription_path(subscription: Subscription, page: str = "subscription") -> str:
    """The address by which its owner changes or ends it without signing in."""
    return reverse(f"programs:{page}", args=[token_of(subscription.pk, salt=MANAGE_SALT)])


def subscription_key(token: str) -> int:
    """The key of the one that the link of a mail stands for, ended or not. Raises UnknownToken."""
    return int(value_of(token, salt=MANAGE_SALT))


def subscription_with(token: str) -> Subscription:
    """The one that the link of a mail stands for. Raises UnknownToken, once it has ended, too."""
    pk = subscription_key(token)
    found = Subscription.objects.confirmed().select_related("user").filter(pk=pk).first()
    if found is None:
        raise UnknownToken
    return found


def confirmation_path(subscription: Subscription) -> str:
    token = token_of(subscription.pk, salt=CONFIRM_SALT)
    return reverse("programs:subscription-confirm", args=[token])


def unconfirmed_with(token: str) -> Subscription:
    """The one that waits for a click in a mailbox. Raises UnknownToken after seven days, too."""
    pk = value_of(token, salt=CONFIRM_SALT)
    lasting = Subscription.objects.filter(asked_at__gt=timezone.now() - CONFIRMED_WITHIN)
    found = lasting.filter(pk=pk, user=None).first()
    if found is None:
        raise UnknownToken
    return found


def subscription_of_user(user: User | AnonymousUser) -> Subscription | None:
    return Subscription.objects.filter(user=user.pk).first() if user.is_authenticated else None


@dataclass(frozen=True)
class News:
    """A kind of news: what became public in a time, and of which zones and stages it is.

    The rows have their moment as `news_at`.
    """

    label: Any
    between: Callable[[datetime, datetime], QuerySet[Any]]
    of_zones: Callable[[list[int]], Q]
    of_stages: Callable[[list[str]], Q]
    page: str
    key: str = "pk"

    def address_of(self, thing: Any) -> str:
        return reverse(self.page, args=[getattr(thing, self.key)])


@dataclass(frozen=True)
class Told:
    """What a mail says of one kind: the things with their addresses, and how many more there are."""

    label: str
    things: list[tuple[Any, str]]
    more: int


def news_for(subscription: Subscription, until: datetime) -> list[Told]:
    """What is new for it since its last mail, kind by kind; the oldest first."""
    zones = list(subscription.zones.values_list("pk", flat=True))
    told = []
    for kind in subscription.kinds:
        news = NEWS[NewsKind(kind)]
        rows = news.between(subscription.mailed_until, until)
        if zones:
            rows = rows.filter(news.of_zones(zones))
        if subscription.stages:
            rows = rows.filter(news.of_stages(subscription.stages))
        if found := list(rows.order_by("news_at", "pk")):
            shown = [(thing, news.address_of(thing)) for thing in found[:MOST_OF_A_KIND]]
            told.append(Told(str(news.label), shown, len(found) - len(shown)))
    return told


def is_there_news(since: datetime, until: datetime) -> bool:
    """For anybody: something became public in this time."""
    return any(news.between(since, until).exists() for news in NEWS.values())


def _within(rows: QuerySet[Any], since: datetime, until: datetime) -> QuerySet[Any]:
    return rows.filter(news_at__gt=since, news_at__lte=until)


def _new_calls(since: datetime, until: datetime) -> QuerySet[Call]:
    standing = Call.objects.published().originals().filter(state=CallState.APPROVED)
    return _within(standing.annotate(news_at=F("published_at")), since, until)


def _new_briefings(since: datetime, until: datetime) -> QuerySet[Briefing]:
    """Those of calls are public no sooner than the first of these."""
    calls = Call.objects.published().filter(briefings=OuterRef("pk")).order_by()
    first = calls.values("briefings").annotate(at=Min("published_at")).values("at")
    moment = Greatest("published_at", Coalesce(Subquery(first), F("published_at")))
    standing = Briefing.objects.published().standing().filter(ends_at__gt=timezone.now())
    return _within(standing.annotate(news_at=moment), since, until)


def _new_results(since: datetime, until: datetime) -> QuerySet[Call]:
    """Public by the database's clock, wherever `until` comes from."""
    return _within(calls_with_results().annotate(news_at=F("result_at")), since, until)


def _new_notices(since: datetime, until: datetime) -> QuerySet[Notice]:
    published = Notice.objects.published()
    return _within(published.annotate(news_at=F("published_at")), since, until)


def _calls_of_zones(zones: list[int]) -> Q:
    return Q(pk__in=CallZone.objects.filter(zone__in=zones).values("call"))


def _briefings_of_zones(zones: list[int]) -> Q:
    """Those of no zone are for all."""
    return Q(pk__in=Briefing.objects.filter(zones__in=zones).values("pk")) | Q(zones=None)


def _briefings_of_stages(stages: list[str]) -> Q:
    """Those about no call are for all."""
    return Q(pk__in=Briefing.objects.filter(calls__stage__in=stages).values("pk")) | Q(calls=None)


NEWS: dict[NewsKind, News] = {
    NewsKind.CALLS: News(
        label=_("New calls"),
        between=_new_calls,
        of_zones=_calls_of_zones,
        of_stages=lambda stages: Q(stage__in=stages),
        page="programs:call-detail",
        key="code",
    ),
    NewsKind.BRIEFINGS: News(
        label=_("New briefings and events"),
        between=_new_briefings,
        of_zones=_briefings_of_zones,
        of_stages=_briefings_of_stages,
        page="programs:briefing-detail",
    ),
    NewsKind.RESULTS: News(
        label=_("Results of calls"),
        between=_new_results,
        of_zones=_calls_of_zones,
        of_stages=lambda stages: Q(stage__in=stages),
        page="programs:result-detail",
        key="code",
    ),
    NewsKind.NOTICES: News(
        label=_("Notices"),
        between=_new_notices,
        of_zones=lambda zones: Q(zone__in=zones) | Q(zone=None),
        of_stages=lambda _stages: Q(),
        page="programs:notice-detail",
    ),
}
