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


class QuestionKind(TextChoices):
    SHORT = "short", _("short text")
    LONG = "long", _("long text")
    NUMBER = "number", _("number")
    MONEY = "money", _("amount in won")
    DATE = "date", _("date")
    CHOICE = "choice", _("one of several")
    CHOICES = "choices", _("several of several")
    CONSENT = "consent", _("consent")
    TABLE = "table", _("table")
    FILE = "file", _("file")


class ColumnKind(TextChoices):
    """What a column of a table question takes."""

    SHORT = "short", _("short text")
    NUMBER = "number", _("number")
    MONEY = "money", _("amount in won")
    DATE = "date", _("date")
    CHOICE = "choice", _("one of several")


class DocumentStep(TextChoices):
    """When a document is due."""

    APPLICATION = "application", _("with the application")
    AGREEMENT = "agreement", _("before the agreement")


class CertificateKind(TextChoices):
    """What a company keeps once and hands in again and again."""

    BUSINESS_REGISTRATION = "business_registration", _("certificate of business registration")
    CORPORATE_REGISTER = "corporate_register", _("certified copy of the corporate register")
    NATIONAL_TAX = "national_tax", _("certificate of national tax payment")
    LOCAL_TAX = "local_tax", _("certificate of local tax payment")
    FINANCIAL_STATEMENTS = "financial_statements", _("financial statements")
    SIZE = "size", _("confirmation of the size of the company")
    STATUS = "status", _("certificate of a status")
    INSURANCE = "insurance", _("certificate of paid social insurance")
    PROPERTY_RIGHT = "property_right", _("certificate of an intellectual property right")
    OTHER = "other", _("other certificate")


class AdjustmentKind(TextChoices):
    """가점·감점: only what the call announces (국가연구개발혁신법 시행령 제12조제4항·제5항)."""

    BONUS = "bonus", _("bonus points")
    PENALTY = "penalty", _("penalty points")


class PenaltyGround(TextChoices):
    """The only grounds for penalty points (국가연구개발혁신법 시행령 제12조제5항)."""

    SANCTION = "sanction", _("sanctioned within three years")
    ABANDONMENT = "abandonment", _("gave up a task without just cause within three years")
    UNPAID = "unpaid", _("a levy or recovery is unpaid on the closing day")


class RuleKind(TextChoices):
    """What a structured rule of eligibility looks at."""

    LOCATION = "location", _("location")
    AGE = "age", _("years since founding")
    SIZE = "size", _("size of the company")
    STATUS = "status", _("status of the company")
    FIELD = "field", _("field of technology")
    REVENUE = "revenue", _("revenue of the last year")
    NO_BAN = "no_ban", _("no participation ban")


class Place(TextChoices):
    """Where a company must be for a rule of location."""

    IN_ZONE = "in_zone", _("resident in a zone of this call")
    IN_ANY_ZONE = "in_any_zone", _("resident in any R&D special zone")
    IN_PROVINCE = "in_province", _("in a province of the zones of this call")
    MOVING_IN = "moving_in", _("moves into a zone of this call by the agreement")


class Verdict(TextChoices):
    """How one rule judges one company."""

    PASSES = "passes", _("passes")
    FAILS = "fails", _("fails")
    UNKNOWN = "unknown", _("cannot be known yet")


class ReadingState(TextChoices):
    """Whether the text of an attachment could be read for the search."""

    WAITING = "waiting", _("being read")
    READ = "read", _("found by the search")
    UNREADABLE = "unreadable", _("not found by the search")


class UnreadableReason(TextChoices):
    ENCRYPTED = "encrypted", _("protected by a password")
    DAMAGED = "damaged", _("damaged")
    NO_TEXT = "no_text", _("holds pictures, no text")
    TOO_LARGE = "too_large", _("too large to be read")
    TOO_SLOW = "too_slow", _("took too long to be read")
    CRASHED = "crashed", _("its reading failed")
    UNSUPPORTED = "unsupported", _("of a kind that is not read")
    UNSAFE = "unsafe", _("holds a script or loads content from elsewhere")
    INFECTED = "infected", _("was found by the virus check")

    @property
    def advice(self) -> str:
        """What to do about it."""
        return str(ADVICE[self])

    @property
    def blocks(self) -> bool:
        """Whether such a file is of no use, or a danger, to who downloads it."""
        return self in (self.ENCRYPTED, self.DAMAGED, self.UNSAFE, self.INFECTED)


ADVICE = {
    UnreadableReason.ENCRYPTED: _("Save it without a password and attach it anew."),
    UnreadableReason.DAMAGED: _("Save it anew and attach it again."),
    UnreadableReason.NO_TEXT: _("Save it from the program in which it was written, not scanned."),
    UnreadableReason.TOO_LARGE: _("Split it into smaller files, or reduce its pictures."),
    UnreadableReason.TOO_SLOW: _("Split it into smaller files, or save it anew as PDF."),
    UnreadableReason.CRASHED: _("Save it anew, best as PDF, and attach it again."),
    UnreadableReason.UNSUPPORTED: _("Attach it as PDF or HWPX as well."),
    UnreadableReason.UNSAFE: _("Print it anew as PDF, without macros, scripts and remote links."),
    UnreadableReason.INFECTED: _("Check the machine that it comes from, and attach a clean file."),
}


class ScanState(TextChoices):
    """Whether a stored file was looked at by the virus scanner, and what came of it."""

    UNSCANNED = "unscanned", _("not checked, as no scanner was set")
    WAITING = "waiting", _("being checked")
    CLEAN = "clean", _("checked")
    INFECTED = "infected", _("withheld")
    CLEARED = "cleared", _("released by the foundation")


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


class ReminderKind(TextChoices):
    """Before the closing of a call, and once it is over."""

    WEEK = "week", _("seven days before")
    THREE_DAYS = "three_days", _("three days before")
    DAY = "day", _("a day before")
    HOURS = "hours", _("three hours before")
    MISSED = "missed", _("not handed in")


class Severity(TextChoices):
    """Errors keep a call from being submitted; warnings ask for a reason, which is kept."""

    ERROR = "error", _("must be mended")
    WARNING = "warning", _("needs a reason")


class MailFrequency(TextChoices):
    NEVER = "never", _("no mail")
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")


class BriefingKind(TextChoices):
    BRIEFING = "briefing", _("briefing session")
    POLICY_SHARING = "policy_sharing", _("policy sharing")
    FORUM = "forum", _("forum")
    LUNCHEON = "luncheon", _("luncheon")
    SITE_VISIT = "site_visit", _("site visit")
    ANNIVERSARY = "anniversary", _("anniversary")


class RegistrationState(TextChoices):
    SEATED = "seated", _("seat confirmed")
    WAITING = "waiting", _("on the waiting list")
    CANCELLED = "cancelled", _("cancelled")


class ApplicationState(TextChoices):
    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", _("received")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ELIGIBLE = "eligible", _("passed the eligibility check")
    INELIGIBLE = "ineligible", _("failed the eligibility check")
    UNDER_REVIEW = "under_review", _("under review")
    SELECTED = "selected", _("selected")
    RESERVE = "reserve", _("on the reserve list")
    REJECTED = "rejected", _("not selected")


class ScreeningReason(TextChoices):
    """Why an application is not eligible (국가연구개발혁신법 제10조제1항)."""

    APPLICANT_KIND = "applicant_kind", _("not an applicant of the announced kind")
    LOCATION = "location", _("location")
    AGE = "age", _("years since founding")
    DOCUMENTS = "documents", _("required documents are missing or invalid")
    PARTICIPATION_BAN = "participation_ban", _("participation ban")
    OTHER = "other", _("other reason")


class AssignmentState(TextChoices):
    ASSIGNED = "assigned", _("assigned")
    PLEDGED = "pledged", _("no conflict declared")
    FINISHED = "finished", _("finished")
    RECUSED = "recused", _("recused")


class Outcome(TextChoices):
    SELECTED = "selected", _("selected")
    RESERVE = "reserve", _("reserve")
    REJECTED = "rejected", _("not selected")


class ReadPlace(TextChoices):
    """Where content of an application was read."""

    ADMIN = "admin", _("administration")
    REVIEW = "review", _("reviewer desk")
    DOCUMENT = "document", _("document")


class ApplicationVerb(TextChoices):
    """What can happen to an application, as its timeline says it."""

    START = "start", _("Draft started")
    WRITE = "write", _("Form written")
    UPLOAD = "upload", _("File uploaded")
    REMOVE_FILE = "remove_file", _("File removed")
    SET_ASIDE_FILE = "set_aside_file", _("File kept aside: a colleague's was there already")
    KEEP_FILE = "keep_file", _("The file in its place was kept")
    RESTORE_FILE = "restore_file", _("Earlier file put back")
    WITHHOLD_FILE = "withhold_file", _("File withheld: found to be unsafe")
    RELEASE_FILE = "release_file", _("File released: the virus check was wrong")
    SUBMIT = "submit", _("Submitted and received")
    WITHDRAW = "withdraw", _("Withdrawn")
    CONFIRM = "confirm", _("Kept as it is after a change of the call")
    PASS_SCREENING = "pass_screening", _("Passed the eligibility check")
    FAIL_SCREENING = "fail_screening", _("Failed the eligibility check")
    ASSIGN = "assign", _("Given to reviewers")
    PLEDGE = "pledge", _("A reviewer declared no conflict")
    RECUSE = "recuse", _("A reviewer stepped back")
    FINISH = "finish", _("A reviewer finished")
    SELECT = "select", _("Selected")
    RESERVE = "reserve", _("Put on the reserve list")
    REJECT = "reject", _("Not selected")


APPLICANT_VERBS = (
    ApplicationVerb.START,
    ApplicationVerb.WRITE,
    ApplicationVerb.UPLOAD,
    ApplicationVerb.REMOVE_FILE,
    ApplicationVerb.SET_ASIDE_FILE,
    ApplicationVerb.KEEP_FILE,
    ApplicationVerb.RESTORE_FILE,
    ApplicationVerb.SUBMIT,
    ApplicationVerb.WITHDRAW,
    ApplicationVerb.CONFIRM,
)
PORTAL_VERBS = (ApplicationVerb.WITHHOLD_FILE,)  # nobody did it: the portal itself
# Who reviews, and when, is nobody's business but the foundation's
# What the applicant does while writing: their own timeline has it, news it is none
DRAFTING_VERBS = (ApplicationVerb.WRITE, ApplicationVerb.UPLOAD, ApplicationVerb.REMOVE_FILE)
REVIEW_VERBS = (ApplicationVerb.PLEDGE, ApplicationVerb.RECUSE, ApplicationVerb.FINISH)


class ApplicationSection(TextChoices):
    """The parts in which an applicant writes, in the order of the editor.

    The questions of each section of the call's form are a part of their own, "questions-<pk>".
    """

    HEAD = "head", _("Title and amount")
    QUESTIONS = "questions", _("Questions")
    CONSENTS = "consents", _("Consents")
    DOCUMENTS = "documents", _("Documents")


class ConsentTopic(TextChoices):
    """What an applicant is asked to consent to, each on its own (개인정보 보호법 제22조)."""

    PERSONAL_DATA = "personal_data", _("Collection and use of personal data")
    PROVISION = "provision", _("Passing of personal data to the evaluating body")
    NEWS = "news", _("News of calls and events")


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
