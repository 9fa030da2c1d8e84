from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from programs.queries.receipt_file import claim_in_file

LARGEST_RECEIPT = 2_000_000  # bytes; with a hundred documents it has a tenth of that


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

    @property
    def claim(self) -> dict[str, str]:
        """Number and digest to look for."""
        return self.cleaned_data


class ReceiptFileForm(forms.Form):
    """The receipt as it was downloaded; it is looked at and not kept."""

    file = forms.FileField(label=_("Receipt (PDF or JSON)"), max_length=200)
    claim: dict[str, str]
    content: bytes

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        content = file.read() if file.size <= LARGEST_RECEIPT else b""
        claim = claim_in_file(content)
        if claim is None:
            raise forms.ValidationError(
                _("This file is no receipt of the portal. Choose the PDF or JSON as downloaded.")
            )
        self.claim, self.content = claim, content
        return file
