"""What a call asks for: questions, documents, and the criteria by which it is judged."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from portal.common.models import localized
from portal.common.money import won
from programs.enums import AdjustmentKind, ColumnKind, DocumentStep, PenaltyGround, QuestionKind
from programs.models.call_freezing import frozen_with_call
from zones.enums import ApplicantKind


def part_key() -> models.UUIDField:
    """What tells a part again in copies of the call, and so in amendments."""
    return models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), editable=False)


def one_key_per_call(model_name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["call", "key"], name=f"programs_{model_name}_one_per_key"
    )


class Length(models.Func):
    """The number of elements of an array."""

    function = "cardinality"
    arity = 1
    output_field = models.IntegerField()


class CurrentManager(models.Manager["PartOfCall"]):
    """Without what an amendment took out; such rows stay for the answers and scores given to them."""

    def get_queryset(self) -> models.QuerySet["PartOfCall"]:
        return super().get_queryset().filter(removed_at=None)


class PartOfCall(models.Model):
    """One line of what a call asks for, in an order."""

    key = part_key()
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    label_ko = models.CharField(_("text (Korean)"), max_length=200)
    label_en = models.CharField(_("text (English)"), max_length=300, blank=True)
    help_ko = models.CharField(_("help (Korean)"), max_length=300, blank=True)
    help_en = models.CharField(_("help (English)"), max_length=400, blank=True)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True, editable=False)
    label = localized("label")
    help = localized("help")

    all_objects = models.Manager()

    objects = CurrentManager()

    class Meta:
        abstract = True
        default_manager_name = "objects"
        ordering = ["position", "pk"]
        triggers = [frozen_with_call()]

    def __str__(self) -> str:
        return self.label


class QuestionSection(PartOfCall):
    """A part of the application form, with a heading."""

    call = models.ForeignKey("programs.Call", on_delete=models.CASCADE, related_name="sections")

    class Meta(PartOfCall.Meta):
        verbose_name = _("section of the form")
        verbose_name_plural = _("sections of the form")
        constraints = [one_key_per_call("questionsection")]


class Question(PartOfCall):
    """문항: a question of the call's application form.

    `condition_question` is an earlier choice or consent of the same call; the question is asked
    only where its answer is one of `condition_values` ("yes" for a consent that was given).
    `columns` are those of a table: objects with key, label_ko, label_en, kind (ColumnKind), options.
    """

    call = models.ForeignKey("programs.Call", on_delete=models.CASCADE, related_name="questions")
    section = models.ForeignKey(
        QuestionSection,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("section of the form"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind)
    is_required = models.BooleanField(_("required"), default=True)
    max_length = models.PositiveIntegerField(
        _("at most letters"), null=True, blank=True, validators=[MaxValueValidator(20_000)]
    )
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    options = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, verbose_name=_("options")
    )
    options_en = ArrayField(
        models.CharField(max_length=120),
        default=list,
        blank=True,
        verbose_name=_("options (English)"),
    )
    columns = models.JSONField(_("columns of the table"), default=list, blank=True)
    row_limit = models.PositiveSmallIntegerField(
        _("at most rows"), null=True, blank=True, validators=[MaxValueValidator(200)]
    )
    condition_question = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dependent_questions",
        verbose_name=_("only if this question"),
    )
    condition_values = ArrayField(
        models.CharField(max_length=120),
        default=list,
        blank=True,
        verbose_name=_("is answered with"),
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
            ),
            models.CheckConstraint(
                condition=Q(options_en=[]) | Q(options_en__len=Length(F("options"))),
                name="programs_question_options_in_both_languages",
                violation_error_message=_("Give as many English options as Korean ones, or none."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=QuestionKind.TABLE) | ~Q(columns=[]),
                name="programs_question_table_has_columns",
                violation_error_message=_("A table needs at least one column."),
            ),
            models.CheckConstraint(
                condition=Q(condition_question=None, condition_values=[])
                | Q(condition_question__isnull=False) & ~Q(condition_values=[]),
                name="programs_question_condition_has_values",
                violation_error_message=_("Say which answers of the earlier question count."),
            ),
            models.CheckConstraint(
                condition=Q(condition_question=None) | ~Q(condition_question=F("id")),
                name="programs_question_does_not_depend_on_itself",
            ),
            one_key_per_call("question"),
        ]

    @property
    def option_labels(self) -> dict[str, str]:
        """Each option, Korean as it is stored, with its text in the reader's language."""
        is_english = get_language() == "en" and len(self.options_en) == len(self.options)
        return dict(zip(self.options, self.options_en if is_english else self.options, strict=True))

    @property
    def readable_columns(self) -> list[dict[str, Any]]:
        """Key and label of each column of a table, in the reader's language, and whether it holds
        amounts."""
        is_english = get_language() == "en"
        return [
            {
                "key": column["key"],
                "label": (is_english and column.get("label_en")) or column["label_ko"],
                "is_won": column.get("kind") == ColumnKind.MONEY,
            }
            for column in self.columns
        ]

    @property
    def condition_answers(self) -> str:
        """The answers of the earlier question that lead to this one, in the reader's language."""
        other = self.condition_question
        if other is None:
            return ""
        if other.kind == QuestionKind.CONSENT:
            return gettext("given")
        labels = other.option_labels
        return ", ".join(labels.get(value, value) for value in self.condition_values)

    @property
    def condition(self) -> str:
        """Under which earlier answer it is asked, in words; empty where it always is."""
        other = self.condition_question
        if other is None:
            return ""
        words = {"label": other.label, "answers": self.condition_answers}
        return gettext("Only if “%(label)s”: %(answers)s") % words

    def readable(self, value: Any) -> Any:
        """An answer with its options in the reader's language, an amount as money, a number with
        its unit; all else as it is."""
        if self.kind == QuestionKind.MONEY and type(value) is int:
            return won(value)
        if self.unit and type(value) is int:
            between = "" if get_language() == "ko" else " "
            return f"{value:,}{between}{self.unit}"
        labels = self.option_labels
        if isinstance(value, list):
            return [labels.get(part, part) if isinstance(part, str) else part for part in value]
        return labels.get(value, value) if isinstance(value, str) else value


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
    step = models.CharField(
        _("due"), max_length=20, choices=DocumentStep, default=DocumentStep.APPLICATION
    )
    is_reusable = models.BooleanField(
        _("from the company's kept documents"),
        default=False,
        help_text=_("A certificate that a company keeps once and uses in several applications."),
    )

    class Meta(PartOfCall.Meta):
        verbose_name = _("required document")
        verbose_name_plural = _("required documents")
        constraints = [one_key_per_call("requireddocument")]

    @property
    def applicant_kind_labels(self) -> list[str]:
        return [str(ApplicantKind(kind).label) for kind in self.applicant_kinds]

    @property
    def is_due_later(self) -> bool:
        """Only who is selected gives it in."""
        return self.step == DocumentStep.AGREEMENT

    def is_asked_of(self, applicant_kind: str) -> bool:
        return not self.applicant_kinds or applicant_kind in self.applicant_kinds


MOST_RANKS = 50  # as many as there may be criteria


class Criterion(PartOfCall):
    """평가항목: what reviewers give points for; the weights of a call add up to 100.

    `anchors` say what points mean: objects with least, text_ko, text_en, the highest first. Of
    equal final scores the criterion with `tie_rank` 1 decides first.
    """

    call = models.ForeignKey("programs.Call", on_delete=models.CASCADE, related_name="criteria")
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("The most points that a reviewer may give. All weights add up to 100."),
    )
    tie_rank = models.PositiveSmallIntegerField(
        _("place among equals"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_RANKS)],
        help_text=_("Where final scores are equal, the criterion with 1 decides first, then 2."),
    )
    anchors = models.JSONField(_("what points mean"), default=list, blank=True)

    class Meta(PartOfCall.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=100),
                name="programs_criterion_weight_within_bounds",
            ),
            one_key_per_call("criterion"),
        ]

    @property
    def meanings(self) -> list[tuple[int, str]]:
        """From how many points on, and what they mean then, in the reader's language."""
        is_english = get_language() == "en"
        return [
            (one["least"], is_english and one.get("text_en") or one["text_ko"])
            for one in self.anchors
        ]


class Adjustment(PartOfCall):
    """가점·감점: points added or taken away; only what the call announces counts.

    Penalties have three grounds and no other (국가연구개발혁신법 시행령 제12조제4항·제5항).
    """

    call = models.ForeignKey("programs.Call", on_delete=models.CASCADE, related_name="adjustments")
    kind = models.CharField(_("kind"), max_length=20, choices=AdjustmentKind)
    points = models.PositiveSmallIntegerField(
        _("points"), validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    ground = models.CharField(_("ground"), max_length=20, choices=PenaltyGround, blank=True)

    class Meta(PartOfCall.Meta):
        verbose_name = _("bonus or penalty")
        verbose_name_plural = _("bonuses and penalties")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=AdjustmentKind.BONUS, ground="")
                | Q(kind=AdjustmentKind.PENALTY) & ~Q(ground=""),
                name="programs_adjustment_penalty_has_ground",
                violation_error_message=_(
                    "A penalty needs one of the three grounds of the decree."
                ),
            ),
            models.CheckConstraint(
                condition=Q(points__gte=1, points__lte=20),
                name="programs_adjustment_points_within_bounds",
            ),
            one_key_per_call("adjustment"),
        ]
