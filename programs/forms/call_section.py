"""The guided editor of a call: one form per section, for some with rows of a part.

A section may be saved incomplete; what is missing is said by the linter.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from programs.enums import CallSection, Place, RuleKind
from programs.forms.widgets import moment_input
from programs.models import Call, CallZone, CostShare, EligibilityRule
from programs.queries.content import RULE_FIELDS
from programs.queries.lint import STATUTORY_SHARES
from programs.validators import validate_schedule, year_faults
from zones.enums import ApplicantKind, CompanySize, CompanyStatusKind, TechnologyField

MOMENTS = ("published_at", "opens_at", "closes_at", "inquiries_close_at")


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class HeadForm(forms.ModelForm):
    class Meta:
        model = Call
        fields = [
            "program",
            "stage",
            "title_ko",
            "title_en",
            "summary_ko",
            "summary_en",
            "notice_number",
            "is_national_rnd",
            "iris_number",
        ]


class PurposeForm(forms.ModelForm):
    class Meta:
        model = Call
        fields = ["purpose"]
        widgets = {"purpose": _text(12)}


class SupportForm(forms.ModelForm):
    class Meta:
        model = Call
        fields = [
            "support",
            "support_period",
            "support_months",
            "budget_won",
            "award_limit_won",
            "award_count",
        ]
        widgets = {"support": _text(8)}


class ZonesForm(forms.ModelForm):
    class Meta:
        model = Call
        fields: list[str] = []


class ApplicantsForm(forms.ModelForm):
    applicant_kinds = forms.MultipleChoiceField(
        label=_("Who may apply"),
        choices=ApplicantKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Call
        fields = ["applicant_kinds", "eligibility"]
        widgets = {"eligibility": _text(6)}


class ScheduleForm(forms.ModelForm):
    class Meta:
        model = Call
        fields = ["closing_mode", "seat_count", *MOMENTS, "short_notice_reason"]
        widgets = {
            **{moment: moment_input() for moment in MOMENTS},
            "short_notice_reason": _text(3),
        }

    def clean(self):
        cleaned = super().clean()
        moments = {name: cleaned.get(name) for name in MOMENTS}
        inquiries = moments.pop("inquiries_close_at")
        if faults := year_faults({"inquiries_close_at": inquiries}):
            raise ValidationError(faults)
        validate_schedule(closing_mode=cleaned.get("closing_mode", ""), **moments)
        return cleaned


class SelectionForm(forms.ModelForm):
    class Meta:
        model = Call
        fields = ["procedure", "security_class", "reviewer_count"]
        widgets = {"procedure": _text(8)}


class ContactForm(forms.ModelForm):
    class Meta:
        model = Call
        fields = ["contact_name", "contact_phone", "contact_email", "notes"]
        widgets = {"notes": _text(6)}


class CallZoneForm(forms.ModelForm):
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
        words = _("By the decree: at most %(ceiling)s %%, of the rest at least %(floor)s %% cash.")
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


class EligibilityRuleForm(forms.ModelForm):
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
            "least_won": forms.NumberInput(attrs={"data-for-kind": "revenue"}),
            "most_won": forms.NumberInput(attrs={"data-for-kind": "revenue"}),
        }

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
        elif not self.errors and cleaned["least_won"] is None and cleaned["most_won"] is None:
            raise ValidationError(_("Give the least or the most revenue, the least below."))
        self.instance.values = cleaned["values"]
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The values come from the field of the kind, and are checked with the rest."""
        exclusions = super()._get_validation_exclusions()
        return exclusions if self.errors else exclusions - {"values"}


class RowFormSet(forms.BaseFormSet):
    """Rows of a part, all written anew: no row is lost because a colleague's had another number."""

    once = ""  # the field that tells rows apart

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove")

    def clean(self) -> None:
        keys = [row[self.once] for row in self.rows] if self.once and not any(self.errors) else []
        if len(keys) != len(set(keys)):
            raise ValidationError(_("Each may stand here only once."), code="twice")

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each row that stays, in their order."""
        kept = [form for form in self.forms if form.cleaned_data and not self._is_gone(form)]
        return [self.row_of(form) for form in kept]

    def _is_gone(self, form) -> bool:
        return bool(form.cleaned_data.get("DELETE"))

    def row_of(self, form) -> dict[str, Any]:
        return {name: form.cleaned_data[name] for name in form.Meta.fields}


class ZoneRows(RowFormSet):
    once = "zone"

    @cached_property
    def zone_choices(self) -> list[tuple[Any, str]]:
        """Read once for all rows."""
        return list(CallZoneForm.base_fields["zone"].choices)

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        form.fields["zone"].choices = self.zone_choices


class ShareRows(RowFormSet):
    once = "size"

    def _is_gone(self, form) -> bool:
        return form.cleaned_data.get("government_percent") is None


class RuleRows(RowFormSet):
    def row_of(self, form) -> dict[str, Any]:
        row = {name: form.cleaned_data[name] for name in RULE_FIELDS}
        key = form.cleaned_data.get("key")
        position = self.forms.index(form) + 1
        return {**row, "position": position, **({"key": key} if key else {})}


def zone_rows(call: Call) -> list[dict[str, Any]]:
    return list(call.call_zones.order_by("zone__slug").values(*CallZoneForm.Meta.fields))


def share_rows(call: Call) -> list[dict[str, Any]]:
    """A row of each size, filled where the call has it."""
    shares = {row["size"]: row for row in call.cost_shares.values(*CostShareForm.Meta.fields)}
    return [shares.get(size, {"size": size}) for size in CompanySize.values]


def rule_rows(call: Call) -> list[dict[str, Any]]:
    return list(call.eligibility_rules.values("key", *RULE_FIELDS))


def _formset(form: type[forms.BaseForm], base: type[RowFormSet], **kwargs: Any) -> Any:
    return forms.formset_factory(form, formset=base, max_num=60, absolute_max=60, **kwargs)


FORMS: dict[str, type[forms.ModelForm]] = {
    CallSection.HEAD: HeadForm,
    CallSection.PURPOSE: PurposeForm,
    CallSection.SUPPORT: SupportForm,
    CallSection.ZONES: ZonesForm,
    CallSection.APPLICANTS: ApplicantsForm,
    CallSection.SCHEDULE: ScheduleForm,
    CallSection.SELECTION: SelectionForm,
    CallSection.CONTACT: ContactForm,
}
FORMSETS: dict[str, tuple[Any, Callable[[Call], list[dict[str, Any]]], Any]] = {
    CallSection.ZONES: (
        _formset(CallZoneForm, ZoneRows, extra=2, can_delete=True),
        zone_rows,
        _("Zone"),
    ),
    CallSection.SUPPORT: (_formset(CostShareForm, ShareRows, extra=0), share_rows, ""),
    CallSection.APPLICANTS: (
        _formset(EligibilityRuleForm, RuleRows, extra=1, can_delete=True),
        rule_rows,
        _("Rule"),
    ),
}


@dataclass
class SectionForms:
    """The form of a section with the rows of its part; both are valid or nothing is saved."""

    section: str
    call: Call
    given: Mapping[str, Any] | None

    @cached_property
    def form(self) -> forms.ModelForm:
        return FORMS[self.section](self.given, instance=self.call)

    @cached_property
    def formset(self) -> Any:
        if self.section not in FORMSETS:
            return None
        formset, rows_of, _label = FORMSETS[self.section]
        initial = None if self.given is not None else rows_of(self.call)
        return formset(self.given, initial=initial, prefix="rows")

    @property
    def item_label(self) -> str:
        return str(FORMSETS[self.section][2]) if self.section in FORMSETS else ""

    def is_valid(self) -> bool:
        both = [self.form.is_valid(), self.formset is None or self.formset.is_valid()]
        return all(both)

    @property
    def error_count(self) -> int:
        rows = self.formset.total_error_count() if self.formset is not None else 0
        return len(self.form.errors) + rows

    @property
    def fields(self) -> dict[str, Any]:
        return {name: self.form.cleaned_data[name] for name in self.form.Meta.fields}

    @property
    def rows(self) -> list[dict[str, Any]] | None:
        return None if self.formset is None else self.formset.rows


class ReasonForm(forms.Form):
    """Why a warning of the linter is accepted."""

    rule = forms.CharField(widget=forms.HiddenInput, max_length=40)
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=_text(2))
