"""Rows of receipts and seals that the database refuses."""

from programs.models import Seal
from tests.factories.programs import SubmissionFactory, days, open_call

HEX = "0123456789abcdef"


def seal(**fields) -> Seal:
    return Seal.objects.create(
        **{
            "call": open_call(),
            "number": 1,
            "ended_at": days(-2),
            "sealed_at": days(-1),
            "count": 0,
            "root": HEX * 4,
            "key_id": HEX,
            "signature": HEX * 8,
            **fields,
        }
    )


def seal_twice(**other) -> None:
    first = seal()
    seal(**{"call": first.call, "ended_at": first.ended_at, **other})


SEAL_VIOLATIONS = [
    ("programs_submission_signature_has_form", lambda: SubmissionFactory(key_id=HEX)),
    ("programs_submission_signature_has_form", lambda: SubmissionFactory(signature=HEX * 8)),
    (
        "programs_submission_signature_has_form",
        lambda: SubmissionFactory(key_id=HEX, signature=HEX * 7),
    ),
    ("programs_seal_number", lambda: seal_twice(ended_at=days(-1.5))),
    ("programs_seal_once", lambda: seal_twice(number=2)),
    ("programs_seal_has_form", lambda: seal(root="A" * 64)),
    ("programs_seal_has_form", lambda: seal(signature="")),
    ("programs_seal_after_the_end", lambda: seal(sealed_at=days(-3))),
]
