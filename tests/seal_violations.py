"""Rows of receipts, seals and reminders that the database refuses."""

from programs.models import Reminder
from tests.factories.programs import (
    ApplicationFactory,
    CallFactory,
    SealFactory,
    SubmissionFactory,
    days,
)

HEX = "0123456789abcdef"


def seal_twice(**other) -> None:
    first = SealFactory()
    said = {"call": first.call, "number": first.number, "ended_at": first.ended_at}
    SealFactory(**said | other)


def reminded_twice() -> None:
    said = {"application": ApplicationFactory(call=CallFactory()), "closes_at": days(1)}
    for _time in range(2):
        Reminder.objects.create(**said, kind="day")


SEAL_VIOLATIONS = [
    ("programs_reminder_once", reminded_twice),
    ("programs_submission_signature_has_form", lambda: SubmissionFactory(key_id=HEX)),
    ("programs_submission_signature_has_form", lambda: SubmissionFactory(signature=HEX * 8)),
    (
        "programs_submission_signature_has_form",
        lambda: SubmissionFactory(key_id=HEX, signature=HEX * 7),
    ),
    ("programs_seal_number", lambda: seal_twice(ended_at=days(-1.5))),
    ("programs_seal_once", lambda: seal_twice(number=1001)),
    ("programs_seal_has_form", lambda: SealFactory(root="A" * 64)),
    ("programs_seal_has_form", lambda: SealFactory(signature="")),
    ("programs_seal_key_has_form", lambda: SealFactory(key_id="")),
    ("programs_seal_after_the_end", lambda: SealFactory(sealed_at=days(-3))),
]
