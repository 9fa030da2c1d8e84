from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.common.form_fields import OneLineTexts
from programs.forms.choices import CallsChoiceField
from programs.forms.printable import PrintableTexts
from programs.forms.widgets import moment_input
from programs.models import Briefing, Call
from programs.models.briefing import GONE
from programs.validators import validate_briefing_times

HOURS_TO_ANSWER = 24
MOMENTS = ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at")
# Who may come, and how; they stand together in the editor
SEAT_FIELDS = (
    "capacity",
    "online_capacity",
    "online_url",
    "company_cap",
    "answer_hours",
    "registration_opens_at",
    "registration_closes_at",
    "asks_needs",
)


class BriefingForm(OneLineTexts, PrintableTexts, forms.ModelForm):
    one_line = ("title_ko", "title_en", "venue_ko", "venue_en", "address")

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
            "is_day_only",
            "venue_ko",
            "venue_en",
            "province",
            "address",
            "map_url",
            "day_note_ko",
            "day_note_en",
            *SEAT_FIELDS,
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
        if cleaned.get("online_url") and not cleaned.get("online_capacity"):
            self.add_error(
                "online_capacity",
                _("Say how many places there are online, so that somebody gets the link."),
            )
        return cleaned

    def seat_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in SEAT_FIELDS]

    def other_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in SEAT_FIELDS]


class CancelBriefingForm(forms.Form):
    """Why a briefing does not take place; the public reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who registered gets it by mail, and it stands on the page."),
    )


class SlotsForm(forms.Form):
    """Consultations that the agency offers, made in one act."""

    starts_at = forms.DateTimeField(label=_("first consultation at"), widget=moment_input())
    ends_at = forms.DateTimeField(label=_("last one ends by"), widget=moment_input())
    minutes = forms.IntegerField(label=_("minutes each"), min_value=5, max_value=120, initial=20)
    tables = forms.IntegerField(label=_("tables"), min_value=1, max_value=20, initial=2)

    def clean(self):
        cleaned = super().clean()
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("This ends before it starts. Choose a later end."))
        return cleaned
