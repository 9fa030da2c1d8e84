from collections.abc import Iterable
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.forms.printable import PrintableTexts
from programs.models import Assignment, Criterion
from programs.queries.merging import as_token, digests_of
from programs.queries.sheet import said_in
from programs.validators import validate_words


class RecusalForm(PrintableTexts, forms.Form):
    reason = forms.CharField(
        label=_("Why you step back"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        validators=[validate_words],
    )


class OriginalForm(PrintableTexts, forms.Form):
    reason = forms.CharField(
        label=_("Why you need the file itself"),
        validators=[validate_words],
        help_text=_("It is written down with your name and the time."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
    )


class UnlockForm(PrintableTexts, forms.Form):
    reason = forms.CharField(
        label=_("Why the scores are opened again"),
        validators=[validate_words],
        help_text=_("The reviewer reads it, and it is kept with the former scores."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class ScoreForm(PrintableTexts, forms.Form):
    """Points and a reason for each criterion, and an overall opinion; all may be filled later."""

    def __init__(self, *args, assignment: Assignment, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(assignment.application.call.criteria.all())
        self.said = said_in(assignment, assignment.scores.all())
        for criterion in self.criteria:
            self._add_fields(criterion)
        self.fields["opinion"] = forms.CharField(
            label=_("Overall opinion"),
            help_text=_("The applicant reads it with the result."),
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 5}),
        )
        self.initial |= self.said

    def _add_fields(self, criterion: Criterion) -> None:
        names = {"criterion": criterion.label, "weight": criterion.weight}
        self.fields[f"points_{criterion.pk}"] = forms.DecimalField(
            label=_("%(criterion)s: points (0 to %(weight)s)") % names,
            min_value=0,
            max_value=criterion.weight,
            max_digits=5,
            decimal_places=2,
            required=False,
        )
        self.fields[f"reason_{criterion.pk}"] = forms.CharField(
            label=_("%(criterion)s: reason") % names,
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    @property
    def rows(self) -> list[tuple[Criterion, forms.BoundField, forms.BoundField]]:
        """Each criterion with its two fields."""
        return [
            (criterion, self[f"points_{criterion.pk}"], self[f"reason_{criterion.pk}"])
            for criterion in self.criteria
        ]

    @property
    def seen(self) -> str:
        return as_token(digests_of(self.said))

    @property
    def points(self) -> dict[Criterion, tuple[Decimal | None, str]]:
        """Of the criteria whose two fields are filled in right."""
        given = {
            criterion: (f"points_{criterion.pk}", f"reason_{criterion.pk}")
            for criterion in self.criteria
        }
        return {
            criterion: (self.cleaned_data[points], self.cleaned_data[reason])
            for criterion, (points, reason) in given.items()
            if not {points, reason} & self.errors.keys()
        }

    @property
    def faults(self) -> list[dict[str, str]]:
        """As draft.js marks them."""
        return [
            {"name": name, "label": str(self[name].label), "message": str(messages[0])}
            for name, messages in self.errors.items()
            if name in self.fields
        ]

    def labels(self, names: Iterable[str]) -> list[str]:
        return [str(self.fields[name].label) for name in names if name in self.fields]

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Label and text of what was sent and says something else than what is saved."""
        sent = {name: self.data.get(name, "") for name in self.fields}
        return [
            (str(self.fields[name].label), text)
            for name, text in sent.items()
            if text.strip() and text.split() != self.said.get(name, "").split()
        ]
