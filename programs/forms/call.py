from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.business_days import next_business_day
from programs.enums import DocumentStep
from programs.models import Adjustment, Call, Criterion, RequiredDocument
from programs.validators import validate_weights
from zones.enums import ApplicantKind
from zones.models import Agency, Zone


def default_schedule() -> dict[str, datetime]:
    """Public tomorrow at 09:00, closed at 18:00 of the first business day after 30 days of notice."""
    morning = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    tomorrow = morning + timedelta(days=1)
    closing = next_business_day(tomorrow.date() + timedelta(days=30))
    closes_at = tomorrow.replace(year=closing.year, month=closing.month, day=closing.day, hour=18)
    return {"published_at": tomorrow, "opens_at": tomorrow, "closes_at": closes_at}


class CallCreateForm(forms.ModelForm):
    """The least that a draft is: whose it is, for what, and its name."""

    class Meta:
        model = Call
        fields = ["program", "agency", "title_ko", "stage"]

    def __init__(self, *args, agencies, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies
        self.fields["agency"].empty_label = None
        for name, moment in default_schedule().items():
            setattr(self.instance, name, moment)

    @property
    def zones(self) -> list[Zone]:
        """The agency's own zone, to begin with."""
        zone = self.cleaned_data["agency"].zone
        return [zone] if zone else []


class RequiredDocumentForm(forms.ModelForm):
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
            "position",
        ]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].required = False

    def clean_step(self) -> str:
        return self.cleaned_data["step"] or DocumentStep.APPLICATION


class CriterionForm(forms.ModelForm):
    class Meta:
        model = Criterion
        fields = ["label_ko", "label_en", "help_ko", "help_en", "weight", "position"]


class AdjustmentForm(forms.ModelForm):
    class Meta:
        model = Adjustment
        fields = [
            "label_ko",
            "label_en",
            "help_ko",
            "help_en",
            "kind",
            "points",
            "ground",
            "position",
        ]


class PartFormSet(forms.BaseInlineFormSet):
    """Lines of a call in their order: empty ones offer the next positions."""

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        if index is not None and not form.instance.pk:
            form.initial["position"] = index + 1


class CriterionFormSetBase(PartFormSet):
    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            raise ValidationError([])
        weights = [
            form.cleaned_data["weight"]
            for form in self.forms
            if form.cleaned_data.get("weight") and not form.cleaned_data.get("DELETE")
        ]
        validate_weights(weights)


def part_formset(model, form, *, base=PartFormSet, extra: int):
    return forms.inlineformset_factory(
        Call, model, form=form, formset=base, extra=extra, can_delete=True
    )


RequiredDocumentFormSet = part_formset(RequiredDocument, RequiredDocumentForm, extra=2)
CriterionFormSet = part_formset(Criterion, CriterionForm, base=CriterionFormSetBase, extra=4)
AdjustmentFormSet = part_formset(Adjustment, AdjustmentForm, extra=2)


def agencies_of(user):
    return Agency.objects.of(user).select_related("zone")
