"""What a call asks for: questions, documents, and the criteria by which it is judged."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.common.models import localized
from programs.enums import QuestionKind
from zones.enums import ApplicantKind


def frozen_with_call() -> pgtrigger.Trigger:
    """Once a call is submitted for approval, what it asks for stays as it is.

    The call's row is held, so that nobody submits it while a part of it is being changed.
    """
    return pgtrigger.Trigger(
        name="frozen_with_call",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("frozen", "record")],
        func="""
            FOR frozen IN
                SELECT code, state FROM programs_call
                 WHERE id IN (OLD.call_id, NEW.call_id) ORDER BY id FOR SHARE
            LOOP
                IF frozen.state <> 'draft' THEN
                    RAISE EXCEPTION 'call % is % and can no longer be changed', frozen.code, frozen.state
                        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_frozen';
                END IF;
            END LOOP;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


class PartOfCall(models.Model):
    """One line of what a call asks for, in an order."""

    position = models.PositiveSmallIntegerField(_("position"), default=1)
    label_ko = models.CharField(_("text (Korean)"), max_length=200)
    label_en = models.CharField(_("text (English)"), max_length=300, blank=True)
    help_ko = models.CharField(_("help (Korean)"), max_length=300, blank=True)
    help_en = models.CharField(_("help (English)"), max_length=400, blank=True)
    label = localized("label")
    help = localized("help")

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        triggers = [frozen_with_call()]

    def __str__(self) -> str:
        return self.label


class Question(PartOfCall):
    """문항: a question of the call's application form."""

    call = models.ForeignKey("programs.Call", on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind)
    is_required = models.BooleanField(_("required"), default=True)
    max_length = models.PositiveIntegerField(
        _("at most letters"), null=True, blank=True, validators=[MaxValueValidator(20_000)]
    )
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    options = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, verbose_name=_("options")
    )

    class Meta(PartOfCall.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=[QuestionKind.CHOICE, QuestionKind.CHOICES])
                | Q(options__len__gte=2),
                name="programs_question_choice_has_options",
                violation_error_message=_("A choice needs at least two options, one per line."),
            )
        ]


class RequiredDocument(PartOfCall):
    """제출서류: a document that a call asks for."""

    call = models.ForeignKey(
        "programs.Call", on_delete=models.CASCADE, related_name="required_documents"
    )
    is_required = models.BooleanField(
        _("always required"), default=True, help_text=_("Otherwise: only if applicable.")
    )
    applicant_kinds = ArrayField(
        models.CharField(max_length=20, choices=ApplicantKind),
        default=list,
        blank=True,
        verbose_name=_("only from"),
        help_text=_("Nothing chosen: from all."),
    )
    max_age_days = models.PositiveSmallIntegerField(
        _("issued within (days)"), null=True, blank=True
    )

    class Meta(PartOfCall.Meta):
        verbose_name = _("required document")
        verbose_name_plural = _("required documents")

    def is_asked_of(self, applicant_kind: str) -> bool:
        return not self.applicant_kinds or applicant_kind in self.applicant_kinds


class Criterion(PartOfCall):
    """평가항목: what reviewers give points for; the weights of a call add up to 100."""

    call = models.ForeignKey("programs.Call", on_delete=models.CASCADE, related_name="criteria")
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("The most points that a reviewer may give. All weights add up to 100."),
    )

    class Meta(PartOfCall.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=100),
                name="programs_criterion_weight_within_bounds",
            )
        ]
