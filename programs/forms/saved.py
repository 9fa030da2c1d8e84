from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import MailFrequency
from programs.queries.saved import LONGEST_QUERY_STRING


class FrequencyForm(forms.Form):
    frequency = forms.ChoiceField(label=_("Mail"), choices=MailFrequency.choices)


class SearchSavingForm(forms.Form):
    """`query` is a query string of the call list as it stood in the address."""

    name = forms.CharField(max_length=120, required=False)
    query = forms.CharField(max_length=4 * LONGEST_QUERY_STRING, required=False)
