"""What a call says in fields of its own: the one list, by section of the editor.

What it says in rows of other tables stands in `call_parts`.
"""

from itertools import chain

from programs.enums import CallSection

MOMENTS = ("published_at", "opens_at", "closes_at", "inquiries_close_at")
# How scores become an order (`call_selection`)
TERMS = ("pass_mark", "bonus_most", "penalty_most", "trims")
SECTION_FIELDS: dict[CallSection, tuple[str, ...]] = {
    CallSection.HEAD: (
        "program", "stage", "title_ko", "title_en", "summary_ko", "summary_en",
        "notice_number", "is_national_rnd", "iris_number",
    ),
    CallSection.PURPOSE: ("purpose",),
    CallSection.SUPPORT: (
        "support", "support_period", "support_months", "budget_won", "award_limit_won",
        "award_count",
    ),
    CallSection.ZONES: (),
    CallSection.APPLICANTS: ("applicant_kinds", "eligibility"),
    CallSection.SCHEDULE: ("closing_mode", "seat_count", *MOMENTS, "short_notice_reason"),
    CallSection.DOCUMENTS: ("plan_sections",),
    CallSection.SELECTION: ("procedure", "security_class", "reviewer_count", *TERMS),
    CallSection.CRITERIA: (),
    CallSection.ADJUSTMENTS: (),
    CallSection.CONTACT: ("contact_name", "contact_phone", "contact_email", "notes"),
}  # fmt: skip
# The agency of a call is chosen once, when it is begun
CONTENT_FIELDS = ("agency", *chain.from_iterable(SECTION_FIELDS.values()))
REFERENCES = ("program", "agency")
# What applicants have to answer, and are ranked by, stays while their applications are handled
JUDGED_FIELDS = frozenset({"plan_sections", *TERMS})
# A change of these asks companies that had submitted to confirm or revise
MATERIAL_FIELDS = frozenset(
    {
        "applicant_kinds",
        "eligibility",
        "budget_won",
        "award_limit_won",
        "award_count",
        "closes_at",
        "closing_mode",
        "seat_count",
    }
)
