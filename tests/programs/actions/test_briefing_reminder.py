"""Guests are reminded a day and three hours before a session, once each."""

import pytest

from programs.actions.amendment import cancel_call
from programs.actions.briefing_reminder import remind_guests
from programs.models import Briefing, BriefingReminder, Registration
from programs.tasks import mail_briefing_reminders
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import (
    AttendanceFactory,
    BriefingFactory,
    RegistrationFactory,
    days,
    open_call,
)
from tests.mails import queued_mails
from tests.programs.actions.test_guests import LINK, mails
from tests.races import at_once

pytestmark = pytest.mark.django_db
HOUR = 1 / 24


def place_in(hours: float, *, since: float = 100, briefing=None, **fields) -> Registration:
    """A seat at a session that starts in so many hours, taken so many hours ago."""
    starts = days(hours * HOUR)
    session = BriefingFactory(
        starts_at=starts, ends_at=days((hours + 2) * HOUR), online_capacity=3, **(briefing or {})
    )
    return RegistrationFactory(briefing=session, registered_at=days(-since * HOUR), **fields)


def about_a_cancelled_call() -> None:
    call = open_call()
    place_in(20).briefing.calls.add(call)
    cancel_call(call, by=FoundationUserFactory(), reason="예산 취소")


@pytest.mark.parametrize(
    ("hours", "expected"), [(25, []), (23, ["day"]), (4, ["day"]), (2, ["hours"]), (-0.1, [])]
)
def test_the_nearest_kind_that_is_due_is_sent_once(hours, expected):
    place = place_in(hours)

    counts = [remind_guests(most=9), remind_guests(most=9)]

    assert counts == [len(expected), 0]
    assert [reminder.kind for reminder in place.reminders.all()] == expected
    assert len(queued_mails()) == len(expected)


def test_a_day_and_three_hours_before_are_two_mails():
    place = place_in(20)
    remind_guests(most=9)
    Briefing.objects.update(starts_at=days(2 * HOUR))

    remind_guests(most=9)

    assert sorted(reminder.kind for reminder in place.reminders.all()) == ["day", "hours"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: place_in(20, state="waiting"),
        lambda: place_in(20, state="cancelled"),
        lambda: place_in(20, state="offered", answer_by=days(0.1)),
        lambda: place_in(20, since=2),
        lambda: place_in(2, since=1),
        lambda: place_in(2, briefing={"is_day_only": True}),
        lambda: place_in(20, briefing={"published_at": days(1)}),
        lambda: place_in(
            20, briefing={"cancelled_at": days(0), "cancelled_by": UserFactory()}
        ),
        about_a_cancelled_call,
        lambda: place_in(20, user=None, email=""),
        lambda: place_in(20, user=UserFactory(is_active=False)),
    ],
    ids=["waits", "cancelled", "offered", "registered after", "registered just now", "day only",
         "not public", "session cancelled", "call cancelled", "forgotten", "account closed"],
)  # fmt: skip
def test_nobody_is_reminded_in_vain(make):
    make()

    assert remind_guests(most=9) == 0
    assert not BriefingReminder.objects.exists()


def test_of_a_day_without_an_hour_one_is_reminded_the_day_before():
    place_in(20, briefing={"is_day_only": True})

    assert remind_guests(most=9) == 1


def test_a_session_that_moved_is_another():
    place = place_in(20)
    remind_guests(most=9)
    Briefing.objects.update(starts_at=days(22 * HOUR), ends_at=days(24 * HOUR))

    assert remind_guests(most=9) == 1
    assert place.reminders.count() == 2


def test_who_takes_part_online_gets_the_link_again():
    place_in(2, briefing={"online_url": LINK}, mode="online")
    place_in(2, briefing={"online_url": LINK})

    remind_guests(most=9)

    online, hall = mails()
    assert (LINK in online["body"], LINK in hall["body"]) == (True, False)
    assert "method=REQUEST" in online["attachments"][0][2]


def test_a_guest_without_an_account_is_reminded_too():
    place_in(20, user=None, email="guest@example.kr")

    mail_briefing_reminders(timestamp=0)

    assert [address for address, _subject in queued_mails()] == ["guest@example.kr"]


def test_at_most_so_many_at_once():
    for _number in range(3):
        place_in(20)

    assert (remind_guests(most=2), remind_guests(most=2)) == (2, 1)


@pytest.mark.usefixtures("committed")
def test_two_workers_remind_once():
    for _number in range(3):
        place_in(20)

    at_once(lambda _number: remind_guests(most=9), count=4)

    assert (BriefingReminder.objects.count(), len(queued_mails())) == (3, 3)


def session_over(**fields):
    return BriefingFactory(starts_at=days(-4 * HOUR), ends_at=days(-2 * HOUR), **fields)


def written_to() -> list[str]:
    remind_guests(most=9)
    return sorted(mail["to"][0] for mail in mails())


def test_after_a_session_those_who_were_there_are_written_to_once():
    briefing = session_over(online_capacity=3)
    came, stayed_away, online = (
        RegistrationFactory(briefing=briefing, user=None, email=f"{name}@example.kr", mode=mode)
        for name, mode in [("came", "hall"), ("away", "hall"), ("online", "online")]
    )
    AttendanceFactory(registration=came)
    RegistrationFactory(briefing=briefing, user=None, email="waits@example.kr", state="waiting")

    assert written_to() == ["came@example.kr", "online@example.kr"]
    assert written_to() == ["came@example.kr", "online@example.kr"]
    assert not stayed_away.reminders.exists()
    assert online.reminders.get().kind == "after"


def test_where_nobody_was_checked_in_all_who_had_a_seat_are_written_to():
    RegistrationFactory(briefing=session_over(), user=None, email="guest@example.kr")

    assert written_to() == ["guest@example.kr"]


@pytest.mark.parametrize(
    ("began", "ended", "is_cancelled"),
    [(70, 60, False), (2, 0.5, False), (4, 2, True)],
    ids=["long ago", "just over", "cancelled"],
)
def test_after_other_sessions_nobody_is_written_to(began, ended, is_cancelled):
    fields = {"starts_at": days(-began * HOUR), "ends_at": days(-ended * HOUR)}
    if is_cancelled:
        fields |= {"cancelled_at": days(-1), "cancelled_by": UserFactory()}
    RegistrationFactory(briefing=BriefingFactory(**fields), user=None, email="guest@example.kr")

    assert written_to() == []
