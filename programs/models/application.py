import uuid
from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import Event, digest_is_true, kept_history, never_changed, only_moves
from programs import workflow
from programs.enums import (
    OPEN_WORK,
    TO_JUDGE,
    UNDER_WAY,
    ApplicationState,
    AssignmentState,
    CallState,
    Outcome,
)
from programs.models.application_freezing import (
    documents_of_a_submission,
    moved_until_the_end,
    stays_with_its_company,
)
from programs.models.call import Call
from programs.models.review import Assignment
from programs.models.seal import SIGNATURE_FORM, not_behind_a_seal
from programs.models.selection import Decision
from programs.workflow import NOT_RECEIVED
from zones.models.company import marks_consultants

MOST_WON = 10**15  # a thousand times the budget of all zones: more is a slip of the finger
# Submitted and not withdrawn, whatever came of it later
RECEIVED = ~Q(state__in=NOT_RECEIVED)


def _assignments(*states: AssignmentState) -> models.QuerySet[Assignment]:
    return Assignment.objects.filter(application=OuterRef("pk"), state__in=states)


def _has_open_reviews() -> Exists:
    return Exists(_assignments(*OPEN_WORK))


class ApplicationQuerySet(models.QuerySet["Application"]):
    def received(self) -> Self:
        return self.filter(RECEIVED)

    def of_ended_calls(self) -> Self:
        return self.filter(call__in=Call.objects.ended())

    def waiting_for_reviews(self) -> Self:
        """Under review, and some reviewer has not finished."""
        return self.filter(_has_open_reviews(), state=ApplicationState.UNDER_REVIEW)

    def ready_to_decide(self) -> Self:
        """Under review, some reviewer has finished and none is left."""
        finished = _assignments(AssignmentState.FINISHED)
        return self.filter(
            Exists(finished), ~_has_open_reviews(), state=ApplicationState.UNDER_REVIEW
        )

    def missed(self) -> Self:
        """Drafts of calls that have ended, but for cancelled ones; an amendment may reopen them."""
        ended = Call.objects.ended().exclude(state=CallState.CANCELLED)
        return self.filter(state=ApplicationState.DRAFT, call__in=ended)

    def with_received_title(self) -> Self:
        """The title in the submission that counts; the draft's may have changed since."""
        last = Submission.objects.filter(application=OuterRef("pk")).values("content")[:1]
        content = Cast(Subquery(last), models.JSONField())
        return self.annotate(received_title=KeyTextTransform("title", content))

    def with_public_outcome(self) -> Self:
        """What was decided, as far as everybody may know it now, for `shown_state`."""
        public = Decision.objects.public().filter(application=OuterRef("pk"))
        return self.annotate(
            public_outcome=Coalesce(Subquery(public.values("outcome")[:1]), Value(""))
        )

    def with_review_counts(self) -> Self:
        """How many reviewers judge it and have finished, counted for the rows of a page only."""
        return self.annotate(
            assignment_count=_assignments_in(*TO_JUDGE),
            finished_count=_assignments_in(AssignmentState.FINISHED),
        )


def _assignments_in(*states: AssignmentState) -> Coalesce:
    """The number of an application's assignments in these states, as a subquery."""
    assignments = (
        _assignments(*states)
        .order_by()
        .values("application")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(assignments), 0)


@kept_history("ApplicationHistory")
class Application(models.Model):
    """사업신청: a company's case in one call."""

    call = models.ForeignKey(
        "programs.Call",
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("call"),
    )
    company = models.ForeignKey(
        "zones.Company",
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("company"),
    )
    title = models.CharField(_("title of the project"), max_length=160, blank=True)
    requested_won = models.BigIntegerField(
        _("support asked for (won)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WON)],
    )
    # Of the submission that counts, written by the gate; the draft's may have changed since
    received_won = models.BigIntegerField(
        _("support asked for when it was received (won)"), null=True, blank=True, editable=False
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=ApplicationState,
        default=ApplicationState.DRAFT,
        editable=False,
    )
    created_at = models.DateTimeField(_("started at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("started by"),
    )
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(
        _("received at"), null=True, blank=True, editable=False, db_index=True
    )

    # In the submission that counts, where it was asked for (`with_received_title`)
    received_title: str | None = None
    # The user among whose own this row was found (`views.own_application`), to ask it once a page
    found_for: int | None = None
    found_role: str = ""  # theirs in its company

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "company"], name="programs_application_one_per_company"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ApplicationState.DRAFT, ApplicationState.DISCARDED])
                | Q(submitted_at__isnull=False),
                name="programs_application_submitted_has_stamp",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.DRAFT)
                | Q(submitted_at=None, received_won=None),
                name="programs_application_draft_has_no_stamp",
            ),
            models.CheckConstraint(
                condition=~RECEIVED | Q(received_won__isnull=False),
                name="programs_application_received_has_amount",
            ),
            models.CheckConstraint(
                condition=Q(requested_won=None)
                | Q(requested_won__gt=0, requested_won__lte=MOST_WON),
                name="programs_application_requested_is_positive",
            ),
        ]
        indexes = [models.Index(fields=["state", "call"], name="programs_application_state")]
        triggers = [
            only_moves(workflow.APPLICATION),
            stays_with_its_company(),
            moved_until_the_end(),
        ]

    def __str__(self) -> str:
        return f"{self.company} · {self.call}"

    def get_absolute_url(self) -> str:
        return reverse("programs:application-detail", args=[self.pk])

    def is_judged_for_its_applicant(self) -> bool:
        """Received and not decided, or decided and not public yet, which nobody may notice."""
        if self.state == ApplicationState.DECIDED:
            return not self.decisions.public().exists()
        return self.state in UNDER_WAY

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Nothing to ask the database for: what a form can say wrongly, the bounds of its fields
        find, and the rest follows from the verbs. The constraints hold all the same."""

    @property
    def is_received(self) -> bool:
        """Submitted and not withdrawn, whatever came of it later."""
        return self.state not in NOT_RECEIVED

    @property
    def shown_state(self) -> ApplicationState | Outcome:
        """The state as the applicant and the agency read it: under review until the outcome is
        public, then the outcome. Of `with_public_outcome`, else it costs a statement."""
        state = ApplicationState(self.state)
        if state != ApplicationState.DECIDED:
            return state
        outcome = vars(self).get("public_outcome")
        if outcome is None:
            public = Decision.objects.public().filter(application=self)
            outcome = public.values_list("outcome", flat=True).first()
        return Outcome(outcome) if outcome else ApplicationState.UNDER_REVIEW

    @property
    def name(self) -> str:
        """What its applicant's pages call it: the title that was received, once one was.

        Only of `with_received_title`; else, and before, the title of the draft, or of the call.
        """
        received = self.received_title if self.is_received else ""
        return received or self.title or self.call.title

    @property
    def is_missed(self) -> bool:
        """Never handed in, and its call has ended: derived from the clock, as what is open is."""
        call = self.call
        return self.state == ApplicationState.DRAFT and call.has_ended and not call.is_cancelled

    @property
    def has_unsubmitted_changes(self) -> bool:
        """The draft was changed after the last submission, which does not hold the change."""
        return bool(self.submitted_at) and self.saved_at > self.submitted_at


class Answer(models.Model):
    """What the applicant wrote to one question; replaced at each save, frozen in submissions."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(
        "programs.Question", on_delete=models.PROTECT, related_name="answers"
    )
    value = models.JSONField(_("answer"))
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "question"], name="programs_answer_one_per_question"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.question_id}"

    @property
    def readable(self) -> Any:
        """As `Question.readable` has it."""
        return self.question.readable(self.value)


def private_path(document: Any, filename: str) -> str:
    """A path that nobody can guess and that keeps no name of the uploader's choice.

    Of documents; it stands here because the first migration names it so.
    """
    return f"applications/{document.application_id}/{uuid.uuid4()}"


class Submission(models.Model):
    """접수 (제출본): the frozen copy that was received; never changed afterwards.

    `content` is canonical JSON (sorted keys, no blanks, UTF-8); `sha256` is the digest of exactly
    these bytes, computed again by the database. `received_at` is the database's own clock.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="submissions"
    )
    number = models.CharField(_("receipt number"), max_length=60, unique=True)
    content = models.TextField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    received_at = models.DateTimeField(_("received at"))
    # Of the statement of the receipt (`programs.queries.receipt`); empty before there were any
    key_id = models.CharField(_("key"), max_length=16, blank=True)
    signature = models.CharField(_("signature (Ed25519)"), max_length=128, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    documents = models.ManyToManyField("programs.Document", related_name="submissions")

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-received_at", "-pk"]
        constraints = [
            digest_is_true(name="programs_submission_digest_is_true"),
            models.CheckConstraint(
                condition=Q(key_id="", signature="")
                | Q(key_id__regex=r"^[0-9a-f]{16}$", signature__regex=SIGNATURE_FORM),
                name="programs_submission_signature_has_form",
            ),
        ]
        triggers = [never_changed(), not_behind_a_seal()]

    def __str__(self) -> str:
        return self.number


class SubmittedDocument(Submission.documents.through):  # type: ignore[name-defined,misc]
    """A file's place in a submission; as final as the submission, and so is the file."""

    class Meta:
        proxy = True
        triggers = [never_changed(), documents_of_a_submission()]


class ApplicationEvent(Event):
    """What happened to an application; the applicant reads it as the timeline."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="events")
    # Of what was written: an ApplicationSection, or "questions-<pk>" of a section of the call's form
    section = models.CharField(_("section"), max_length=40, blank=True)
    by_consultant = models.BooleanField(
        _("by an outside consultant"), default=False, editable=False
    )

    class Meta(Event.Meta):
        triggers = [
            never_changed(),
            marks_consultants(
                "SELECT company_id FROM programs_application WHERE id = NEW.application_id"
            ),
        ]
