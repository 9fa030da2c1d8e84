"""Mails about new calls, changes and deadlines: to whom, once, and never lost."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from portal.accounts.tasks import send_mail
from programs.actions.alerts import announce_new_calls, readers_of_digests, send_digest
from programs.actions.amendment import cancel_call, close_call
from programs.enums import MailFrequency
from programs.models import Call, SavedCall, SavedSearch
from programs.tasks import mail_digest, mail_digests, mail_new_calls
from tests.amending import amended
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.listening import SavedCallFactory
from tests.factories.programs import days, open_call, set_moments
from tests.mails import queued_mails, write_mails
from tests.races import at_once
from tests.telling import MAILS
from tests.words import said


class NoServer(BaseEmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError


def new_call(**fields) -> Call:
    return open_call(published_at=days(-0.1), opens_at=days(-0.05), **fields)


def search(user=None, *, query="", frequency=MailFrequency.AT_ONCE, since=-7) -> SavedSearch:
    return SavedSearch.objects.create(
        user=user or UserFactory(),
        name="검색",
        query=query,
        frequency=frequency,
        saved_at=days(since),
        mailed_until=days(since),
    )


def saved(call, *, frequency=MailFrequency.DAILY, since=-7, **fields) -> SavedCall:
    return SavedCall.objects.create(
        user=UserFactory(**fields),
        call=call,
        frequency=frequency,
        saved_at=days(since - 1),
        mailed_until=days(since),
    )


def digests() -> list[bool]:
    return [send_digest(pk) for pk in readers_of_digests()]


def addresses_of_mails() -> list[str]:
    return [address for address, _subject in queued_mails()]


def bodies() -> list[str]:
    jobs = ProcrastinateJob.objects.filter(task_name=MAILS)
    return [job.args["body"] for job in jobs.order_by("id")]


def test_one_mail_per_person(db):
    first, second = new_call(title_ko="의료기기 공고"), new_call(title_ko="항공 공고")
    both = search(query="").user
    search(both, query="q=항공")
    one = search(query="q=항공").user
    search(query="q=수소")
    search(query="", frequency=MailFrequency.DAILY)
    search(query="", frequency=MailFrequency.NEVER)

    assert announce_new_calls() == 2  # calls

    assert sorted(addresses_of_mails()) == sorted([both.email, one.email])
    texts = dict(zip(addresses_of_mails(), bodies(), strict=True))
    assert (first.title in texts[both.email], texts[both.email].count(second.title)) == (True, 1)
    assert (first.title in texts[one.email], second.title in texts[one.email]) == (False, True)


def test_announced_once(db):
    new_call()
    search()

    assert [announce_new_calls() for _time in range(2)] == [1, 0]
    assert Call.objects.get().announced_at
    assert len(queued_mails()) == 1


def test_call_that_was_cancelled_since_is_not_told_as_new(db):
    call, user = new_call(), search().user
    announce_new_calls()

    cancel_call(call, by=FoundationUserFactory(), reason="예산")

    assert user.email not in addresses_of_mails()


def test_not_before_it_is_public(db):
    call = new_call()
    set_moments(call, closes_at=days(40), opens_at=days(2), published_at=days(1))
    search()

    assert announce_new_calls() == 0
    set_moments(call, published_at=days(-0.01))
    assert announce_new_calls() == 1


def test_old_calls_are_stamped_silently(db):
    call = open_call()  # published ten days ago
    search()

    assert announce_new_calls() == 0

    call.refresh_from_db()
    assert call.announced_at


def test_a_former_colleague_gets_nothing(db):
    new_call()
    search(UserFactory(is_active=False))
    saved(open_call(), is_active=False)

    announce_new_calls()

    assert (queued_mails(), readers_of_digests()) == ([], [])


def test_two_workers_mail_once(committed):
    new_call()
    search()

    results = at_once(lambda _n: announce_new_calls(), count=3)

    assert sorted(results) == [0, 0, 1]
    assert len(queued_mails()) == 1


def test_what_is_rolled_back_is_mailed_the_next_time(db):
    new_call()
    search()

    with transaction.atomic():
        announce_new_calls()
        transaction.set_rollback(True)

    assert queued_mails() == []
    assert announce_new_calls() == 1


def test_a_saved_search_whose_filters_no_longer_hold(db):
    new_call()
    search(query="status=halfopen")
    search(query="year=x")

    announce_new_calls()

    assert queued_mails() == []


def test_digest_of_new_finds(db):
    call, old = new_call(title_ko="새 공고"), open_call(title_ko="옛 공고")
    search(frequency=MailFrequency.DAILY)

    assert [digests(), digests()] == [[True], [False]]

    (body,) = bodies()
    assert (call.title in body, old.title in body) == (True, False)


def test_digest_is_not_sent_where_there_is_nothing(db):
    search(frequency=MailFrequency.DAILY, query="q=없는말")
    saved(open_call())

    assert digests() == [False, False]
    assert queued_mails() == []


@pytest.mark.parametrize(
    ("frequency", "closes_in", "expected"),
    [
        ("daily", 2.5, [True, False]),
        ("at_once", 2.5, [True, False]),
        ("daily", 4, [False, False]),
        ("weekly", 9, [True, False]),
        ("weekly", 11, [False, False]),
        ("daily", -1, [False, False]),
        ("never", 2.5, []),
    ],
)
def test_deadline_comes_near(db, frequency, closes_in, expected):
    call = set_moments(open_call(), closes_at=days(closes_in))
    saved(call, frequency=frequency, since=-8)

    assert digests() + digests() == expected


CHANGES = {
    "amended": lambda call, staff: amended(call, notes="안내"),
    "closed": lambda call, staff: close_call(call, by=staff, reason="예산 소진"),
    "cancelled": lambda call, staff: cancel_call(call, by=staff, reason="예산"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(
    ("frequency", "at_the_change", "in_the_digest"), [("daily", 0, 1), ("at_once", 1, 0)]
)
def test_changed(db, change, frequency, at_the_change, in_the_digest):
    """Who wants mail at once hears of changes at the change, others with their next mail."""
    call = open_call()
    user = saved(call, frequency=frequency, since=-0.5).user

    CHANGES[change](call, FoundationUserFactory())
    told = addresses_of_mails().count(user.email)
    with time_machine.travel(days(0.5), tick=True):
        digests()

    assert told == at_the_change
    assert addresses_of_mails().count(user.email) == at_the_change + in_the_digest


def test_weekly_comes_once_a_week(db, monkeypatch):
    row = search(frequency=MailFrequency.WEEKLY)
    monday = timezone.make_aware(datetime(2030, 3, 4, 8))
    looked_at = []

    for day in range(9):
        now = monday + timedelta(days=day)
        monkeypatch.setattr("programs.actions.alerts.timezone.now", lambda now=now: now)
        send_digest(row.user_id)
        row.refresh_from_db()
        looked_at.append(row.mailed_until)

    assert [looked_at.count(moment) for moment in sorted(set(looked_at))] == [7, 2]


def full_digest(*, frequency: MailFrequency) -> int:
    """Somebody with all that a digest tells: new finds, a change, a deadline."""
    reader = search(frequency=frequency, since=-8).user
    new_call()
    for call in (set_moments(open_call(), closes_at=days(2)), open_call()):
        moments = {"saved_at": days(-9), "mailed_until": days(-8)}
        SavedCallFactory(user=reader, call=call, frequency=frequency, **moments)
    cancel_call(call, by=FoundationUserFactory(), reason="예산")
    Call.objects.filter(pk=call.pk).update(cancelled_at=days(-0.1), changed_at=days(-0.1))
    return reader.pk


REGULAR = [MailFrequency.DAILY, MailFrequency.WEEKLY]


@pytest.mark.parametrize("frequency", REGULAR)
def test_digest_whose_job_is_run_again_is_sent_once(db, frequency):
    """As where the worker dies after the mail is queued, before the job is known to be done."""
    reader = full_digest(frequency=frequency)

    assert [send_digest(reader), send_digest(reader)] == [True, False]
    (body,) = bodies()
    assert [said(text) in body for text in ("Closing soon", "Changed")] == [True, True]


@pytest.mark.parametrize("frequency", REGULAR)
def test_digest_whose_job_ended_in_the_middle_is_sent_the_next_time(db, frequency):
    reader = full_digest(frequency=frequency)

    with transaction.atomic():
        send_digest(reader)
        transaction.set_rollback(True)

    assert bodies() == []
    assert send_digest(reader)
    assert len(bodies()) == 1


def test_two_workers_send_one_digest(committed):
    new_call()
    user = search(frequency=MailFrequency.DAILY).user

    results = at_once(lambda _n: send_digest(user.pk), count=3)

    assert sorted(results) == [False, False, True]
    assert addresses_of_mails() == [user.email]


def test_mail_has_one_click_unsubscribe(db, settings):
    settings.SITE_URL = "https://portal.example.kr"
    new_call()
    user = search().user
    saved(set_moments(open_call(), closes_at=days(2)))

    announce_new_calls()
    write_mails()
    digests()

    for job in ProcrastinateJob.objects.filter(task_name="portal.accounts.tasks.send_mail"):
        headers = job.args["headers"]
        assert headers["List-Unsubscribe"].startswith("<https://portal.example.kr/unsubscribe/")
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert user.email not in headers["List-Unsubscribe"]
        assert headers["List-Unsubscribe"].strip("<>") in job.args["body"]


def test_headers_reach_the_mail(db):
    send_mail(to=["a@example.kr"], subject="s", body="b", headers={"List-Unsubscribe": "<x>"})

    assert mail.outbox[0].extra_headers == {"List-Unsubscribe": "<x>"}


def test_a_mail_server_that_is_down_loses_nothing(db, settings):
    """The job of each mail is tried again by its strategy; the call stays announced."""
    settings.EMAIL_BACKEND = "tests.programs.actions.test_alerts.NoServer"
    new_call()
    search()
    announce_new_calls()
    write_mails()
    job = ProcrastinateJob.objects.get(task_name="portal.accounts.tasks.send_mail")

    with pytest.raises(ConnectionRefusedError):
        send_mail(**job.args)

    assert send_mail.retry_strategy.max_attempts == 8
    assert announce_new_calls() == 0
    assert job.status == "todo"


def test_the_tasks_are_periodic():
    crons = {
        periodic.task.name.rpartition(".")[2]: periodic.cron
        for periodic in app.periodic_registry.periodic_tasks.values()
    }

    assert (crons["mail_new_calls"], crons["mail_digests"]) == ("*/5 * * * *", "0 23 * * *")


def test_the_tasks_mail(db):
    new_call()
    search()
    saved(set_moments(open_call(), closes_at=days(2)))

    mail_new_calls(timestamp=0)
    mail_digests(timestamp=0)
    for user_id in readers_of_jobs():
        mail_digest(user_id=user_id)

    assert len(queued_mails()) == 2


def readers_of_jobs() -> list[int]:
    jobs = ProcrastinateJob.objects.filter(task_name="programs.tasks.mail_digest")
    return sorted(job.args["user_id"] for job in jobs)


def test_digests_are_a_job_for_each_person_and_one_at_a_time(db):
    """So a person whose mail fails keeps nobody else from theirs."""
    readers = [saved(open_call()).user.pk for _number in range(3)]

    mail_digests(timestamp=0)
    mail_digests(timestamp=1)

    assert readers_of_jobs() == sorted(readers)
    assert mail_digest.retry_strategy.max_attempts == 5
