"""Drafts that change while they are submitted: nothing unseen, nothing delayed by colleagues."""

import threading
from contextlib import contextmanager

import pytest

from portal.common.digest import digest_of_content
from programs.actions import application as gate
from programs.actions.application import (
    content_of,
    start_application,
    submit_application,
)
from programs.actions.errors import ContentChanged, Incomplete
from programs.enums import ClosingMode
from programs.models import Application, Submission
from tests.drafting import save_draft
from tests.factories.programs import ConsentTextFactory, complete_application, open_call
from tests.factories.zones import CompanyFactory, CompanyMemberFactory
from tests.races import another_connection, in_own_connection, until, waiting_for_a_lock


def save(draft, *, title, answers=None):
    by = draft.created_by
    return save_draft(draft, by=by, title=title, requested_won=7, answers=answers or {})


def submit(draft, **options):
    return submit_application(draft, by=draft.created_by, **options)


def in_thread(work):
    thread = threading.Thread(target=lambda: in_own_connection(work))
    thread.start()
    return thread


@pytest.fixture
def draft(db):
    return complete_application(title="처음 제목")


@pytest.fixture
def seats(committed):
    """A call that closes by seats, and a draft in it."""
    return complete_application(call=open_call(closing_mode=ClosingMode.SEATS, seat_count=3))


@contextmanager
def call_held_alone(call):
    """As a submission in front of the gate of a counted call holds it."""
    with another_connection() as holder:
        holder.execute("SELECT 1 FROM programs_call WHERE id = %s FOR NO KEY UPDATE", [call.pk])
        yield holder


def test_what_was_seen_is_received(draft):
    seen = digest_of_content(content_of(draft))

    assert submit(draft, seen=seen).sha256 == seen


def test_what_a_colleague_changed_since_is_not_received_unseen(draft):
    seen = digest_of_content(content_of(draft))
    save(draft, title="동료가 고친 제목")

    with pytest.raises(ContentChanged):
        submit(draft, seen=seen)

    assert Submission.objects.count() == 0


def test_a_correction_of_the_company_is_not_received_unseen_either(draft):
    seen = digest_of_content(content_of(draft))
    type(draft.company).objects.update(address="대전광역시 유성구 예시로 1")

    with pytest.raises(ContentChanged):
        submit(draft, seen=seen)


def test_a_text_that_applies_since_it_was_read_is_asked(draft, monkeypatch):
    """As at midnight: what counts is the day of the receipt, not that of the reading before."""
    ready, texts = gate._ready, []

    def ready_before_midnight(*args, **options):
        found = ready(*args, **options)
        texts.append(ConsentTextFactory())
        return found

    monkeypatch.setattr(gate, "_ready", ready_before_midnight)

    with pytest.raises(Incomplete):
        submit(draft)

    assert (len(texts), Submission.objects.count()) == (1, 0)


def test_a_change_that_was_changed_back_waits_for_nothing(draft):
    first = submit(draft)
    title, won = draft.title, draft.requested_won
    by = draft.created_by
    save(draft, title="잠깐 고친 제목")
    save_draft(draft, by=by, title=title, requested_won=won, answers={})

    again = submit(draft)

    draft.refresh_from_db()
    assert (again, draft.has_unsubmitted_changes) == (first, False)


@pytest.mark.usefixtures("committed")
def test_a_colleague_who_saves_at_each_try_does_not_keep_it_out(monkeypatch):
    draft = complete_application()
    ready, threads = gate._ready, []

    def ready_while_a_colleague_saves(application, **options):
        found = ready(application, **options)
        threads.append(in_thread(lambda: save(draft, title=f"제목 {len(threads)}")))
        until(lambda: is_saved_or_waits(threads[-1]))
        return found

    def is_saved_or_waits(thread):
        return not thread.is_alive() or waiting_for_a_lock() > 0

    monkeypatch.setattr(gate, "_ready", ready_while_a_colleague_saves)

    submission = submit(draft)
    for thread in threads:
        thread.join()

    assert (len(threads), '"제목 1"' in submission.content) == (3, True)
    assert Application.objects.get().title == "제목 2"


def test_drafts_are_begun_and_saved_while_the_call_is_held_alone(seats):
    member = CompanyMemberFactory(company=CompanyFactory())

    with call_held_alone(seats.call):
        save(seats, title="고친 제목")
        begun = start_application(seats.call, company=member.company, by=member.user)

    assert (Application.objects.get(pk=seats.pk).title, begun.state) == ("고친 제목", "draft")


def test_control_saves_that_held_the_call_would_wait(monkeypatch, seats):
    monkeypatch.setattr(gate, "SEEN", gate.HELD_OPEN)

    with call_held_alone(seats.call) as holder:
        saving = in_thread(lambda: save(seats, title="고친 제목"))
        until(lambda: waiting_for_a_lock() == 1)
        holder.commit()
    saving.join()

    assert Application.objects.get(pk=seats.pk).title == "고친 제목"
