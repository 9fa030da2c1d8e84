from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CallState(TextChoices):
    """Set by verbs; whether a call is open follows from the clock (CallStatus)."""

    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", _("waiting for approval")
    APPROVED = "approved", _("approved")
    CANCELLED = "cancelled", _("cancelled")


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
    UPLOAD = "upload", _("File uploaded")
    REMOVE_FILE = "remove_file", _("File removed")
    SUBMIT = "submit", _("Submitted and received")
    WITHDRAW = "withdraw", _("Withdrawn")
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
    ApplicationVerb.UPLOAD,
    ApplicationVerb.REMOVE_FILE,
    ApplicationVerb.SUBMIT,
    ApplicationVerb.WITHDRAW,
)
# Who reviews, and when, is nobody's business but the foundation's
REVIEW_VERBS = (ApplicationVerb.PLEDGE, ApplicationVerb.RECUSE, ApplicationVerb.FINISH)


class CallVerb(TextChoices):
    CREATE = "create", _("Draft created")
    SUBMIT = "submit", _("Submitted for approval")
    SEND_BACK = "send_back", _("Sent back for changes")
    APPROVE = "approve", _("Approved")
    CLOSE = "close", _("Closed early")
    CANCEL = "cancel", _("Cancelled")
