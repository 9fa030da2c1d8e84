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


# Being judged, or to be: what was decided stays as it was judged
UNDER_WAY = (ApplicationState.SUBMITTED, ApplicationState.ELIGIBLE, ApplicationState.UNDER_REVIEW)
# Passed the check, and not decided: what a panel takes
PLACEABLE = (ApplicationState.ELIGIBLE, ApplicationState.UNDER_REVIEW)
# Begun, and not with the foundation
UNSENT = (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)


class ReadPlace(TextChoices):
    """Where content of an application was read."""

    ADMIN = "admin", _("administration")
    REVIEW = "review", _("reviewer desk")
    DOCUMENT = "document", _("document")
    SUPPLEMENT = "supplement", _("file of a supplement")
    EXPORT = "export", _("exported list")


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
    SCREEN_ANEW = "screen_anew", _("Passed the eligibility check after an objection")
    ASK_SUPPLEMENT = "ask_supplement", _("Supplement asked for")
    ANSWER_SUPPLEMENT = "answer_supplement", _("Supplement handed in")
    CLOSE_SUPPLEMENT = "close_supplement", _("Request for a supplement closed")
    HANDLE = "handle", _("Given to somebody to handle")
    NOTE = "note", _("Note among colleagues")
    ASSIGN = "assign", _("Given to reviewers")
    PLEDGE = "pledge", _("A reviewer declared no conflict")
    RECUSE = "recuse", _("A reviewer stepped back")
    FINISH = "finish", _("A reviewer finished")
    RELEASE = "release", _("A reviewer was released")
    UNLOCK = "unlock", _("A finished review was opened again")
    DECLARE_CONFLICT = "declare_conflict", _("A conflict of interest was declared")
    SETTLE_CONFLICT = "settle_conflict", _("A suspected conflict of interest was settled")
    ASK_WAIVER = "ask_waiver", _("A waiver of a conflict of interest was asked for")
    WAIVE_CONFLICT = "waive_conflict", _("A conflict of interest was waived")
    FILE_CHALLENGE = "file_challenge", _("A reviewer was challenged")
    DECIDE_CHALLENGE = "decide_challenge", _("A challenge was decided")
    APPLY_ADJUSTMENT = "apply_adjustment", _("Bonus or penalty points applied")
    REVOKE_ADJUSTMENT = "revoke_adjustment", _("Bonus or penalty points revoked")
    FILE_OBJECTION = "file_objection", _("Objection filed")
    WITHDRAW_OBJECTION = "withdraw_objection", _("Objection withdrawn")
    TAKE_OBJECTION = "take_objection", _("Objection taken over")
    PROPOSE_ANSWER = "propose_answer", _("Answer to the objection proposed")
    SEND_BACK_ANSWER = "send_back_answer", _("Answer to the objection sent back")
    DECIDE_OBJECTION = "decide_objection", _("Objection decided")
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
    ApplicationVerb.FILE_CHALLENGE,
    ApplicationVerb.ANSWER_SUPPLEMENT,
    ApplicationVerb.FILE_OBJECTION,
    ApplicationVerb.WITHDRAW_OBJECTION,
)
# Nobody did it: the portal itself
PORTAL_VERBS = (ApplicationVerb.WITHHOLD_FILE, ApplicationVerb.PUBLISH_RESULT)
# What the applicant does while writing: their own timeline has it, news it is none
DRAFTING_VERBS = (ApplicationVerb.WRITE, ApplicationVerb.UPLOAD, ApplicationVerb.REMOVE_FILE)
# What the applicant reads of others' doing. All else is the foundation's own: who reviews and when,
# who handles it. Whoever adds a verb adds it here where the applicant is to know
TOLD_VERBS = (
    *APPLICANT_VERBS,
    *PORTAL_VERBS,
    ApplicationVerb.RELEASE_FILE,
    ApplicationVerb.PASS_SCREENING,
    ApplicationVerb.FAIL_SCREENING,
    ApplicationVerb.SCREEN_ANEW,
    ApplicationVerb.DECIDE_CHALLENGE,
    ApplicationVerb.ASK_SUPPLEMENT,
    ApplicationVerb.CLOSE_SUPPLEMENT,
    ApplicationVerb.ASSIGN,
    ApplicationVerb.DECIDE_OBJECTION,
    ApplicationVerb.SELECT,
    ApplicationVerb.RESERVE,
    ApplicationVerb.REJECT,
)


class ApplicationSection(TextChoices):
    """The parts in which an applicant writes, in the order of the editor.

    The questions of each section of the call's form are a part of their own, "questions-<pk>".
    """

    HEAD = "head", _("Title and amount")
    QUESTIONS = "questions", _("Questions")
    CONSENTS = "consents", _("Consents")
    DOCUMENTS = "documents", _("Documents")
