"""Score sheets and unlocks that contradict themselves, or what the review says."""

from typing import Any

from tests.factories.programs import ScoreSheetFactory, UnlockFactory


def _twice() -> None:
    sheet = UnlockFactory().sheet
    ScoreSheetFactory(assignment=sheet.assignment, number=1)


def _sheet(**fields: Any) -> None:
    ScoreSheetFactory(**fields)


# What the triggers of the same tables refuse stands in tests/programs/models/test_sheet.py
SHEET_VIOLATIONS = [
    ("programs_scoresheet_one_per_number", _twice),
    ("programs_scoresheet_digest_is_true", lambda: _sheet(sha256="0" * 64)),
    ("programs_scoresheet_signature_has_form", lambda: _sheet(key_id="1" * 16)),
    ("programs_scoresheet_signature_has_form", lambda: _sheet(signature="1" * 128)),
    ("programs_unlock_has_reason", lambda: UnlockFactory(reason="")),
    ("programs_unlock_has_reason", lambda: UnlockFactory(reason=" \n")),
]
