"""What the database keeps of a call for the search: its own words and those of its files."""

import re
import threading

import psycopg
import pytest
from django.db import connection, transaction

from programs.actions import amendment
from programs.actions.amendment import publish_amendment
from programs.actions.attachment import label_attachment, record_text, remove_attachment
from programs.actions.content import share_attachments
from programs.actions.copying import copy_call
from programs.models import Call, CallPieces
from tests.amending import begun, submitted
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import AttachmentFactory, CallFactory, attached, open_call
from tests.races import PATIENCE, another_connection, in_own_connection, until, waiting_for_a_lock

pytestmark = pytest.mark.django_db

BEFORE_IT_READS = re.compile(r"BEGIN\s+INSERT .*? FOR UPDATE;", re.DOTALL)


def found(word: str) -> list[Call]:
    return list(Call.objects.matching(word))


def many_pairs() -> str:
    """More different pairs of letters than a tsvector holds with others beside it."""
    letters = [chr(code) for code in range(0xAC00, 0xAC00 + 400)]
    return "".join(first + second for first in letters for second in letters)


def test_call_is_found_by_what_it_says_now():
    call = CallFactory(title_ko="수소에너지 실증")
    assert found("수소에너지") == [call]

    call.title_ko = "이차전지 실증"
    call.save(update_fields=["title_ko"])

    assert (found("수소에너지"), found("이차전지")) == ([], [call])


def test_call_is_found_by_its_files_and_what_they_are_called(stranger):
    attachment = AttachmentFactory(call=CallFactory(), label_ko="서식")
    call = attachment.call

    record_text(attachment, text="특허출원 지원", is_cut=False)
    label_attachment(attachment, by=stranger, label_ko="신청안내", label_en="")

    assert [found(word) for word in ("특허출원", "신청안내", "서식")] == [[call], [call], []]


def test_call_is_no_longer_found_by_a_file_that_is_gone(stranger):
    removed, deleted = AttachmentFactory.create_batch(2, call=CallFactory())
    record_text(removed, text="플라즈마", is_cut=False)
    record_text(deleted, text="나노소재", is_cut=False)
    assert (len(found("플라즈마")), len(found("나노소재"))) == (1, 1)

    remove_attachment(removed, by=stranger)
    deleted.delete()

    assert (found("플라즈마"), found("나노소재")) == ([], [])


def test_call_that_is_deleted_leaves_nothing():
    call = CallFactory()

    call.delete()

    assert not CallPieces.objects.exists()


def test_file_with_more_than_a_row_holds_takes_nothing_from_the_others():
    call = CallFactory(title_ko="수소에너지 실증")
    huge, small = AttachmentFactory.create_batch(2, call=call)

    record_text(huge, text=many_pairs(), is_cut=False)
    record_text(small, text="플라즈마", is_cut=False)

    assert (found("수소에너지"), found("플라즈마")) == ([call], [call])


def read_at_once(call: Call) -> list[list[Call]]:
    """Two workers end reading a file of the call; what is found by the one and by the other."""
    first, second = attached(call), attached(call)
    with another_connection() as worker:
        worker.execute(
            "UPDATE programs_attachment SET text = %s WHERE id = %s", ("플라즈마", first.pk)
        )
        other = threading.Thread(
            target=in_own_connection,
            args=[lambda: record_text(second, text="나노소재", is_cut=False)],
        )
        other.start()
        until(lambda: waiting_for_a_lock() == 1)
    other.join(PATIENCE)
    return [found("플라즈마"), found("나노소재")]


def test_texts_that_come_at_once_are_both_found(committed):
    assert [len(calls) for calls in read_at_once(open_call())] == [1, 1]


def test_without_the_lock_one_of_them_is_lost(committed):
    """The control: the same race, where the function reads without having the row."""
    call = open_call()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('keep_call_pieces'::regproc)")
        whole = cursor.fetchone()[0]
        careless, count = BEFORE_IT_READS.subn("BEGIN", whole)
        try:
            cursor.execute(careless)
            found_by = read_at_once(call)
        finally:
            cursor.execute(whole)

    assert count == 1
    assert [len(calls) for calls in found_by] == [0, 1]


def test_who_changes_several_files_waits_in_no_circle_with_a_reader(committed, stranger):
    """Their rows are taken first: else the one had the pieces and the other had a file."""
    draft = CallFactory(parts=True)
    AttachmentFactory.create_batch(2, call=draft)
    copy = copy_call(draft, agency=draft.agency, by=stranger)
    draft.attachments.update(label_ko="서식")
    last = copy.attachments.last()
    outcome = []

    def share() -> None:
        with transaction.atomic():
            share_attachments(draft, copy, by=stranger)

    with another_connection() as worker:
        worker.execute("SELECT FROM programs_attachment WHERE id = %s FOR UPDATE", [last.pk])
        other = threading.Thread(target=lambda: outcome.append(in_own_connection(share)))
        other.start()
        until(lambda: waiting_for_a_lock() == 1)
        worker.execute("UPDATE programs_attachment SET text = 'abc' WHERE id = %s", [last.pk])
    other.join(PATIENCE)

    assert outcome == [None]
    assert [row.label_ko for row in copy.attachments.all()] == ["서식", "서식"]


def amend_while_reading() -> list[object]:
    """A worker has a file, and keeps its text while an amendment of the call waits for the file."""
    call = open_call()
    file, staff = attached(call), FoundationUserFactory()
    draft = submitted(begun(call, notes="안내", without=[file]))
    outcomes: list[object] = []

    def keep(worker) -> object:
        try:
            return worker.execute(
                "UPDATE programs_attachment SET text = 'abc' WHERE id = %s", [file.pk]
            )
        except psycopg.Error as error:
            worker.rollback()
            return error

    with another_connection() as worker:
        worker.execute("SELECT FROM programs_attachment WHERE id = %s FOR UPDATE", [file.pk])
        other = threading.Thread(
            target=lambda: outcomes.append(
                in_own_connection(lambda: publish_amendment(draft, by=staff))
            )
        )
        other.start()
        until(lambda: waiting_for_a_lock() == 1)
        kept = keep(worker)
    other.join(PATIENCE)
    return [kept, *outcomes]


def test_amendment_waits_in_no_circle_with_a_reader(committed):
    outcomes = amend_while_reading()

    assert [isinstance(outcome, Exception) for outcome in outcomes] == [False, False], outcomes


def test_who_saves_the_call_before_its_files_are_held_waits_in_a_circle(committed, monkeypatch):
    """The control: the same race, where saving takes the words for the search first."""
    monkeypatch.setattr(amendment, "hold_attachments", lambda _call: None)

    outcomes = amend_while_reading()

    (refusal,) = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert "deadlock detected" in str(refusal)
