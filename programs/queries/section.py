"""One section of a call as it stands: for saving it without overwriting a colleague."""

import hashlib
import json
from typing import Any

from programs.enums import CallSection
from programs.models import Call
from programs.queries.content import content_of_call

# What of the content (`content_of_call`) each section of the editor writes: fields, then parts
SECTION_CONTENT: dict[str, tuple[str, ...]] = {
    CallSection.HEAD: (
        "program",
        "stage",
        "title_ko",
        "title_en",
        "summary_ko",
        "summary_en",
        "notice_number",
        "is_national_rnd",
        "iris_number",
    ),
    CallSection.PURPOSE: ("purpose",),
    CallSection.SUPPORT: (
        "support",
        "support_period",
        "support_months",
        "budget_won",
        "award_limit_won",
        "award_count",
        "cost_shares",
    ),
    CallSection.ZONES: ("zones",),
    CallSection.APPLICANTS: ("applicant_kinds", "eligibility", "eligibility_rules"),
    CallSection.SCHEDULE: (
        "closing_mode",
        "seat_count",
        "published_at",
        "opens_at",
        "closes_at",
        "inquiries_close_at",
        "short_notice_reason",
    ),
    CallSection.DOCUMENTS: ("documents",),
    CallSection.SELECTION: ("procedure", "security_class", "reviewer_count"),
    CallSection.CRITERIA: ("criteria",),
    CallSection.ADJUSTMENTS: ("adjustments",),
    CallSection.CONTACT: ("contact_name", "contact_phone", "contact_email", "notes"),
}


def section_content(call: Call, section: str) -> dict[str, Any]:
    """The part of the call's content that this section of the editor writes, as a reader sees it.

    Without the keys of rows: they tell copies again, and say nothing.
    """
    content = content_of_call(call)
    return {name: _without_keys(content[name]) for name in SECTION_CONTENT[section]}


def _without_keys(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [
        {name: part for name, part in row.items() if name != "key"}
        if isinstance(row, dict)
        else row
        for row in value
    ]


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of a content: equal for sections that say the same."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
