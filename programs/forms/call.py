from datetime import datetime, timedelta

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.forms.widgets import moment_input
from programs.models import Call, CallZone, Criterion, Question, RequiredDocument
from programs.validators import validate_schedule, validate_weights
from zones.enums import ApplicantKind
from zones.models import Agency, Zone

MOMENTS = ("published_at", "opens_at", "closes_at")
AMOUNTS = ("budget_won", "award_limit_won", "award_count")


SECTIONS = [
    (_("Head"), ["program", "agency", "zones", "stage", "notice_number", "iris_number"]),
    (_("Title and summary"), ["title_ko", "title_en", "summary_ko", "summary_en"]),
    (_("Who may apply"), ["applicant_kinds", "eligibility"]),
    (_("Support"), ["purpose", "support", "support_period", *AMOUNTS]),
    (_("Selection"), ["procedure", "security_class"]),
    (_("Schedule"), ["published_at", "closing_mode", "opens_at", "closes_at"]),
    (_("Contact and notes"), ["contact_name", "contact_phone", "contact_email", "notes"]),
]


def default_schedule() -> dict[str, datetime]:
    """Public tomorrow at 09:00, and open for the 30 days of notice that the decree asks for."""
    morning = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    tomorrow = morning + timedelta(days=1)
    closes_at = tomorrow.replace(hour=18) + timedelta(days=31)
    return {"published_at": tomorrow, "opens_at": tomorrow, "closes_at": closes_at}


class CallForm(forms.ModelForm):
    applicant_kinds = forms.MultipleChoiceField(
        label=_("Who may apply"),
        choices=ApplicantKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    zones = forms.ModelMultipleChoiceField(
        label=_("Zones"), queryset=Zone.objects.all(), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Call
        fields = [name for _title, names in SECTIONS for name in names]
        widgets = {
            **{moment: moment_input() for moment in MOMENTS},
            "purpose": forms.Textarea(attrs={"rows": 4}),
            "support": forms.Textarea(attrs={"rows": 4}),
            "eligibility": forms.Textarea(attrs={"rows": 4}),
            "procedure": forms.Textarea(attrs={"rows": 4}),
            "notes": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, agencies, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies
        self.fields["agency"].empty_label = None
        if self.instance.pk:
            self.initial["zones"] = list(self.instance.zones.values_list("pk", flat=True))
            self.fields["agency"].disabled = True
            return
        for name, moment in default_schedule().items():
            self.initial.setdefault(name, moment)
        if own_zones := [agency.zone_id for agency in agencies if agency.zone_id]:
            self.initial.setdefault("zones", own_zones)

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(str(title), [self[name] for name in names]) for title, names in SECTIONS]

    def clean(self):
        cleaned = super().clean()
        validate_schedule(
            closing_mode=cleaned.get("closing_mode", ""),
            **{moment: cleaned.get(moment) for moment in MOMENTS},
        )
        return cleaned

    def save(self, commit: bool = True) -> Call:
        """Write the form's own fields only: stamps may have been set since the page was opened."""
        call = super().save(commit=False)
        if commit:
            call.save(update_fields=[name for name in self.Meta.fields if name != "zones"])
            self._save_m2m()
        return call

    def _save_m2m(self) -> None:
        chosen = self.cleaned_data["zones"]
        self.instance.call_zones.exclude(zone__in=chosen).delete()
        CallZone.objects.bulk_create(
            [CallZone(call=self.instance, zone=zone) for zone in chosen], ignore_conflicts=True
        )


class QuestionForm(forms.ModelForm):
    options = SimpleArrayField(
        forms.CharField(max_length=120, required=False),
        delimiter="\n",
        label=_("Options"),
        required=False,
        help_text=_("One per line; only for choices."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Question
        fields = [
            "position",
            "kind",
            "label_ko",
            "label_en",
            "help_ko",
            "help_en",
            "is_required",
            "max_length",
            "unit",
            "options",
        ]

    def clean_options(self) -> list[str]:
        return [option.strip() for option in self.cleaned_data["options"] if option.strip()]


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
            "position",
            "label_ko",
            "label_en",
            "help_ko",
            "help_en",
            "is_required",
            "applicant_kinds",
            "max_age_days",
        ]


class CriterionForm(forms.ModelForm):
    class Meta:
        model = Criterion
        fields = ["position", "label_ko", "label_en", "help_ko", "help_en", "weight"]


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


QuestionFormSet = part_formset(Question, QuestionForm, extra=3)
RequiredDocumentFormSet = part_formset(RequiredDocument, RequiredDocumentForm, extra=2)
CriterionFormSet = part_formset(Criterion, CriterionForm, base=CriterionFormSetBase, extra=4)


def agencies_of(user):
    return Agency.objects.of(user).select_related("zone")
