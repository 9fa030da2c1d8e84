from django import forms
from django.utils.translation import gettext_lazy as _


class ReceiptForm(forms.Form):
    number = forms.CharField(label=_("Receipt number"), max_length=60)
    sha256 = forms.RegexField(
        label=_("Digest (SHA-256)"),
        regex=r"^[0-9a-fA-F\s]+$",
        max_length=80,
        error_messages={"invalid": _("A digest has 64 letters from 0 to 9 and a to f.")},
    )

    def clean_sha256(self) -> str:
        return "".join(self.cleaned_data["sha256"].split()).lower()
