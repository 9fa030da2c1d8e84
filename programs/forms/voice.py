"""What companies report, and what those write who deal with it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.common.business_days import is_business_day, next_business_day
from portal.common.form_fields import OneLineTexts, day_input
from portal.common.templatetags.portal_text import day
from portal.common.text import one_line
from programs.forms.application import TextField
from programs.forms.printable import PrintableTexts
from programs.models import Briefing, Voice, VoiceSummary
from programs.models.voice import LONGEST_ANSWER, LONGEST_VOICE, suggested_due_day
from programs.queries.voice import guests_of, people_in_charge
from zones.models import Agency, Company

FURTHEST_DUE = timedelta(days=366)
LONGEST_AGO = timedelta(days=366)  # sessions that staff still write down what was said at


class VoiceTexts(OneLineTexts, PrintableTexts, forms.ModelForm):
    one_line = ("title",)

    class Meta:
        model = Voice
        fields = ["theme", "zone", "title", "text"]
        field_classes = {"text": TextField}
        widgets = {"text": forms.Textarea(attrs={"rows": 7})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].empty_label = _("no single zone")


class VoiceForm(VoiceTexts):
    """As a company reports it, on one screen of a phone."""

    class Meta(VoiceTexts.Meta):
        fields = ["theme", "zone", "title", "text", "names_company"]

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("zone", company.zone_id or company.moves_into_id)
        self.fields["text"].help_text = _(
            "Write no name into the text where the zone office is not to know who you are."
        )


class HeardVoiceForm(VoiceTexts):
    """As an agency's people take it down at a session of theirs; guests are those who registered."""

    class Meta(VoiceTexts.Meta):
        fields = ["company", "theme", "zone", "title", "text"]

    def __init__(self, *args: Any, briefing: Briefing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].queryset = guests_of(briefing)
        self.fields["company"].empty_label = _("not said")
        self.fields["company"].help_text = _(
            "Companies that registered for the session. The company is told and reads what you write."
        )
        if zones := list(briefing.zones.all()):
            self.initial.setdefault("zone", zones[0].pk)


class StaffVoiceForm(VoiceTexts):
    """As the foundation takes it down, in the admin; a list of all companies would be too long."""

    company = forms.CharField(
        label=_("Company"),
        required=False,
        max_length=120,
        help_text=_(
            "Its business number or its whole name. The company is told and reads what you write."
        ),
    )
    field_order = ["briefing", "company", "theme", "zone", "title", "text"]

    class Meta(VoiceTexts.Meta):
        fields = ["briefing", "theme", "zone", "title", "text", "company"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.now()
        held = Briefing.objects.filter(starts_at__range=(now - LONGEST_AGO, now), cancelled_at=None)
        self.fields["briefing"].queryset = held.order_by("-starts_at")
        self.fields["briefing"].empty_label = _("at no session")

    def clean_company(self) -> Company | None:
        said = one_line(self.cleaned_data["company"])
        if not said:
            return None
        number = said.replace("-", "").replace(" ", "")
        found = Company.objects.filter(Q(business_number=number) | Q(name__iexact=said))[:2]
        if len(found) > 1:
            raise ValidationError(_("Several companies have this name: give the business number."))
        if not found:
            raise ValidationError(_("No company here has this business number or name."))
        return found[0]


class SeenForm(forms.Form):
    """`seen`: what had happened when the page was shown; whoever comes second reads it first."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def look_again(self, newest: int) -> None:
        """The page is shown once more, with what is new; what was typed stays."""
        self.data = {**self.data.dict(), "seen": newest}


class AssignVoiceForm(SeenForm):
    owner = forms.ChoiceField(label=_("Person in charge"))
    due_on = forms.DateField(label=_("Answer due on"), widget=day_input())

    def __init__(self, *args: Any, voice: Voice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people: dict[str, tuple[User, Agency | None]] = {}
        groups = []
        for agency, people in people_in_charge(voice):
            keys = [(f"{agency.pk if agency else 0}-{person.pk}", person) for person in people]
            self.people |= {key: (person, agency) for key, person in keys}
            label = agency.name if agency else _("the foundation")
            groups.append((label, [(key, person.name) for key, person in keys]))
        self.fields["owner"].choices = [("", _("choose")), *groups]
        if voice.owner_id:
            self.initial.setdefault("owner", f"{voice.agency_id or 0}-{voice.owner_id}")
        self.initial.setdefault("due_on", voice.due_on or suggested_due_day(timezone.now()))

    def clean_due_on(self) -> date:
        due_on = self.cleaned_data["due_on"]
        today = timezone.localdate()
        if due_on < today:
            raise ValidationError(_("This day has gone by. Choose a later one."))
        if due_on > today + FURTHEST_DUE:
            raise ValidationError(_("This day lies more than a year ahead."))
        if not is_business_day(due_on):
            words = _("No office is open on this day. The next business day is %(day)s.")
            raise ValidationError(words % {"day": day(next_business_day(due_on))})
        return due_on

    @property
    def chosen(self) -> dict[str, Any]:
        """What the action takes."""
        owner, agency = self.people[self.cleaned_data["owner"]]
        return {"owner": owner, "agency": agency, "due_on": self.cleaned_data["due_on"]}


class AnswerVoiceForm(PrintableTexts, SeenForm):
    text = TextField(
        label=_("Answer"),
        help_text=_("The company reads it, and nobody else does."),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class AskAgainForm(PrintableTexts, forms.Form):
    text = TextField(
        label=_("What is still open"),
        max_length=LONGEST_VOICE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AgreementForm(forms.Form):
    """The text that was read, by its number."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


class SummaryForm(OneLineTexts, PrintableTexts, SeenForm, forms.ModelForm):
    one_line = ("title_ko", "title_en")

    class Meta:
        model = VoiceSummary
        fields = [
            "title_ko",
            "difficulty_ko",
            "outcome_ko",
            "title_en",
            "difficulty_en",
            "outcome_en",
            "shows_zone",
        ]
        texts = ("difficulty_ko", "outcome_ko", "difficulty_en", "outcome_en")
        field_classes = dict.fromkeys(texts, TextField)
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in texts}
        help_texts = {"title_ko": _("Without names, and without what tells which company it is.")}

    @property
    def texts(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class UnpublishForm(PrintableTexts, forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is kept for the auditor."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
