"""What a reviewer says of themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programs.enums import ConflictGround
from programs.forms.printable import PrintableTexts
from programs.models import Application, Panel
from programs.queries.conflict import applications_to_declare_in
from programs.validators import validate_words

# The others are for the portal and for staff to find
DECLARED = (
    ConflictGround.PARTICIPANT,
    ConflictGround.KIN,
    ConflictGround.MUTUAL,
    ConflictGround.DEPARTMENT,
    ConflictGround.OFFICIAL,
    ConflictGround.CO_PARTICIPATION,
    ConflictGround.TIE,
    ConflictGround.OTHER,
)


class ApplicationField(forms.ModelChoiceField):
    """By the company's name; by the number of its place where the panel is blind."""

    numbers: dict[int, int] | None = None

    def label_from_instance(self, obj: Application) -> str:
        if self.numbers is None:
            return obj.company.name
        return _now("Application %(number)s") % {"number": self.numbers[obj.pk]}


class DeclareConflictForm(PrintableTexts, forms.Form):
    """Which application, on which ground, and what the ground consists in."""

    application = ApplicationField(
        label=_("Applicant"), queryset=Application.objects.none(), empty_label=_("Please choose")
    )
    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=[("", _("Please choose")), *((one.value, one.label) for one in DECLARED)],
    )
    fact = forms.CharField(
        label=_("What it consists in"),
        validators=[validate_words],
        help_text=_("The foundation reads it, the applicant does not."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, panel: Panel, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["application"]
        field.queryset = applications_to_declare_in(panel, user)
        if panel.is_blind:
            own = panel.assignments.filter(reviewer__user=user)
            field.label = _("Application")
            field.numbers = dict(own.values_list("application", "application__panel_place"))
