"""Applications: their states, what happens to them, their sections."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReminderKind(TextChoices):
    """Before the closing of a call, and once it is over."""

    WEEK = "week", _("seven days before")
    THREE_DAYS = "three_days", _("three days before")
    DAY = "day", _("a day before")
    HOURS = "hours", _("three hours before")
    MISSED = "missed", _("not handed in")


class ApplicationState(TextChoices):
    DRAFT = "draft", _("being written")
    DISCARDED = "discarded", _("given up")
    SUBMITTED = "submitted", _("received")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ELIGIBLE = "eligible", _("passed the eligibility check")
    INELIGIBLE = "ineligible", _("failed the eligibility check")
    UNDER_REVIEW = "under_review", _("under review")
    # What was decided stands in the decision, which is public at an instant of its own
    DECIDED = "decided", _("decided")


class ScreeningReason(TextChoices):
    """Why an application is not eligible (국가연구개발혁신법 제10조제1항)."""

    APPLICANT_KIND = "applicant_kind", _("not an applicant of the announced kind")
    LOCATION = "location", _("location")
    AGE = "age", _("years since founding")
    DOCUMENTS = "documents", _("required documents are missing or invalid")
    PARTICIPATION_BAN = "participation_ban", _("participation ban")
    OTHER = "other", _("other reason")


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
    DISCARD = "discard", _("Draft given up")
    CONFIRM = "confirm", _("Kept as it is after a change of the call")
    PASS_SCREENING = "pass_screening", _("Passed the eligibility check")
    FAIL_SCREENING = "fail_screening", _("Failed the eligibility check")
    ASSIGN = "assign", _("Given to reviewers")
    PLEDGE = "pledge", _("A reviewer declared no conflict")
    RECUSE = "recuse", _("A reviewer stepped back")
    FINISH = "finish", _("A reviewer finished")
    DECIDE = "decide", _("Decided by the foundation")
    PUBLISH_RESULT = "publish_result", _("Result published")
    # From before selections were proposed and confirmed
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
    ApplicationVerb.DISCARD,
    ApplicationVerb.CONFIRM,
)
# Nobody did it: the portal itself
PORTAL_VERBS = (ApplicationVerb.WITHHOLD_FILE, ApplicationVerb.PUBLISH_RESULT)
# What the applicant does while writing: their own timeline has it, news it is none
DRAFTING_VERBS = (ApplicationVerb.WRITE, ApplicationVerb.UPLOAD, ApplicationVerb.REMOVE_FILE)
# Who reviews, and when, is nobody's business but the foundation's
REVIEW_VERBS = (
    ApplicationVerb.PLEDGE,
    ApplicationVerb.RECUSE,
    ApplicationVerb.FINISH,
    ApplicationVerb.DECIDE,
)


class ApplicationSection(TextChoices):
    """The parts in which an applicant writes, in the order of the editor.

    The questions of each section of the call's form are a part of their own, "questions-<pk>".
    """

    HEAD = "head", _("Title and amount")
    QUESTIONS = "questions", _("Questions")
    CONSENTS = "consents", _("Consents")
    DOCUMENTS = "documents", _("Documents")
