from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.forms.choices import CallsChoiceField
from programs.forms.widgets import moment_input
from programs.models import Briefing, Call
from programs.models.briefing import GONE
from programs.validators import validate_briefing_times
from zones.models import Company

HOURS_TO_ANSWER = 24
MOMENTS = ("starts_at", "ends_at", "registration_closes_at")


class BriefingForm(forms.ModelForm):
    class Meta:
        model = Briefing
        fields = [
            "kind",
            "agency",
            "calls",
            "zones",
            "title_ko",
            "title_en",
            "summary_ko",
            "summary_en",
            "starts_at",
            "ends_at",
            "venue_ko",
            "venue_en",
            "province",
            "address",
            "map_url",
            "day_note_ko",
            "day_note_en",
            "capacity",
            "answer_hours",
            "registration_closes_at",
        ]
        field_classes = {"calls": CallsChoiceField}
        widgets = {
            "calls": forms.CheckboxSelectMultiple,
            **{moment: moment_input() for moment in MOMENTS},
            "zones": forms.CheckboxSelectMultiple,
            "summary_ko": forms.Textarea(attrs={"rows": 4}),
            "summary_en": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, agencies, calls, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies
        self.fields["agency"].empty_label = None
        if self.instance.pk is None:
            self.initial.setdefault("answer_hours", HOURS_TO_ANSWER)
        linked = [] if self.instance.pk is None else self.instance.calls.all()
        # A working copy ends in its call, and so does what was announced about it
        chosen = [call.amends_id or call.pk for call in linked]
        if linked:
            self.initial["calls"] = chosen
        offered = calls.exclude(state__in=GONE)
        self.fields["calls"].queryset = Call.objects.filter(
            Q(pk__in=offered.values("pk")) | Q(pk__in=chosen)
        ).as_choices()

    def clean(self):
        cleaned = super().clean()
        validate_briefing_times(**{moment: cleaned.get(moment) for moment in MOMENTS})
        return cleaned


class RegistrationForm(forms.Form):
    attendee_name = forms.CharField(label=_("Name of the guest"), max_length=80)
    phone = forms.CharField(label=_("Phone"), max_length=30)
    company = forms.ModelChoiceField(
        label=_("Company"),
        queryset=Company.objects.none(),
        required=False,
        empty_label=_("without a company"),
    )

    def __init__(self, *args, companies, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].queryset = companies


class CancelBriefingForm(forms.Form):
    """Why a briefing does not take place; the public reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who registered gets it by mail, and it stands on the page."),
    )
