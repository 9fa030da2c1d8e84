"""What a person keeps an eye on, and the signed addresses that stand for it outside a sign-in."""

from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.common.tokens import UnknownToken, token_of, value_of
from programs.filters import CallFilter, filters_in
from programs.models import (
    Amendment,
    CalendarFeed,
    Call,
    Registration,
    SavedCall,
    SavedSearch,
)
from programs.queries.call import cancel_reason_of
from programs.queries.facet import label_of_value
from programs.queries.registration import with_last_change

LONGEST_NAME: int = SavedSearch._meta.get_field("name").max_length
LONGEST_QUERY_STRING: int = SavedSearch._meta.get_field("query").max_length
CALENDAR_SALT = "programs.calendar"
UNSUBSCRIBE_SALT = "programs.unsubscribe"


def calls_found_by(query: str, among: QuerySet[Call]) -> QuerySet[Call]:
    """Those that a saved search finds; none where its filters no longer hold."""
    found = CallFilter(QueryDict(query), queryset=among)
    return found.qs if found.is_valid() else among.none()


def normal_query(query: str) -> str | None:
    """The filters of the call list that a query string sets, in one order; None if it is no good."""
    try:
        data = QueryDict(query)
    except ValueError:
        return None
    filters = {name: value for name, value in filters_in(data).items() if name != "ordering"}
    normal = urlencode(filters)
    is_good = CallFilter(filters, queryset=Call.objects.none()).is_valid()
    return normal if is_good and len(normal) <= LONGEST_QUERY_STRING else None


def saved_calls_of(user: User) -> QuerySet[SavedCall]:
    """The person's saved calls that are still public, the latest first, with `cancel_reason`."""
    published = Call.objects.published().values("pk")
    found = user.saved_calls.filter(call__in=published).select_related("call")
    return found.annotate(cancel_reason=cancel_reason_of("call"))


def saved_searches_of(user: User) -> QuerySet[SavedSearch]:
    return user.saved_searches.all()


def name_of_search(query: str) -> str:
    """What a search is called whose person gives it no name: the labels of its filters."""
    filters = QueryDict(query).items()
    labels = [label_of_value(name, value) or value for name, value in filters]
    return " · ".join(labels)[:LONGEST_NAME] or _("all calls")


def with_saving(calls: QuerySet[Call], user: User | AnonymousUser) -> QuerySet[Call]:
    """`is_saved`: whether the reader keeps an eye on the call."""
    own = SavedCall.objects.filter(call=OuterRef("pk"), user=user.pk)
    return calls.annotate(is_saved=Exists(own))


def calls_for_calendar(user: User) -> QuerySet[Call]:
    """Saved calls with a deadline; `amendment_count` is how often each was changed."""
    amendments = Amendment.objects.filter(call=OuterRef("pk")).order_by().values("call")
    changes = Subquery(amendments.annotate(number=Count("pk")).values("number"))
    found = Call.objects.published().filter(saved_by__user=user).exclude(closes_at=None)
    return found.annotate(
        amendment_count=Coalesce(changes, 0, output_field=IntegerField())
    ).order_by("pk")


def registrations_for_calendar(user: User) -> QuerySet[Registration]:
    """Seats and places on waiting lists; `changed_at` is when something happened to one last."""
    found = Registration.objects.active().filter(user=user).select_related("briefing")
    return with_last_change(found).order_by("briefing_id")


def calendar_token(feed: CalendarFeed) -> str:
    """Names this edition of the person's calendar; a later edition makes it unknown."""
    return token_of([feed.user_id, feed.edition], salt=CALENDAR_SALT)


def calendar_path(feed: CalendarFeed) -> str:
    return reverse("programs:private-calendar", args=[calendar_token(feed)])


def owner_of_calendar(token: str) -> User:
    """Raises UnknownToken."""
    user_id, edition = value_of(token, salt=CALENDAR_SALT)
    feeds = CalendarFeed.objects.filter(is_active=True, user__is_active=True)
    feed = feeds.filter(user=user_id, edition=edition).select_related("user").first()
    if feed is None:
        raise UnknownToken
    return feed.user


def unsubscribe_path(user: User, kind: str) -> str:
    """The one-click address (RFC 8058) of one kind of mails of one person, who is not named."""
    token = token_of([user.pk, kind], salt=UNSUBSCRIBE_SALT)
    return reverse("programs:unsubscribe", args=[token])


def subscription_of(token: str) -> tuple[int, str]:
    """The person's key and the kind of mails. Raises UnknownToken."""
    user_id, kind = value_of(token, salt=UNSUBSCRIBE_SALT)
    return user_id, kind
