"""Calls: their states, how they close, what happens to them, their sections."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CallState(TextChoices):
    """Set by verbs; whether a call is open follows from the clock (CallStatus)."""

    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", _("waiting for approval")
    APPROVED = "approved", _("approved")
    CANCELLED = "cancelled", _("cancelled")
    MERGED = "merged", _("published as an amendment")
    DISCARDED = "discarded", _("discarded")


class CallStatus(TextChoices):
    """Derived from the clock, never stored."""

    UPCOMING = "upcoming", _("Upcoming")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class ClosingMode(TextChoices):
    CLOCK = "clock", _("at a set time")
    BUDGET = "budget", _("until the budget is used up")
    SEATS = "seats", _("until the seats are filled")


class SecurityClass(TextChoices):
    """보안등급 (국가연구개발혁신법 시행령 제9조제1항)."""

    GENERAL = "general", _("general")
    SENSITIVE = "sensitive", _("sensitive")
    SECRET = "secret", _("security")


class AmendmentKind(TextChoices):
    """정정·연장·조기 마감·취소·재공고: what kind of change of a published call it is."""

    CORRECTION = "correction", _("correction")
    EXTENSION = "extension", _("extension")
    CLOSING = "closing", _("early closing")
    CANCELLATION = "cancellation", _("cancellation")
    RENOTICE = "renotice", _("notice anew")


class TellingKind(TextChoices):
    """What readers are told of by the worker."""

    AMENDMENT = "amendment", _("amendment")
    CLOSING = "closing", _("early closing")
    CANCELLATION = "cancellation", _("cancellation")
    OUTAGE = "outage", _("outage")
    NEW_CALLS = "new_calls", _("new calls")
    BRIEFING_CHANGED = "briefing_changed", _("another time or place of a briefing")
    BRIEFING_CANCELLED = "briefing_cancelled", _("cancellation of a briefing")
    BRIEFING_LINK = "briefing_link", _("another online link of a briefing")
    PLACE = "place", _("what became of a place at a briefing")


class Severity(TextChoices):
    """Errors keep a call from being submitted; warnings ask for a reason, which is kept."""

    ERROR = "error", _("must be mended")
    WARNING = "warning", _("needs a reason")


class CallSection(TextChoices):
    """The parts in which an agency writes a call, in the order of the editor."""

    HEAD = "head", _("Head")
    PURPOSE = "purpose", _("Purpose")
    SUPPORT = "support", _("Support")
    ZONES = "zones", _("Zones")
    APPLICANTS = "applicants", _("Who may apply")
    SCHEDULE = "schedule", _("Schedule")
    QUESTIONS = "questions", _("Questions")
    DOCUMENTS = "documents", _("Required documents")
    SELECTION = "selection", _("Selection")
    CRITERIA = "criteria", _("Evaluation criteria")
    ADJUSTMENTS = "adjustments", _("Bonus and penalty points")
    ATTACHMENTS = "attachments", _("Attachments")
    BRIEFINGS = "briefings", _("Briefings")
    CONTACT = "contact", _("Contact and notes")


class CallVerb(TextChoices):
    CREATE = "create", _("Draft created")
    WRITE = "write", _("Written")
    SUBMIT = "submit", _("Submitted for approval")
    TAKE_BACK = "take_back", _("Taken back before approval")
    SEND_BACK = "send_back", _("Sent back for changes")
    APPROVE = "approve", _("Approved")
    CLOSE = "close", _("Closed early")
    CANCEL = "cancel", _("Cancelled")
    COPY = "copy", _("Draft copied from another call")
    COPY_FORM = "copy_form", _("Form copied")
    IMPORT = "import", _("Draft imported")
    DISCARD = "discard", _("Draft discarded")
    ATTACH = "attach", _("File attached")
    DETACH = "detach", _("Attachment removed")
    GIVE_REASON = "give_reason", _("Reason given for a warning")
    START_AMENDMENT = "start_amendment", _("Amendment begun")
    MERGE = "merge", _("Published as an amendment")
    AMEND = "amend", _("Amended")
    EXTEND = "extend", _("Extended after an outage")
    ASK = "ask", _("Question asked")
    ANSWER = "answer", _("Questions answered")
    SET_ASIDE = "set_aside", _("Question set aside")
    CORRECT_ANSWER = "correct_answer", _("Answer corrected")
    WAIVE_ATTENDANCE = "waive_attendance", _("Attendance waived for a company")
    REVOKE_WAIVER = "revoke_waiver", _("Waiver of attendance revoked")
    WITHHOLD_FILE = "withhold_file", _("File withheld: found to be unsafe")
    RELEASE_FILE = "release_file", _("File released: the virus check was wrong")


# Who did one of these to a draft has written in it
WRITING_VERBS = (
    CallVerb.CREATE,
    CallVerb.WRITE,
    CallVerb.SUBMIT,
    CallVerb.TAKE_BACK,
    CallVerb.COPY,
    CallVerb.COPY_FORM,
    CallVerb.IMPORT,
    CallVerb.ATTACH,
    CallVerb.DETACH,
    CallVerb.GIVE_REASON,
    CallVerb.START_AMENDMENT,
)
