from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from programs.forms.attachment import SeveralFilesField
from programs.forms.printable import PrintableTexts
from programs.models import Material


class MaterialUploadForm(forms.Form):
    files = SeveralFilesField(
        label=_("Files"), error_messages={"required": _("Choose one or more files.")}
    )


class MaterialLabelForm(PrintableTexts, forms.ModelForm):
    class Meta:
        model = Material
        fields = ["label_ko", "label_en"]


class RecordingForm(forms.Form):
    """An empty address takes the recording away."""

    url = forms.CharField(
        label=_("Address of the recording"),
        max_length=500,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        validators=[
            URLValidator(
                schemes=["https"],
                message=_("Give a whole address that begins with https://."),
            )
        ],
        help_text=_(
            "Where it can be watched, for example on your video channel. Everybody sees it."
        ),
    )
