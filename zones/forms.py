from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zones.models import Company
from zones.validators import digits_of, validate_business_number


class CompanyForm(forms.ModelForm):
    business_number = forms.CharField(
        label=_("Business number"),
        max_length=20,
        required=False,
        help_text=_(
            "Ten digits, with or without hyphens. Prospective founders leave this field empty."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    class Meta:
        model = Company
        fields = [
            "applicant_kind",
            "name",
            "business_number",
            "representative_name",
            "size",
            "founded_on",
            "address",
            "zone",
            "phone",
        ]
        widgets = {
            "applicant_kind": forms.RadioSelect,
            "founded_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        error_messages = {
            "business_number": {
                "unique": _(
                    "A company with this business number is registered already. "
                    "Write to the help desk to be added to it."
                )
            }
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["applicant_kind"].choices = self.fields["applicant_kind"].choices[1:]
        self.fields["zone"].empty_label = _("in no zone, or not yet")
        self.fields["business_number"].error_messages["unique"] = self.Meta.error_messages[
            "business_number"
        ]["unique"]

    def clean_business_number(self) -> str | None:
        given = self.cleaned_data["business_number"]
        if not given.strip():
            return None
        # Kept before it is judged, so that a wrong number is not taken for a missing one, too
        self.instance.business_number = digits_of(given)
        validate_business_number(given)
        return self.instance.business_number

    def clean_founded_on(self):
        founded_on = self.cleaned_data["founded_on"]
        if founded_on and founded_on > timezone.localdate():
            raise ValidationError(_("The founding day lies in the future."))
        return founded_on
