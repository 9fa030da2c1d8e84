"""What guests of briefings fill in, with an account or behind the link of a mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.accounts.models import User
from portal.common.form_fields import OneLineTexts
from portal.common.templatetags.portal_text import moment
from programs.actions.needs import NEEDS_KEPT
from programs.enums import NeedKind, RegistrationState, SeatMode
from programs.models import Briefing, ConsultationSlot
from zones.models import Company

LONGEST_NOTE = 300


def modes_with_seats(briefing: Briefing) -> list[tuple[str, str]]:
    """How one can take part, each with what is free at the moment."""
    choices = []
    for mode in briefing.modes:
        free = briefing.free_in(mode)
        left = ngettext("%(free)s place left", "%(free)s places left", free) % {"free": free}
        words = left if free else _("all taken, waiting list")
        choices.append((mode.value, f"{SeatMode(mode).label.capitalize()} ({words})"))
    return choices


class NeedFields(forms.Form):
    """What somebody needs to take part, asked only where the briefing does, and never required."""

    need_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What do you need to take part?"),
        choices=NeedKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Leave it empty if you need nothing, or do not want to say."),
    )
    need_note = forms.CharField(
        label=gettext_lazy("In your own words"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    agrees_to_needs = forms.BooleanField(
        label=gettext_lazy("I agree that these needs are kept for the session"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agrees_to_needs"].help_text = _(
            "The needs may say something about health. Only the agency of the session and the "
            "foundation read them; they are erased %(days)s days after it. You may register "
            "without them."
        ) % {"days": NEEDS_KEPT.days}

    def clean(self) -> dict[str, Any]:
        super().clean()
        said = self.cleaned_data.get("need_kinds") or self.cleaned_data.get("need_note")
        if said and not self.cleaned_data.get("agrees_to_needs"):
            self.add_error(
                "agrees_to_needs",
                _("Without your consent the needs are not kept: agree, or leave them empty."),
            )
        return self.cleaned_data


class PlaceFields(OneLineTexts, forms.Form):
    """Who comes and how."""

    one_line = ("attendee_name", "phone")
    attendee_name = forms.CharField(label=gettext_lazy("Name of the guest"), max_length=80)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=30)
    mode = forms.ChoiceField(label=gettext_lazy("Takes part"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, briefing: Briefing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.briefing = briefing
        choices = modes_with_seats(briefing)
        self.fields["mode"].choices = choices
        if len(choices) < 2:
            del self.fields["mode"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if "mode" not in self.fields:
            self.cleaned_data["mode"] = next(iter(self.briefing.modes), SeatMode.HALL)
        return self.cleaned_data


class RegistrationForm(NeedFields, PlaceFields):
    one_line = ("attendee_name", "phone", "organisation")
    company = forms.ModelChoiceField(
        label=gettext_lazy("Company"),
        queryset=Company.objects.none(),
        required=False,
        empty_label=gettext_lazy("without a company"),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("If you come for one that is not in the list of companies."),
    )
    field_order = ("attendee_name", "phone", "company", "organisation", "mode")

    def __init__(
        self, *args: Any, briefing: Briefing, companies: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, briefing=briefing, **kwargs)
        if companies is None:
            del self.fields["company"]
            self.fields["organisation"].help_text = ""
        else:
            self.fields["company"].queryset = companies
        if not briefing.asks_needs:
            for name in NeedFields.base_fields:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        super().clean()
        named = self.cleaned_data.get("company") or self.cleaned_data.get("organisation")
        if self.briefing.company_cap and not named and "organisation" not in self.errors:
            self.add_error(
                "organisation",
                _("Say for whom you come: each organisation has so many places at this session."),
            )
        return self.cleaned_data

    def guest(self) -> dict[str, Any]:
        """What `programs.actions.registration.Guest` takes."""
        return {
            name: value for name, value in self.cleaned_data.items() if name != "agrees_to_privacy"
        }


class GuestForm(RegistrationForm):
    """Behind the link of a mail: the address is known, and there is no account."""

    agrees_to_privacy = forms.BooleanField(
        label=gettext_lazy("I agree that my name, phone and address are kept"),
        help_text=gettext_lazy(
            "Kept by the agency of the session and the foundation: to give out seats, to write "
            "about changes, to check in. Erased 180 days after the session. Without them no seat "
            "can be given."
        ),
    )


class ChangeForm(PlaceFields):
    """Who has a place changes who comes, or between hall and online."""


class NeedsForm(NeedFields):
    """On the page of a place."""


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("We mail you a link to the form. A place is taken only there."),
    )

    def clean_email(self) -> str:
        return User.normalize_username(self.cleaned_data["email"])


class GuestListForm(forms.Form):
    """What the list of guests at the desk is filtered by."""

    q = forms.CharField(
        label=gettext_lazy("Name, organisation or address"), max_length=100, required=False
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("All")), *RegistrationState.choices],
        required=False,
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Takes part"),
        choices=[("", gettext_lazy("All")), *SeatMode.choices],
        required=False,
    )


class SlotChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, slot: Any) -> str:
        words = _("%(moment)s · table %(table)s")
        return words % {"moment": moment(slot.starts_at), "table": slot.table}


class SlotForm(forms.Form):
    """A guest takes a consultation."""

    slot = SlotChoiceField(
        label=gettext_lazy("Time and table"),
        queryset=ConsultationSlot.objects.none(),
        empty_label=None,
    )
    topic = forms.CharField(
        label=gettext_lazy("What about"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The consultant reads it beforehand."),
    )

    def __init__(self, *args: Any, slots: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].queryset = slots
