from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from programs.forms.printable import PrintableTexts
from programs.models import Attachment


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.Field):
    """One or more uploaded files; each is judged by itself when it is attached."""

    widget = SeveralFilesInput

    def clean(self, value: Any) -> list[UploadedFile]:
        self.validate(value)
        return [file for file in value if file]


class AttachmentUploadForm(forms.Form):
    files = SeveralFilesField(
        label=_("Files"), error_messages={"required": _("Choose one or more files.")}
    )


class AttachmentLabelForm(PrintableTexts, forms.ModelForm):
    class Meta:
        model = Attachment
        fields = ["label_ko", "label_en"]
