from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.common.form_fields import OneLineTexts
from zones.models import Company
from zones.validators import validate_business_number


class WaiverForm(OneLineTexts, forms.Form):
    """Whom to waive, by the number that the company gives: nobody browses who is registered."""

    business_number = forms.CharField(label=_("Business number"), max_length=12)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Kept, and read at the eligibility check.")
    )
    one_line = ("business_number", "reason")

    def clean_business_number(self) -> str:
        number = self.cleaned_data["business_number"].replace("-", "").strip()
        validate_business_number(number)
        self.company = Company.objects.filter(business_number=number).first()
        if self.company is None:
            raise ValidationError(_("No company with this number is registered here."))
        return number
