"""What the foundation fills in while it checks the eligibility, and the applicant's answer."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.actions.screening import Judged, Place
from programs.enums import CheckVerdict, ScreeningReason
from programs.forms.attachment import SeveralFilesField
from programs.forms.printable import PrintableTexts
from programs.queries.screening import CheckPoint
from programs.validators import validate_supplement_day, validate_words

OPEN = [("", _("(open)"))]
NAMED = {"verdict": _("Verdict"), "reason_code": _("Ground"), "note": _("Remark")}
NO_GROUND = [("", _("(only when not fulfilled)"))]


class ChecklistForm(PrintableTexts, forms.Form):
    """Verdict, ground and note for each point. What was shown comes back with it, hidden."""

    def __init__(
        self,
        *args: object,
        points: Sequence[CheckPoint],
        drafts: Mapping[Place, Judged],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.points = list(points)
        for point in self.points:
            there = drafts.get(point.place, Judged(""))
            self._add(point, "", there)
            self._add(point, "seen-", there, hidden=True)

    def _add(self, point: CheckPoint, prefix: str, there: Judged, *, hidden: bool = False) -> None:
        words = {"point": point.label}
        widget = {"widget": forms.HiddenInput} if hidden else {}
        fields = {
            "verdict": forms.ChoiceField(
                label=_("Verdict: %(point)s") % words,
                choices=[*OPEN, *CheckVerdict.choices],
                required=False,
                initial=there.verdict,
                **widget,
            ),
            "reason_code": forms.ChoiceField(
                label=_("Ground: %(point)s") % words,
                choices=[*NO_GROUND, *ScreeningReason.choices],
                required=False,
                initial=there.reason_code,
                **widget,
            ),
            "note": forms.CharField(
                label=_("Note: %(point)s") % words,
                required=False,
                max_length=2000,
                initial=there.note,
                widget=forms.HiddenInput if hidden else forms.Textarea(attrs={"rows": 2}),
            ),
        }
        for name, field in fields.items():
            self.fields[f"{prefix}{point.name}-{name}"] = field

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        for point in self.points:
            said = self._judged(point, "")
            if said.verdict == CheckVerdict.FAILS and not said.reason_code:
                self.add_error(f"{point.name}-reason_code", _("Choose the ground."))
        return cleaned

    def _judged(self, point: CheckPoint, prefix: str) -> Judged:
        given = {
            name: self.cleaned_data.get(f"{prefix}{point.name}-{name}", "")
            for name in ("verdict", "reason_code", "note")
        }
        if given["verdict"] != CheckVerdict.FAILS:
            given["reason_code"] = ""
        return Judged(**given)

    @property
    def judged(self) -> dict[Place, Judged]:
        return {point.place: self._judged(point, "") for point in self.points}

    @property
    def seen(self) -> dict[Place, Judged]:
        return {point.place: self._judged(point, "seen-") for point in self.points}

    @property
    def rows(self) -> list[tuple[CheckPoint, list[tuple[str, forms.BoundField]]]]:
        """Each point with its three fields and their names, as the page shows them."""
        return [
            (point, [(named, self[f"{point.name}-{name}"]) for name, named in NAMED.items()])
            for point in self.points
        ]

    @property
    def faulty(self) -> list[tuple[CheckPoint, str]]:
        """The points with an error, each with the first of its words."""
        return [
            (point, errors[0])
            for point, fields in self.rows
            if (errors := [error for _named, field in fields for error in field.errors])
        ]


class SupplementForm(PrintableTexts, forms.Form):
    asks = forms.CharField(
        label=_("What is to be made good"),
        validators=[validate_words],
        help_text=_("The applicant reads it. Say what is missing or unclear, and what would do."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    due_on = forms.DateField(
        label=_("Until the end of"),
        help_text=_("A business day, at most 20 days from today."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    points = forms.MultipleChoiceField(
        label=_("Points of the checklist"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, points: Sequence[CheckPoint], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["points"].choices = [(point.name, point.label) for point in points]

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        validate_supplement_day(day, asked_on=timezone.localdate())
        return day


class SupplementFilesForm(forms.Form):
    files = SeveralFilesField(
        label=_("Files"), error_messages={"required": _("Choose one or more files.")}
    )


class SupplementAnswerForm(PrintableTexts, forms.Form):
    answer = forms.CharField(
        label=_("Answer"),
        validators=[validate_words],
        help_text=_("What you made good, and which file shows it. Once sent it cannot be changed."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class ConfirmForm(forms.Form):
    """Nothing but the button."""


def drafts_shown(rows: Sequence[object]) -> dict[Place, Judged]:
    """Saved points as the checklist's form takes them."""
    return {row.place: Judged(row.verdict, row.reason_code, row.note) for row in rows}
