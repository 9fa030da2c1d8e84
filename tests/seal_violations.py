"""Rows of receipts and seals that the database refuses."""

from tests.factories.programs import SealFactory, SubmissionFactory, days

HEX = "0123456789abcdef"


def seal_twice(**other) -> None:
    first = SealFactory()
    said = {"call": first.call, "number": first.number, "ended_at": first.ended_at}
    SealFactory(**said | other)


SEAL_VIOLATIONS = [
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
    ("programs_seal_after_the_end", lambda: SealFactory(sealed_at=days(-3))),
]
