"""Rows of a call's parts in the guided editor: zones, cost shares, rules, documents, criteria."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.common.form_fields import WonField, WonInput
from programs.decree import STATUTORY_SHARES
from programs.enums import CallSection, DocumentStep, Place, RuleKind
from programs.forms.anchors import AnchorsField
from programs.forms.printable import PrintableTexts
from programs.forms.rows import LAST, RowFormSet
from programs.models import (
    Adjustment,
    Call,
    CallZone,
    CostShare,
    Criterion,
    EligibilityRule,
    RequiredDocument,
)
from programs.models.call_parts import PARTS
from programs.validators import validate_anchors
from zones.enums import ApplicantKind, CompanySize, CompanyStatusKind, TechnologyField

MOST_ROWS = 50  # of a part; an import takes as many (call_schema.json)


class CallZoneForm(PrintableTexts, forms.ModelForm):
    class Meta:
        model = CallZone
        fields = ["zone", "quota", "contact", "phone", "email"]


class CostShareForm(forms.ModelForm):
    """One size; both fields empty: the call says nothing about it."""

    government_percent = forms.IntegerField(
        label=_("government pays at most (%)"), min_value=0, max_value=100, required=False
    )
    cash_percent = forms.IntegerField(
        label=_("cash in the own share, at least (%)"), min_value=0, max_value=100, required=False
    )

    class Meta:
        model = CostShare
        fields = ["size", "government_percent", "cash_percent"]
        widgets = {"size": forms.HiddenInput}

    def clean(self):
        cleaned = super().clean()
        given = [cleaned.get("government_percent"), cleaned.get("cash_percent")]
        if not self.errors and given.count(None) == 1:
            raise ValidationError(_("Give both percentages of this size, or none."))
        return cleaned

    def _post_clean(self) -> None:
        """A size without percentages is no row: nothing for the model to check."""

    @property
    def heading(self) -> str:
        return str(dict(CompanySize.choices).get(self["size"].value(), ""))

    @property
    def bounds(self) -> str:
        ceiling, floor = STATUTORY_SHARES.get(self["size"].value() or "", (None, None))
        if ceiling is None:
            return ""
        words = _("By the decree: at most %(ceiling)s%%, of the rest at least %(floor)s%% cash.")
        return str(words) % {"ceiling": ceiling, "floor": floor}


VALUE_FIELDS: dict[str, tuple[str, type]] = {
    RuleKind.LOCATION: ("places", Place),
    RuleKind.SIZE: ("sizes", CompanySize),
    RuleKind.STATUS: ("statuses", CompanyStatusKind),
    RuleKind.FIELD: ("technologies", TechnologyField),
}


def _values(label: Any, choices: Any, kind: str) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple(attrs={"data-for-kind": kind})
    return forms.MultipleChoiceField(
        label=label, choices=choices.choices, required=False, widget=widget
    )


class EligibilityRuleForm(PrintableTexts, forms.ModelForm):
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    places = _values(_("One of these places"), Place, "location")
    sizes = _values(_("One of these sizes"), CompanySize, "size")
    statuses = _values(_("One of these statuses"), CompanyStatusKind, "status")
    technologies = _values(_("One of these fields"), TechnologyField, "field")

    class Meta:
        model = EligibilityRule
        fields = ["kind", "years", "least_won", "most_won", "note_ko", "note_en"]
        widgets = {
            "years": forms.NumberInput(attrs={"data-for-kind": "age"}),
            "least_won": WonInput(attrs={"data-for-kind": "revenue"}),
            "most_won": WonInput(attrs={"data-for-kind": "revenue"}),
        }
        field_classes = {"least_won": WonField, "most_won": WonField}

    field_order = [
        "key",
        "kind",
        *[name for name, _choices in VALUE_FIELDS.values()],
        "years",
        "least_won",
        "most_won",
    ]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        name, _choices = VALUE_FIELDS.get(self.initial.get("kind", ""), ("", None))
        if name:
            self.initial[name] = self.initial.get("values", [])

    def clean(self):
        """What does not belong to the chosen kind is left out, as when a kind was changed."""
        cleaned = super().clean()
        kind = cleaned.get("kind")
        name, _choices = VALUE_FIELDS.get(kind, ("", None))
        cleaned["values"] = cleaned.get(name, []) if name else []
        if kind != RuleKind.AGE:
            cleaned["years"] = None
        if kind != RuleKind.REVENUE:
            cleaned["least_won"] = cleaned["most_won"] = None
        if not self.errors:
            self._refuse_what_says_nothing(kind, name)
        self.instance.values = cleaned["values"]
        return cleaned

    def _refuse_what_says_nothing(self, kind: str, values: str) -> None:
        """At the field that is to be filled in; the model says it of the whole row."""
        least, most = self.cleaned_data["least_won"], self.cleaned_data["most_won"]
        if values and not self.cleaned_data["values"]:
            self.add_error(values, _("Choose at least one value for this rule."))
        elif kind == RuleKind.AGE and self.cleaned_data["years"] is None:
            self.add_error("years", _("Give the most years since founding."))
        elif kind == RuleKind.REVENUE and least is None and most is None:
            self.add_error("least_won", _("Give the least or the most revenue."))
        elif most is not None and most <= (least or 0):
            self.add_error("most_won", _("This must be more than the least revenue."))

    def _get_validation_exclusions(self) -> set[str]:
        """The values come from the field of the kind, and are checked with the rest."""
        exclusions = super()._get_validation_exclusions()
        return exclusions if self.errors else exclusions - {"values"}


class PartForm(PrintableTexts, forms.ModelForm):
    """A line of a part that keeps its key, in the order of its numbers."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    position = forms.IntegerField(
        label=_("Position"), min_value=1, max_value=999, required=False,
        help_text=_("Empty: at the end."),
    )  # fmt: skip


class RequiredDocumentForm(PartForm):
    applicant_kinds = forms.MultipleChoiceField(
        label=_("Only from"),
        choices=ApplicantKind.choices,
        required=False,
        help_text=_("Nothing chosen: from all."),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = RequiredDocument
        fields = [
            "label_ko",
            "label_en",
            "help_ko",
            "help_en",
            "is_required",
            "is_reusable",
            "step",
            "max_age_days",
            "applicant_kinds",
        ]
        labels = {
            "label_ko": _("Name of the document (Korean)"),
            "label_en": _("Name of the document (English)"),
            "is_reusable": _("can be reused from the company's documents"),
        }
        help_texts = {
            "is_reusable": _(
                "For certificates that are used in several applications: companies choose here "
                "from those that they keep."
            )
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].required = False

    def clean_step(self) -> str:
        return self.cleaned_data["step"] or DocumentStep.APPLICATION


class CriterionForm(PartForm):
    anchors = AnchorsField(
        label=_("What points mean"),
        required=False,
        help_text=_(
            "A line for each step, with the least points that it takes: “18: Korean | English”. "
            "Reviewers and applicants read it."
        ),
    )

    class Meta:
        model = Criterion
        fields = PARTS["criteria"].fields
        labels = {
            "label_ko": _("Name of the criterion (Korean)"),
            "label_en": _("Name of the criterion (English)"),
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("weight") and cleaned.get("anchors"):
            try:
                validate_anchors(cleaned["anchors"], weight=cleaned["weight"])
            except ValidationError as refusal:
                self.add_error("anchors", refusal)
        return cleaned


class AdjustmentForm(PartForm):
    class Meta:
        model = Adjustment
        fields = PARTS["adjustments"].fields
        labels = {
            "label_ko": _("Name of the item (Korean)"),
            "label_en": _("Name of the item (English)"),
        }


class PartRows(RowFormSet):
    """Rows that keep their key, in the order of their numbers; those without one stand last."""

    @property
    def rows(self) -> list[dict[str, Any]]:
        ordered = sorted(super().rows, key=lambda row: row["position"] or LAST)
        keys: set[Any] = {None}  # a row without a key is new, and so is the second with the same
        rows = []
        for place, row in enumerate(ordered, start=1):
            key = row.pop("key")
            rows.append({**row, "position": place, **({} if key in keys else {"key": key})})
            keys.add(key)
        return rows

    def row_of(self, form) -> dict[str, Any]:
        own = {name: form.cleaned_data.get(name) for name in ("key", "position")}
        return super().row_of(form) | own


class ZoneRows(RowFormSet):
    once = ("zone",)

    @cached_property
    def zone_choices(self) -> list[tuple[Any, str]]:
        """Read once for all rows."""
        return list(CallZoneForm.base_fields["zone"].choices)

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        form.fields["zone"].choices = self.zone_choices


class ShareRows(RowFormSet):
    once = ("size",)

    def _is_gone(self, form) -> bool:
        return form.cleaned_data.get("government_percent") is None


class RuleRows(PartRows):
    def row_of(self, form) -> dict[str, Any]:
        return super().row_of(form) | {"values": form.cleaned_data["values"]}


def zone_rows(call: Call) -> list[dict[str, Any]]:
    return list(call.call_zones.order_by("zone__slug").values(*CallZoneForm.Meta.fields))


def share_rows(call: Call) -> list[dict[str, Any]]:
    """A row of each size, filled where the call has it."""
    shares = {row["size"]: row for row in call.cost_shares.values(*CostShareForm.Meta.fields)}
    return [shares.get(size, {"size": size}) for size in CompanySize.values]


def rule_rows(call: Call) -> list[dict[str, Any]]:
    return list(call.eligibility_rules.values("key", *PARTS["eligibility_rules"].fields))


def _part_rows(part: str, form: type[PartForm]) -> Callable[[Call], list[dict[str, Any]]]:
    def rows(call: Call) -> list[dict[str, Any]]:
        return list(getattr(call, part).values("key", "position", *form.Meta.fields))

    return rows


document_rows = _part_rows("required_documents", RequiredDocumentForm)
criterion_rows = _part_rows("criteria", CriterionForm)
adjustment_rows = _part_rows("adjustments", AdjustmentForm)


def formset_of(
    form: type[forms.BaseForm], base: type[RowFormSet], *, extra: int, can_delete: bool = True
) -> Any:
    return forms.formset_factory(
        form,
        formset=base,
        extra=extra,
        can_delete=can_delete,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )


# The rows that a section has: their formset, what is there already, and what each row is called
FORMSETS: dict[str, tuple[Any, Callable[[Call], list[dict[str, Any]]], Any]] = {
    CallSection.ZONES: (formset_of(CallZoneForm, ZoneRows, extra=2), zone_rows, _("Zone")),
    CallSection.SUPPORT: (
        formset_of(CostShareForm, ShareRows, extra=0, can_delete=False),
        share_rows,
        "",
    ),
    CallSection.APPLICANTS: (
        formset_of(EligibilityRuleForm, RuleRows, extra=1),
        rule_rows,
        _("Rule"),
    ),
    CallSection.DOCUMENTS: (
        formset_of(RequiredDocumentForm, PartRows, extra=2),
        document_rows,
        _("Document"),
    ),
    CallSection.CRITERIA: (
        formset_of(CriterionForm, PartRows, extra=3),
        criterion_rows,
        _("Criterion"),
    ),
    CallSection.ADJUSTMENTS: (
        formset_of(AdjustmentForm, PartRows, extra=2),
        adjustment_rows,
        _("Item"),
    ),
}
