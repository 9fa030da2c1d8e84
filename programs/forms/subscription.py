"""What somebody wants to be told of by mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import MailFrequency, NewsKind
from programs.models import Subscription
from zones.enums import Stage
from zones.models import Zone

FREQUENCIES = [choice for choice in MailFrequency.choices if choice[0] != MailFrequency.NEVER]


class ChoiceOfNews(forms.Form):
    """Nothing ticked under zones or stages means all of them."""

    kinds = forms.MultipleChoiceField(
        label=_("What about?"),
        choices=NewsKind.choices,
        initial=[kind.value for kind in NewsKind],
        widget=forms.CheckboxSelectMultiple,
    )
    zones = forms.ModelMultipleChoiceField(
        label=_("Zones"),
        help_text=_("None ticked: all of them."),
        queryset=Zone.objects.order_by("kind", "name_ko"),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    stages = forms.MultipleChoiceField(
        label=_("Stages of support"),
        help_text=_("None ticked: all of them."),
        choices=Stage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    frequency = forms.ChoiceField(
        label=_("How often?"),
        choices=FREQUENCIES,
        initial=MailFrequency.WEEKLY,
        widget=forms.RadioSelect,
    )

    def wanted(self) -> dict[str, Any]:
        """As the actions of subscriptions take it."""
        names = ("kinds", "zones", "stages", "frequency")
        return {name: self.cleaned_data[name] for name in names}


class AddressForm(ChoiceOfNews):
    """Of somebody who is not signed in."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    agrees = forms.BooleanField(
        label=_("I agree that my address is kept for these mails"),
        help_text=_(
            "It is used for nothing else, and erased as soon as you unsubscribe; after seven days if "
            "you do not confirm it. Without it no mail can be sent."
        ),
    )
    field_order = ["email", "kinds", "zones", "stages", "frequency", "agrees"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


def choice_of(subscription: Subscription | None, asked: Any) -> dict[str, Any]:
    """What the form begins with: what is subscribed to, else the zone and stage of the page that one
    comes from (`asked`, a query)."""
    if subscription:
        return {
            "kinds": subscription.kinds,
            "zones": list(subscription.zones.values_list("slug", flat=True)),
            "stages": subscription.stages,
            "frequency": subscription.frequency,
        }
    return {"zones": asked.getlist("zone"), "stages": asked.getlist("stage")}
