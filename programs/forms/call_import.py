from django import forms
from django.utils.translation import gettext_lazy as _

from programs.call_format import MOST_BYTES
from zones.models import Agency


class CallImportForm(forms.Form):
    """A call as JSON, as a file or pasted; the file counts where both are given."""

    agency = forms.ModelChoiceField(
        label=_("Agency"), queryset=Agency.objects.none(), empty_label=None
    )
    file = forms.FileField(
        label=_("JSON file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    text = forms.CharField(
        label=_("or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
    )

    def __init__(self, *args, agencies, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies

    @property
    def raw(self) -> bytes:
        """What is to be read, and one byte more than may be where it is too much."""
        if file := self.cleaned_data["file"]:
            return file.read(MOST_BYTES + 1)
        return self.cleaned_data["text"].encode()

    def keep_text(self, raw: bytes) -> None:
        """Show what was read where it can be mended; a browser cannot send a file again."""
        self.data = self.data.copy()
        self.data["text"] = raw[:MOST_BYTES].decode("utf-8-sig", "replace")
