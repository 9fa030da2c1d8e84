"""Who has a draft is reminded in time, once for each moment, and told when it is over."""

import pytest

from programs.actions import reminder
from programs.actions.application import submit_application
from programs.actions.reminder import remind_of_closing, tell_of_missed
from programs.models import Reminder
from tests.factories.programs import (
    ApplicationFactory,
    complete_application,
    days,
    open_call,
    set_moments,
)
from tests.factories.zones import CompanyMemberFactory
from tests.mails import body_to, queued_mails
from tests.races import at_once

pytestmark = pytest.mark.django_db


def draft_that_closes(in_days: float, *, begun=-20.0, **fields):
    """A draft of a company with one member, in an open call."""
    call = open_call(closes_at=days(in_days))
    member = CompanyMemberFactory()
    return ApplicationFactory(
        call=call, company=member.company, created_by=member.user, created_at=days(begun), **fields
    )


def kinds() -> list[str]:
    return list(Reminder.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("in_days", "expected"),
    [
        (7.1, []),
        (6.9, ["week"]),
        (3.1, ["week"]),
        (2.9, ["three_days"]),
        (1.1, ["three_days"]),
        (0.9, ["day"]),
        (0.13, ["day"]),
        (0.12, ["hours"]),
        (0.001, ["hours"]),
    ],
)
def test_the_last_moment_that_has_come_is_reminded_of(in_days, expected):
    draft_that_closes(in_days)

    for _run in range(2):
        remind_of_closing(most=10)

    assert kinds() == expected
    assert len(queued_mails()) == len(expected)


def test_each_moment_is_reminded_of_as_it_comes():
    draft = draft_that_closes(6)
    for left in (6, 2, 0.5, 0.1):
        set_moments(draft.call, closes_at=days(left))
        remind_of_closing(most=10)

    assert kinds() == ["week", "three_days", "day", "hours"]


def test_who_began_after_a_moment_is_not_reminded_of_it():
    draft_that_closes(2, begun=-0.5)

    assert remind_of_closing(most=10) == 0


def test_a_closing_that_was_moved_is_reminded_of_again():
    draft = draft_that_closes(2)
    remind_of_closing(most=10)
    set_moments(draft.call, closes_at=days(2.5))

    remind_of_closing(most=10)

    assert kinds() == ["three_days", "three_days"]


def test_mail_says_what_is_missing_in_the_readers_language():
    draft = draft_that_closes(0.9, title="")
    reader = draft.created_by
    reader.language = "en"
    reader.save()

    remind_of_closing(most=10)

    body = body_to(reader)
    assert "Title of the project: Give a title." in body
    assert draft.get_absolute_url() in body


@pytest.mark.parametrize("change", ["submitted", "closed", "cancelled", "upcoming"])
def test_nobody_is_reminded_of_what_cannot_be_done_or_is_done(change):
    draft = draft_that_closes(0.9)
    call = draft.call
    if change == "submitted":
        draft.state, draft.submitted_at, draft.received_won = "submitted", days(0), 1
        draft.save()
    elif change == "closed":
        set_moments(call, closed_at=days(-0.1), closed_by=call.created_by)
    elif change == "cancelled":
        set_moments(call, state="cancelled", cancelled_at=days(-0.1), cancelled_by=call.created_by)
    else:
        set_moments(call, opens_at=days(0.1))

    assert remind_of_closing(most=10) == 0


def test_missed_draft_is_told_once():
    draft = draft_that_closes(1)
    set_moments(draft.call, closes_at=days(-0.01))
    complete = complete_application(call=open_call())
    submit_application(complete, by=complete.created_by)
    set_moments(complete.call, closes_at=days(-0.01))
    before = len(queued_mails())

    assert [tell_of_missed(most=10) for _run in range(2)] == [1, 0]
    assert len(queued_mails()) == before + 1
    assert kinds() == ["missed"]
    assert draft.get_absolute_url() in body_to(draft.created_by)


def test_an_early_closing_is_told_once_and_by_itself():
    """Its amendment told it; at the moment that was announced before nobody hears of it again."""
    draft = draft_that_closes(1)
    set_moments(draft.call, closed_at=days(-0.5), closed_by=draft.created_by, closes_at=days(-0.01))

    assert tell_of_missed(most=10) == 0


def test_nobody_is_reminded_of_a_call_that_is_full():
    draft = draft_that_closes(0.9)
    set_moments(draft.call, closing_mode="seats", seat_count=1, taken_count=1)
    assert remind_of_closing(most=10) == 0

    set_moments(draft.call, taken_count=0)
    assert remind_of_closing(most=10) == 1


@pytest.mark.parametrize("tell", [remind_of_closing, tell_of_missed])
def test_a_draft_that_cannot_be_told_keeps_no_other_from_its_mail(monkeypatch, caplog, tell):
    drafts = [draft_that_closes(0.9) for _n in range(3)]
    if tell is tell_of_missed:
        for draft in drafts:
            set_moments(draft.call, closes_at=days(-0.01))
    found = reminder.faults_of_application

    def failing(application, *, by):
        if application == drafts[0]:
            raise ValueError("broken")
        return found(application, by=by)

    monkeypatch.setattr(reminder, "faults_of_application", failing)

    assert tell(most=2) == 2
    assert f"Draft {drafts[0].pk} could not be told" in caplog.text
    assert len(queued_mails()) == 2
    monkeypatch.undo()
    assert tell(most=2) == 1


CHANGES = {
    "closed": {"closed_at": days(-0.1)},
    "cancelled": {"state": "cancelled", "cancelled_at": days(-0.1)},
    "full": {"closing_mode": "seats", "seat_count": 1, "taken_count": 1},
    "moved": {"closes_at": days(30)},
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_before_the_draft_is_held_is_seen(monkeypatch, change):
    draft = draft_that_closes(0.9)
    told = reminder._told

    def changed_meanwhile(*given):
        fields = dict(CHANGES[change])
        for stamp in ("closed", "cancelled"):
            if f"{stamp}_at" in fields:
                fields[f"{stamp}_by"] = draft.created_by
        set_moments(draft.call, **fields)
        return told(*given)

    monkeypatch.setattr(reminder, "_told", changed_meanwhile)

    assert remind_of_closing(most=10) == 0
    assert not Reminder.objects.exists()


def test_what_was_missed_long_ago_is_no_news():
    draft = draft_that_closes(1)
    set_moments(draft.call, closes_at=days(-3))

    assert tell_of_missed(most=10) == 0


def test_two_workers_send_one_mail(committed):
    draft_that_closes(0.9)

    counts = at_once(lambda _number: remind_of_closing(most=10), count=4)

    assert sorted(counts) == [0, 0, 0, 1]
    assert len(queued_mails()) == 1


def test_reminders_go_out_in_portions():
    for _draft in range(3):
        draft_that_closes(0.9)

    assert [remind_of_closing(most=2) for _run in range(3)] == [2, 1, 0]
