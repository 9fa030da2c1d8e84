"""What a person keeps an eye on."""

import pytest

from portal.common.tokens import UnknownToken
from programs.actions import saved as actions
from programs.actions.errors import TooManySaved
from programs.actions.saved import (
    change_frequency,
    forget_saved,
    renew_calendar,
    revoke_calendar,
    save_call,
    save_search,
    unsubscribe_mails,
)
from programs.enums import MailFrequency
from programs.models import SavedCall, SavedSearch
from programs.queries.saved import calendar_token, owner_of_calendar
from tests.factories.accounts import UserFactory
from tests.factories.programs import days, open_call
from tests.races import at_once


def test_save_once(committed):
    call, user = open_call(), UserFactory()

    at_once(lambda _n: save_call(call, by=user), count=3)
    at_once(lambda _n: save_search(by=user, name="전체", query="q=a"), count=3)

    assert (SavedCall.objects.count(), SavedSearch.objects.count()) == (1, 1)


def test_save_not_without_end(call, stranger, monkeypatch):
    monkeypatch.setattr(actions, "MOST_SAVED", 1)
    save_call(call, by=stranger)
    save_search(by=stranger, name="전체", query="")

    with pytest.raises(TooManySaved):
        save_call(open_call(), by=stranger)
    with pytest.raises(TooManySaved):
        save_search(by=stranger, name="다른 것", query="q=a")

    assert save_call(call, by=stranger).pk


def test_another_frequency_begins_anew(call, stranger):
    saved = save_search(by=stranger, name="전체", query="")
    SavedSearch.objects.update(mailed_until=days(-9))

    same = change_frequency(saved, by=stranger, frequency=MailFrequency.DAILY)
    assert same.mailed_until < days(-8)

    other = change_frequency(saved, by=stranger, frequency=MailFrequency.AT_ONCE)
    assert other.mailed_until > days(-1)


def test_forget_twice(call, stranger, other_applicant):
    saved, strange = save_call(call, by=stranger), save_call(call, by=other_applicant)

    for _time in range(2):
        forget_saved(saved, by=stranger)
        forget_saved(strange, by=stranger)

    assert list(SavedCall.objects.all()) == [strange]


def frequencies(user) -> list[str]:
    searches = user.saved_searches.order_by("name")
    return [row.frequency for row in [*searches, *user.saved_calls.all()]]


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        ("new", ["never", "daily", "weekly", "at_once"]),
        ("digest", ["at_once", "never", "never", "never"]),
        ("changes", ["at_once", "daily", "weekly", "never"]),
    ],
)
def test_unsubscribe(call, stranger, other_applicant, kind, left):
    for user in (stranger, other_applicant):
        for frequency in ("at_once", "daily", "weekly"):
            SavedSearch.objects.create(
                user=user, name=frequency, query=frequency, frequency=frequency
            )
        save_call(call, by=user)

    for _time in range(2):
        unsubscribe_mails(stranger.pk, kind=kind)

    assert frequencies(stranger) == left
    assert frequencies(other_applicant) == ["at_once", "daily", "weekly", "at_once"]


def test_calendar_renewed_and_revoked(stranger):
    first = calendar_token(renew_calendar(by=stranger))
    assert owner_of_calendar(first) == stranger

    second = calendar_token(renew_calendar(by=stranger))
    assert owner_of_calendar(second) == stranger
    with pytest.raises(UnknownToken):
        owner_of_calendar(first)

    revoke_calendar(by=stranger)
    with pytest.raises(UnknownToken):
        owner_of_calendar(second)

    third = calendar_token(renew_calendar(by=stranger))
    assert (owner_of_calendar(third), third in (first, second)) == (stranger, False)
