"""The guided editor of a call: one form per section, for some with rows of a part.

A section may be saved incomplete; what is missing is said by the linter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.common.form_fields import WonField
from programs.enums import CallSection, PlanSection
from programs.forms.call_rows import FORMSETS
from programs.forms.printable import PrintableTexts
from programs.forms.widgets import moment_input
from programs.models import Call
from programs.models.call_content import MOMENTS, SECTION_FIELDS
from programs.validators import validate_schedule
from zones.enums import ApplicantKind


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class HeadForm(PrintableTexts, forms.ModelForm):
    class Meta:
        model = Call
        fields = SECTION_FIELDS[CallSection.HEAD]


class PurposeForm(PrintableTexts, forms.ModelForm):
    class Meta:
        model = Call
        fields = SECTION_FIELDS[CallSection.PURPOSE]
        widgets = {"purpose": _text(12)}


class SupportForm(PrintableTexts, forms.ModelForm):
    class Meta:
        model = Call
        fields = SECTION_FIELDS[CallSection.SUPPORT]
        widgets = {"support": _text(8)}
        field_classes = {"budget_won": WonField, "award_limit_won": WonField}


class RowsOnlyForm(forms.ModelForm):
    """For sections that are rows of a part and nothing else."""

    class Meta:
        model = Call
        fields: tuple[str, ...] = ()


class ApplicantsForm(PrintableTexts, forms.ModelForm):
    applicant_kinds = forms.MultipleChoiceField(
        label=_("Who may apply"),
        choices=ApplicantKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Call
        fields = SECTION_FIELDS[CallSection.APPLICANTS]
        widgets = {"eligibility": _text(6)}


class ScheduleForm(PrintableTexts, forms.ModelForm):
    class Meta:
        model = Call
        fields = SECTION_FIELDS[CallSection.SCHEDULE]
        widgets = {
            **{moment: moment_input() for moment in MOMENTS},
            "short_notice_reason": _text(3),
        }

    def clean(self):
        cleaned = super().clean()
        moments = {name: cleaned.get(name) for name in MOMENTS}
        validate_schedule(closing_mode=cleaned.get("closing_mode", ""), **moments)
        return cleaned


class DocumentsForm(forms.ModelForm):
    plan_sections = forms.MultipleChoiceField(
        label=_("Parts of the project plan that applicants fill in"),
        help_text=_("Each is a table of its own beside the questions. None for small support."),
        choices=PlanSection.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Call
        fields = SECTION_FIELDS[CallSection.DOCUMENTS]


class SelectionForm(PrintableTexts, forms.ModelForm):
    class Meta:
        model = Call
        fields = SECTION_FIELDS[CallSection.SELECTION]
        widgets = {
            "procedure": _text(8),
            "trims": forms.NullBooleanSelect,
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trims"].widget.choices = [
            ("unknown", _("not announced")),
            ("true", _("yes")),
            ("false", _("no")),
        ]


class ContactForm(PrintableTexts, forms.ModelForm):
    class Meta:
        model = Call
        fields = SECTION_FIELDS[CallSection.CONTACT]
        widgets = {"notes": _text(6)}


FORMS: dict[str, type[forms.ModelForm]] = {
    CallSection.HEAD: HeadForm,
    CallSection.PURPOSE: PurposeForm,
    CallSection.SUPPORT: SupportForm,
    CallSection.ZONES: RowsOnlyForm,
    CallSection.APPLICANTS: ApplicantsForm,
    CallSection.SCHEDULE: ScheduleForm,
    CallSection.DOCUMENTS: DocumentsForm,
    CallSection.SELECTION: SelectionForm,
    CallSection.CRITERIA: RowsOnlyForm,
    CallSection.ADJUSTMENTS: RowsOnlyForm,
    CallSection.CONTACT: ContactForm,
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


class ReasonForm(PrintableTexts, forms.Form):
    """Why a warning of the linter is accepted."""

    rule = forms.CharField(widget=forms.HiddenInput, max_length=40)
    about = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=_text(2))
