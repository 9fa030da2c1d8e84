"""What is to become of the applications of a panel, all on one page."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from portal.common.form_fields import WonField
from programs.actions.selection import Choice
from programs.enums import Outcome
from programs.forms.printable import PrintableTexts
from programs.queries.selection import Candidate
from programs.validators import validate_award, validate_words


@dataclass(frozen=True)
class ChoiceRow:
    """One application with its four fields."""

    candidate: Candidate
    outcome: BoundField
    awarded: BoundField
    reserve: BoundField
    reason: BoundField


class SelectionForm(PrintableTexts, forms.Form):
    """An outcome, an amount or a place, and a reason for each application; begins with what the
    scores come to."""

    def __init__(
        self, *args: Any, candidates: list[Candidate], is_anew: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        for candidate in candidates:
            self._add_fields(candidate)
        if is_anew:
            self.fields["reason"] = forms.CharField(
                label=_("Why the selection is made anew"),
                validators=[validate_words],
                help_text=_("Kept with it; the applicants read what became of theirs."),
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def _add_fields(self, candidate: Candidate) -> None:
        pk, name = candidate.pk, candidate.company
        self.fields[f"outcome_{pk}"] = forms.ChoiceField(
            label=_("Outcome: %(company)s") % {"company": name},
            choices=Outcome.choices,
            initial=candidate.outcome,
        )
        self.fields[f"awarded_{pk}"] = WonField(
            label=_("Awarded (won): %(company)s") % {"company": name},
            min_value=1,
            required=False,
            initial=candidate.awarded_won,
        )
        self.fields[f"reserve_{pk}"] = forms.IntegerField(
            label=_("Place on the reserve list: %(company)s") % {"company": name},
            min_value=1,
            max_value=999,
            required=False,
            initial=candidate.reserve_place,
        )
        self.fields[f"reason_{pk}"] = forms.CharField(
            label=_("Reason: %(company)s") % {"company": name},
            validators=[validate_words],
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 2}),
            initial=candidate.reason,
        )

    @property
    def rows(self) -> list[ChoiceRow]:
        return [
            ChoiceRow(
                candidate,
                *(
                    self[f"{name}_{candidate.pk}"]
                    for name in ("outcome", "awarded", "reserve", "reason")
                ),
            )
            for candidate in self.candidates
        ]

    @property
    def choices(self) -> dict[int, Choice]:
        """By the key of the application, as `propose_selection` takes them."""
        data = self.cleaned_data
        return {
            one.pk: Choice(
                outcome=Outcome(data[f"outcome_{one.pk}"]),
                awarded_won=data[f"awarded_{one.pk}"],
                reserve_place=data[f"reserve_{one.pk}"],
                reason=data[f"reason_{one.pk}"],
            )
            for one in self.candidates
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one in self.candidates:
            outcome = cleaned.get(f"outcome_{one.pk}")
            if outcome == Outcome.SELECTED:
                self._clean_award(one, cleaned.get(f"awarded_{one.pk}"))
            if outcome == Outcome.RESERVE and not cleaned.get(f"reserve_{one.pk}"):
                if f"reserve_{one.pk}" not in self.errors:
                    self.add_error(f"reserve_{one.pk}", _("Give the place on the reserve list."))
        return cleaned

    def _clean_award(self, candidate: Candidate, won: int | None) -> None:
        name = f"awarded_{candidate.pk}"
        if name in self.errors:
            return
        if not won:
            self.add_error(name, _("Give the amount that is awarded."))
            return
        try:
            validate_award(
                won, requested_won=candidate.requested_won, limit_won=candidate.limit_won
            )
        except ValidationError as error:
            self.add_error(name, error)


class PublicationForm(forms.Form):
    publishes_at = forms.DateTimeField(
        label=_("Public from"),
        help_text=_(
            "Korea time (KST). Until then nobody outside the foundation learns anything; from then on "
            "pages, API and feeds show it, and the applicants are told."
        ),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class MoveForm(PrintableTexts, PublicationForm):
    reason = forms.CharField(
        label=_("Why the publication is moved"),
        help_text=_("Kept with the panel; who proposed and who confirmed it read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        validators=[validate_words],
    )


class ReturnForm(PrintableTexts, forms.Form):
    reason = forms.CharField(
        label=_("What has to change"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        validators=[validate_words],
    )
