"""Calls and searches that a person keeps an eye on, and their private calendar."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.errors import TooManySaved
from programs.enums import MailFrequency
from programs.models import CalendarFeed, Call, SavedCall, SavedSearch

MOST_SAVED = 200
AT_ONCE_KIND, DIGEST_KIND, CHANGE_KIND = "new", "digest", "changes"


def _held(user: User) -> None:
    """The person's row: two clicks at once save one thing, and the count holds."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


@transaction.atomic
def save_call(call: Call, *, by: User) -> SavedCall:
    """Keep an eye on a call; a second time changes nothing. Raises TooManySaved."""
    _held(by)
    if found := SavedCall.objects.filter(user=by, call=call).first():
        return found
    if by.saved_calls.count() >= MOST_SAVED:
        raise TooManySaved(MOST_SAVED)
    now = timezone.now()
    return SavedCall.objects.create(user=by, call=call, saved_at=now, mailed_until=now)


@transaction.atomic
def save_search(*, by: User, name: str, query: str) -> SavedSearch:
    """Keep a search whose `query` is in its normal form; a second time changes nothing.

    Raises TooManySaved.
    """
    _held(by)
    if found := SavedSearch.objects.filter(user=by, query=query).first():
        return found
    if by.saved_searches.count() >= MOST_SAVED:
        raise TooManySaved(MOST_SAVED)
    return SavedSearch.objects.create(user=by, name=name, query=query)


@transaction.atomic
def change_frequency(
    saved: SavedCall | SavedSearch, *, by: User, frequency: MailFrequency
) -> SavedCall | SavedSearch:
    """How often its news are mailed from now on; what came before is not mailed any more."""
    held = type(saved).objects.select_for_update(no_key=True).get(pk=saved.pk, user=by)
    if held.frequency != frequency:
        held.frequency, held.mailed_until = frequency, timezone.now()
        held.save(update_fields=["frequency", "mailed_until"])
    return held


def forget_saved(saved: SavedCall | SavedSearch, *, by: User) -> None:
    """Keep an eye on it no more; a second time changes nothing."""
    type(saved).objects.filter(pk=saved.pk, user=by).delete()


@transaction.atomic
def unsubscribe_mails(user_id: int, *, kind: str) -> None:
    """No more mails of this kind to the person; what they saved stays. A second time does nothing.

    `kind` "new": of new calls at once; "changes": of saved calls; "digest": of these and, daily and
    weekly, of searches.
    """
    searches = SavedSearch.objects.filter(user=user_id)
    if kind == AT_ONCE_KIND:
        searches.filter(frequency=MailFrequency.AT_ONCE).update(frequency=MailFrequency.NEVER)
        return
    if kind == DIGEST_KIND:
        regular = [MailFrequency.DAILY, MailFrequency.WEEKLY]
        searches.filter(frequency__in=regular).update(frequency=MailFrequency.NEVER)
    SavedCall.objects.filter(user=user_id).update(frequency=MailFrequency.NEVER)


@transaction.atomic
def renew_calendar(*, by: User) -> CalendarFeed:
    """A new private address; the former one is unknown from now on."""
    _held(by)
    feed, is_new = CalendarFeed.objects.get_or_create(user=by)
    if not is_new:
        CalendarFeed.objects.filter(pk=feed.pk).update(
            edition=F("edition") + 1, is_active=True, renewed_at=timezone.now()
        )
        feed.refresh_from_db()
    return feed


def revoke_calendar(*, by: User) -> None:
    """The private address is unknown from now on, for good."""
    CalendarFeed.objects.filter(user=by).update(is_active=False)
