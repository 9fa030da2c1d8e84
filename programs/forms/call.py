from django import forms

from programs.forms.printable import PrintableTexts
from programs.models import Call
from zones.models import Zone


class CallCreateForm(PrintableTexts, forms.ModelForm):
    """The least that a draft is: whose it is, for what, and its name."""

    class Meta:
        model = Call
        fields = ["program", "agency", "title_ko", "stage"]

    def __init__(self, *args, agencies, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies
        self.fields["agency"].empty_label = None

    @property
    def zones(self) -> list[Zone]:
        """The agency's own zone, to begin with."""
        zone = self.cleaned_data["agency"].zone
        return [zone] if zone else []
