"""What a call says in rows of other tables: the one list of its parts.

Copies, versions, differences, export, import and the editor all go by it; what it says in fields
of its own stands in `call_content`.
"""

from dataclasses import dataclass
from typing import Any

from programs.enums import CallSection
from programs.models.attachment import Attachment
from programs.models.call_zone import CallZone
from programs.models.eligibility import CostShare, EligibilityRule
from programs.models.form import (
    Adjustment,
    Criterion,
    PartOfCall,
    Question,
    QuestionSection,
    RequiredDocument,
)

TEXTS = ("label_ko", "label_en", "help_ko", "help_en")


@dataclass(frozen=True)
class Part:
    """Rows of one kind, under one name of the call's content (docs/call-format.md).

    `fields` is what a row says beside its key, its order, and what it refers to; `identity` is what
    tells it again in another content. A change of a material part asks companies that had submitted to confirm or revise;
    what applicants are judged by stays while their applications are handled.
    """

    name: str
    model: type[Any]
    related_name: str
    section: CallSection
    fields: tuple[str, ...]
    identity: str = "key"
    is_material: bool = False
    is_judged: bool = False

    @property
    def is_keyed(self) -> bool:
        """Rows with a key stand in an order; others stand in that of what tells them apart."""
        return self.identity == "key"

    @property
    def outlives_amendments(self) -> bool:
        """A row that an amendment takes out is kept, for the answers and scores given to it."""
        return issubclass(self.model, PartOfCall)


PARTS: dict[str, Part] = {
    part.name: part
    for part in (
        Part(
            "zones", CallZone, "call_zones", CallSection.ZONES,
            ("quota", "contact", "phone", "email"),
            identity="zone", is_material=True,
        ),
        Part(
            "cost_shares", CostShare, "cost_shares", CallSection.SUPPORT,
            ("size", "government_percent", "cash_percent"),
            identity="size", is_material=True,
        ),
        Part(
            "eligibility_rules", EligibilityRule, "eligibility_rules", CallSection.APPLICANTS,
            ("kind", "values", "years", "least_won", "most_won", "note_ko", "note_en"),
            is_material=True,
        ),
        Part(
            "sections", QuestionSection, "sections", CallSection.QUESTIONS, TEXTS, is_judged=True
        ),
        Part(
            "questions", Question, "questions", CallSection.QUESTIONS,
            (
                *TEXTS, "kind", "is_required", "max_length", "unit", "options", "options_en",
                "columns", "row_limit",
            ),
            is_judged=True,
        ),
        Part(
            "documents", RequiredDocument, "required_documents", CallSection.DOCUMENTS,
            (*TEXTS, "is_required", "applicant_kinds", "max_age_days", "step", "is_reusable"),
            is_judged=True,
        ),
        Part(
            "criteria", Criterion, "criteria", CallSection.CRITERIA,
            (*TEXTS, "weight", "tie_rank", "anchors"),
            is_judged=True,
        ),
        Part(
            "adjustments", Adjustment, "adjustments", CallSection.ADJUSTMENTS,
            (*TEXTS, "kind", "points", "ground"),
            is_judged=True,
        ),
        Part(
            "attachments", Attachment, "attachments", CallSection.ATTACHMENTS,
            ("label_ko", "label_en", "name", "content_type", "size", "sha256"),
        ),
    )
}  # fmt: skip
# What a form template keeps
FORM_PARTS = ("sections", "questions", "documents", "criteria")
# What stands in files of its own beside the written form of a call
WRITTEN_PARTS = {name: part for name, part in PARTS.items() if name != "attachments"}
