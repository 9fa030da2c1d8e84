"""이의신청: an applicant disagrees with what became of their application."""

import uuid
from datetime import datetime, timedelta
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import kept_history, never_changed, only_moves, paired
from programs import workflow
from programs.enums import ObjectionMailKind, ObjectionOutcome, ObjectionState
from programs.models.objection_freezing import (
    TOOK_PART,
    handled_by_who_took_no_part,
    of_its_application,
    what_was_filed_stays,
    while_it_is_filed,
)
from programs.models.scanned import Scanned, ScannedQuerySet

LONGEST_OBJECTION = 10_000
SOMETHING = r"\S"  # a letter that can be seen
OPEN = (ObjectionState.FILED, ObjectionState.HANDLED, ObjectionState.PROPOSED)


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def open(self) -> Self:
        """Neither decided nor withdrawn."""
        return self.filter(state__in=OPEN)

    def standing(self) -> Self:
        """Not withdrawn: one that was taken back may be filed anew in time."""
        return self.exclude(state=ObjectionState.WITHDRAWN)

    def overdue_at(self, moment: datetime) -> Self:
        return self.open().filter(due_at__lte=moment)

    def upheld(self) -> Self:
        return self.filter(
            state=ObjectionState.DECIDED,
            outcome__in=[ObjectionOutcome.UPHELD, ObjectionOutcome.PARTLY],
        )

    def against_checks(self) -> Self:
        """Against an eligibility check that was not passed."""
        return self.filter(screening__isnull=False)


@kept_history("ObjectionHistory")
class Objection(models.Model):
    """이의신청: against a decision, or against an eligibility check that was not passed; one each.

    Filed within ten days of the notice, decided within thirty of its receipt (domain §3.3), by two
    people who had no part in what it is about. Its moments and clocks are the database's.
    """

    application = models.ForeignKey(
        "programs.Application",
        on_delete=models.PROTECT,
        related_name="objections",
        verbose_name=_("application"),
    )
    decision = models.ForeignKey(
        "programs.Decision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="objections",
        verbose_name=_("decision"),
    )
    screening = models.ForeignKey(
        "programs.Screening",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="objections",
        verbose_name=_("eligibility check"),
    )
    asks = models.CharField(_("what you ask for"), max_length=300)
    text = models.TextField(_("reasons"), max_length=LONGEST_OBJECTION)
    noticed_at = models.DateTimeField(_("told at"))
    closes_at = models.DateTimeField(_("could be filed until"))
    filed_at = models.DateTimeField(_("received at"))
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("filed by"),
    )
    due_at = models.DateTimeField(_("to be decided until"))
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=ObjectionState,
        default=ObjectionState.FILED,
        editable=False,
    )
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="handled_objections",
        verbose_name=_("person in charge"),
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=ObjectionOutcome, blank=True)
    answer = models.TextField(_("answer"), max_length=LONGEST_OBJECTION, blank=True)
    proposed_at = models.DateTimeField(_("proposed at"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="programs_objection_by_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__isnull=False, screening=None)
                | Q(decision=None, screening__isnull=False),
                name="programs_objection_against_one_thing",
            ),
            models.UniqueConstraint(
                fields=["decision"],
                condition=~Q(state=ObjectionState.WITHDRAWN),
                name="programs_objection_one_per_decision",
            ),
            models.UniqueConstraint(
                fields=["screening"],
                condition=~Q(state=ObjectionState.WITHDRAWN),
                name="programs_objection_one_per_screening",
            ),
            models.CheckConstraint(
                condition=Q(asks__regex=SOMETHING, text__regex=SOMETHING),
                name="programs_objection_has_texts",
            ),
            models.CheckConstraint(
                condition=Q(filed_at__gte=F("noticed_at"), filed_at__lt=F("closes_at"))
                & Q(due_at__gt=F("filed_at")),
                name="programs_objection_filed_in_time",
            ),
            paired("taken_at", "handler", name="programs_objection_taken_pair"),
            paired("proposed_at", "proposed_by", name="programs_objection_proposed_pair"),
            paired("decided_at", "decided_by", name="programs_objection_decided_pair"),
            paired("withdrawn_at", "withdrawn_by", name="programs_objection_withdrawn_pair"),
            models.CheckConstraint(
                condition=Q(state=ObjectionState.FILED, taken_at=None)
                | Q(state=ObjectionState.WITHDRAWN)
                | ~Q(state=ObjectionState.FILED) & Q(taken_at__isnull=False),
                name="programs_objection_taken_has_handler",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[ObjectionState.PROPOSED, ObjectionState.DECIDED],
                    proposed_at__isnull=False,
                    answer__regex=SOMETHING,
                )
                & ~Q(outcome="")
                | ~Q(state__in=[ObjectionState.PROPOSED, ObjectionState.DECIDED])
                & Q(proposed_at=None),
                name="programs_objection_proposed_has_answer",
            ),
            models.CheckConstraint(
                condition=Q(state=ObjectionState.DECIDED, decided_at__isnull=False)
                | ~Q(state=ObjectionState.DECIDED) & Q(decided_at=None),
                name="programs_objection_decided_has_stamp",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="programs_objection_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state=ObjectionState.WITHDRAWN, withdrawn_at__isnull=False)
                | ~Q(state=ObjectionState.WITHDRAWN) & Q(withdrawn_at=None),
                name="programs_objection_withdrawn_has_stamp",
            ),
        ]
        triggers = [
            only_moves(workflow.OBJECTION),
            of_its_application(),
            what_was_filed_stays(),
            handled_by_who_took_no_part(),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.asks}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_decided(self) -> bool:
        return self.state == ObjectionState.DECIDED

    def people_who_took_part(self) -> set[int]:
        """Keys of the users who had a hand in what it is about, and of the people of the applicant and
        of who competes with them: none of them handles it. The trigger reads the same statement."""
        sql = TOOK_PART.format(application="%(application)s", screening="%(screening)s")
        with connection.cursor() as cursor:
            cursor.execute(
                sql, {"application": self.application_id, "screening": self.screening_id}
            )
            return {person for (person,) in cursor.fetchall() if person is not None}

    @property
    def last_day(self) -> datetime:
        """A moment of the last day of the decision, to be shown as a day."""
        return self.due_at - timedelta(microseconds=1)

    @property
    def is_late(self) -> bool:
        """Decided after its day, or still open although it has gone by."""
        return (self.decided_at or timezone.now()) >= self.due_at and (
            self.is_open or self.is_decided
        )


def objection_path(file: Any, filename: str) -> str:
    """A path that nobody can guess and that keeps no name of the uploader's choice."""
    return f"objections/{file.objection_id}/{uuid.uuid4()}"


class ObjectionFileQuerySet(ScannedQuerySet):
    pass


class ObjectionFile(Scanned):
    """이의신청 첨부: a file that an objection brings; its bytes never change."""

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(_("file"), upload_to=objection_path, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=120)
    size = models.PositiveBigIntegerField(_("size (bytes)"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = ObjectionFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an objection")
        verbose_name_plural = _("files of objections")
        ordering = ["pk"]
        constraints = [
            *Scanned.Meta.constraints,
            models.UniqueConstraint(
                fields=["objection", "sha256"], name="programs_objectionfile_once"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="programs_objectionfile_digest_has_form",
            ),
        ]
        indexes = Scanned.Meta.indexes
        triggers = [
            only_moves(workflow.SCAN, field="scan_state"),
            while_it_is_filed(),
            pgtrigger.ReadOnly(
                name="bytes_never_change",
                fields=["objection", "file", "name", "content_type", "size", "sha256"],
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name


class ObjectionMail(models.Model):
    """A mail about the clock of an objection that was sent; of each kind one for an objection."""

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="clock_mails")
    kind = models.CharField(_("kind"), max_length=12, choices=ObjectionMailKind)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)

    class Meta:
        verbose_name = _("mail about an objection")
        verbose_name_plural = _("mails about objections")
        constraints = [
            models.UniqueConstraint(
                fields=["objection", "kind"], name="programs_objectionmail_once"
            )
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.objection_id} · {self.kind}"
