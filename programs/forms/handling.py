"""What the foundation fills in about its own work."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from programs.file_checks import validate_sheet
from programs.forms.printable import PrintableTexts


def handlers() -> object:
    """Who may handle applications."""
    people = User.objects.filter(is_active=True, is_staff=True, groups__name="foundation")
    return people.order_by("name", "pk")


class HandlerChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} ({obj.email})"


class HandOverForm(forms.Form):
    to = HandlerChoice(label=_("Handled by"), queryset=User.objects.none())

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = handlers()


class HandlingForm(PrintableTexts, HandOverForm):
    note = forms.CharField(
        label=_("Note among colleagues"),
        help_text=_("No applicant and no reviewer reads it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ExportForm(PrintableTexts, forms.Form):
    reason = forms.CharField(
        label=_("What the list is for"),
        help_text=_("It is kept with each application that leaves the portal in the list."),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class SavedFilterForm(PrintableTexts, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    query = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("List as XLSX"),
        help_text=_("As it was exported. Of it the columns for who handles it and the note count."),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        validate_sheet(name=upload.name, size=upload.size, file=upload)
        return upload


class ChecklistsForm(ImportForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "As it was exported. Of it verdict, ground and note count; what is empty stays as it is."
        )
