"""Sealing: all that was received stands in the seal, and no later change goes unseen."""

import json
import re
import subprocess
import sys
import threading
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from portal.common.digest import canonical
from portal.common.signing import is_signed
from programs import merkle
from programs.actions import seal
from programs.actions.amendment import cancel_call, close_call
from programs.actions.application import submit_application, withdraw_application
from programs.actions.errors import CallNotClosed, SealMissing
from programs.actions.seal import seal_call, seal_ended_calls
from programs.models import Seal, Submission
from programs.queries.receipt import bytes_of, receipt_json
from programs.queries.seal import calls_to_seal
from tests.factories.programs import (
    SubmissionFactory,
    close,
    complete_application,
    days,
    open_call,
    set_moments,
)
from tests.races import another_connection, in_own_connection, until, waiting_for_a_lock

pytestmark = pytest.mark.django_db


def submit(application) -> Submission:
    return submit_application(application, by=application.created_by)


@pytest.fixture
def sealed():
    """A closed call with three submissions, one of them withdrawn, and its seal."""
    call = open_call()
    applications = [complete_application(call=call) for _n in range(3)]
    for application in applications:
        submit(application)
    withdraw_application(applications[0], by=applications[0].created_by)
    return seal_call(set_moments(call, closes_at=timezone.now()))


def verify(*arguments) -> str:
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_seals", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        return f"{out.getvalue()}{err.getvalue()}{error}"
    return out.getvalue() + err.getvalue()


def past_the_triggers(statement: str, *values) -> None:
    """As somebody who owns the database: with all triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = DEFAULT")


def test_seal_holds_all_that_was_received(sealed):
    call, submissions = sealed.call, Submission.objects.order_by("received_at")

    assert (sealed.number, sealed.count) == (1, 3)
    assert sealed.ended_at == call.closes_at <= sealed.sealed_at
    for submission in submissions:
        receipt = receipt_json(submission, call)
        leaf, place = bytes_of(receipt["statement"]), receipt["seal"]
        assert merkle.is_proved(
            leaf,
            index=place["index"],
            count=place["statement"]["count"],
            path=[bytes.fromhex(digest) for digest in place["path"]],
            root=bytes.fromhex(sealed.root),
        )


def test_receipt_is_signed(sealed):
    submission = Submission.objects.first()
    receipt = receipt_json(submission, sealed.call)

    assert is_signed(
        canonical(receipt["statement"]).encode(),
        key_id=submission.key_id,
        value=submission.signature,
    )
    assert receipt["statement"]["received_at"].endswith(f"{submission.received_at:%S.%f}Z")
    assert is_signed(
        bytes_of(receipt["seal"]["statement"]), key_id=sealed.key_id, value=sealed.signature
    )


def test_open_call_is_not_sealed():
    with pytest.raises(CallNotClosed):
        seal_call(open_call())
    with pytest.raises(CallNotClosed):
        seal_call(open_call(closing_mode="seats", seat_count=1, closes_at=None))


def test_same_end_is_sealed_once(sealed):
    assert seal_call(sealed.call) == sealed
    assert seal_ended_calls(most=10) == 0


def test_job_seals_what_has_ended_and_nothing_else():
    open_call()
    early, cancelled = open_call(), open_call(opens_at=days(5), closes_at=days(9))
    close_call(early, by=early.created_by, reason="예산 소진")
    cancel_call(cancelled, by=cancelled.created_by, reason="예산 삭감")
    ended = [close(open_call()), early]

    assert set(calls_to_seal(timezone.now())) == set(ended)
    assert seal_ended_calls(most=1) == 1
    assert seal_ended_calls(most=10) == 1
    assert set(Seal.objects.values_list("count", flat=True)) == {0}


def test_call_that_was_reopened_is_sealed_anew(sealed):
    call = set_moments(sealed.call, closes_at=days(1))
    assert list(calls_to_seal(timezone.now())) == []
    submit(complete_application(call=call))

    again = seal_call(set_moments(call, closes_at=timezone.now()))

    assert (again.number, again.count) == (2, 4)
    assert "broken" not in verify()


def test_database_refuses_a_submission_from_before_the_seal(sealed):
    application = complete_application(call=sealed.call)

    with pytest.raises(DatabaseError, match="the seal"), transaction.atomic():
        SubmissionFactory(application=application, received_at=sealed.sealed_at)


def test_database_refuses_a_submission_from_after_the_seal(sealed):
    """Whatever its date: nothing comes into a call whose end is sealed."""
    application = complete_application(call=sealed.call)

    with pytest.raises(DatabaseError, match="the seal"), transaction.atomic():
        SubmissionFactory(application=application, received_at=days(0.1))

    set_moments(sealed.call, closes_at=days(1))  # an amendment opens it again
    assert SubmissionFactory(application=application, received_at=days(0.1)).pk


def test_a_call_that_cannot_be_sealed_keeps_no_other_from_its_seal(monkeypatch, caplog):
    broken, *_others = [close(open_call()) for _n in range(3)]
    kept = seal.submissions_to_seal

    def failing(call):
        if call == broken:
            raise OSError("gone")
        return kept(call)

    monkeypatch.setattr(seal, "submissions_to_seal", failing)

    assert seal_ended_calls(most=2) == 2
    assert f"Call {broken.code} could not be sealed" in caplog.text
    assert not broken.seals.exists()


def test_calls_are_chosen_by_the_clock_of_the_database(monkeypatch):
    """A host whose clock is behind would leave a call without its seal."""
    set_moments(open_call(), closes_at=days(-0.01))
    behind = days(-0.5)
    monkeypatch.setattr(timezone, "now", lambda: behind)

    assert seal_ended_calls(most=10) == 1


def test_verification_names_an_ended_call_without_a_seal(sealed):
    fresh = set_moments(open_call(), closes_at=days(-0.001))
    old = set_moments(open_call(), closes_at=days(-0.1))
    past_the_triggers("DELETE FROM programs_seal")
    set_moments(sealed.call, closes_at=days(-0.1))

    said = verify()

    assert f"broken: {', '.join(sorted([old.code, sealed.call.code]))}" in said
    assert f"{old.code}: ended at" in said
    assert fresh.code not in said
    assert f"broken: {old.code}" in verify(old.code)


def test_database_keeps_the_seal(sealed):
    with pytest.raises(DatabaseError), transaction.atomic():
        Seal.objects.update(count=4)
    with pytest.raises(DatabaseError), transaction.atomic():
        Seal.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(
            call=sealed.call,
            number=1,
            ended_at=days(1),
            sealed_at=days(2),
            count=0,
            root="0" * 64,
            signature="0" * 128,
        )


def test_verification_holds(sealed):
    said = verify()

    assert f"{sealed.call.code} seal 1: holds, 3 submissions, root {sealed.root}" in said
    assert "broken" not in said
    assert "broken" not in verify("--files", sealed.call.code)


def removed() -> None:
    row = Submission.objects.first().pk
    past_the_triggers("DELETE FROM programs_submission_documents WHERE submission_id = %s", row)
    past_the_triggers("DELETE FROM programs_submission WHERE id = %s", row)


def added(at=None) -> None:
    last = Submission.objects.first()
    past_the_triggers(
        "INSERT INTO programs_submission (number, content, sha256, received_at, application_id,"
        " submitted_by_id, key_id, signature) SELECT 'X-1', content, sha256, %s,"
        " application_id, submitted_by_id, '', '' FROM programs_submission WHERE id = %s",
        at or last.received_at,
        last.pk,
    )


def added_later() -> None:
    added(at=days(0.1))


def changed(column: str, value: str):
    def change() -> None:
        row = Submission.objects.first().pk
        past_the_triggers(f"UPDATE programs_submission SET {column} = {value} WHERE id = %s", row)

    return change


CHANGES = {
    "removed": removed,
    "added": added,
    "added later": added_later,
    "moved in time": changed("received_at", "received_at - interval '1 microsecond'"),
    "other number": changed("number", "'X-2'"),
    "other content": changed("content", "'{}', sha256 = encode(sha256('{}'), 'hex')"),
    "other signature": changed("signature", "repeat('0', 128)"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_verification_fails_after_a_change(sealed, change):
    change()

    assert f"broken: {sealed.call.code}" in verify()


@pytest.mark.parametrize(
    "change", ["count = count + 1", "root = repeat('a', 64)", "signature = repeat('0', 128)"]
)
def test_verification_fails_after_a_change_of_the_seal(sealed, change):
    past_the_triggers(f"UPDATE programs_seal SET {change}")

    assert "seal 1: broken" in verify()


def test_verification_fails_for_a_file_that_was_changed_or_is_gone(sealed):
    document = Submission.objects.first().documents.first()
    assert "broken" not in verify("--files")

    with document.file.storage.open(document.file.name, "wb") as file:
        file.write(b"other")
    assert "the file is not the one received" in verify("--files")

    document.file.storage.delete(document.file.name)
    assert "the file cannot be read" in verify("--files")


def test_deleted_seal_is_missed_and_never_made_again(sealed):
    call, statement = sealed.call, "INSERT INTO programs_seal SELECT * FROM former_seal"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE former_seal ON COMMIT DROP AS TABLE programs_seal")
    past_the_triggers("DELETE FROM programs_seal")
    removed()

    with pytest.raises(SealMissing):
        seal_call(call)
    with (
        pytest.raises(IntegrityError, match="sealed before"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert seal_ended_calls(most=10) == 0
    assert f"seal 1 is gone, its root was {sealed.root}" in verify()
    assert f"broken: {call.code}" in verify(call.code)


def test_seal_of_a_later_end_takes_no_number_of_a_deleted_one(sealed):
    past_the_triggers("DELETE FROM programs_seal")

    again = seal_call(set_moments(sealed.call, closes_at=timezone.now()))

    assert (again.number, again.count) == (2, 3)
    assert "seal 1 is gone" in verify()


def test_seal_that_was_put_in_the_place_of_another_is_named(sealed):
    past_the_triggers("UPDATE programs_seal SET root = repeat('a', 64)")
    assert f"seal 1 is not the one that was made, whose root was {sealed.root}" in verify()

    past_the_triggers("DELETE FROM programs_sealhistory")
    assert "seal 1 was not made by the portal" in verify()


def test_verification_compares_with_a_published_root(sealed):
    code, root = sealed.call.code, sealed.root
    assert "broken" not in verify("--root", f"{code}:{root.upper()}")

    past_the_triggers("DELETE FROM programs_seal")
    past_the_triggers("DELETE FROM programs_sealhistory")
    removed()
    seal_call(sealed.call)

    assert f"no seal has the root {root}" in verify("--root", f"{code}:{root}")


def test_verification_looks_for_the_root_of_a_call_without_a_seal():
    call = close(open_call())

    assert f"broken: {call.code}" in verify("--root", f"{call.code}:{'0' * 64}")
    assert "no sealed call has the code nothing" in verify("--root", f"nothing:{'0' * 64}")


@pytest.mark.parametrize("text", ["", "code", "code:", f"code:{'g' * 64}", f":{'0' * 64}"])
def test_verification_refuses_what_is_no_published_root(text):
    with pytest.raises(CommandError, match="CODE:ROOT"):
        call_command("verify_seals", "--root", text)


def test_verification_names_a_code_that_is_not_sealed(sealed):
    assert "no sealed call has the code nothing" in verify("nothing")


def test_sealing_waits_for_a_submission_in_flight(committed):
    """It has found the call open, so it stands in the seal."""
    application = complete_application()
    call = close(application.call)
    with another_connection() as gate:
        gate.execute("SELECT FROM programs_call WHERE id = %s FOR SHARE", [call.pk])
        outcome = []
        sealing = threading.Thread(
            target=lambda: outcome.append(in_own_connection(lambda: seal_call(call)))
        )
        sealing.start()
        until(lambda: waiting_for_a_lock() == 1)
        gate.execute(
            "INSERT INTO programs_submission (number, content, sha256, received_at,"
            " application_id, submitted_by_id, key_id, signature) VALUES ('X-3', '{}',"
            " encode(sha256('{}'), 'hex'), clock_timestamp(), %s, %s, '', '')",
            [application.pk, application.created_by_id],
        )
    sealing.join()

    assert [seal.count for seal in outcome] == [1]
    assert json.loads(Submission.objects.get().content) == {}


def test_documented_script_checks_a_receipt(sealed, tmp_path):
    """docs/receipts.md as somebody runs it who trusts nobody."""
    page = (settings.BASE_DIR / "docs" / "receipts.md").read_text()
    _of_pdf, script = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    receipt = receipt_json(Submission.objects.first(), sealed.call)

    def run(said: dict) -> int:
        file = tmp_path / "receipt.json"
        file.write_text(json.dumps(said))
        return subprocess.run(
            [sys.executable, "-c", script, file], capture_output=True, check=False
        ).returncode

    moved = {**receipt["seal"], "index": (receipt["seal"]["index"] + 1) % 3}
    assert run(receipt) == 0
    assert run({**receipt, "content": receipt["content"] + " "}) == 1
    assert run({**receipt, "statement": {**receipt["statement"], "number": "X"}}) == 1
    assert run({**receipt, "seal": moved}) == 1
