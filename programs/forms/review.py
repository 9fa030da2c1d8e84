from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.models import Assignment, Criterion


class RecusalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you step back"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


class ScoreForm(forms.Form):
    """Points and a reason for each criterion, and an overall opinion; all may be filled later."""

    def __init__(self, *args, assignment: Assignment, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(assignment.application.call.criteria.all())
        given = {score.criterion_id: score for score in assignment.scores.all()}
        for criterion in self.criteria:
            self._add_fields(criterion)
            if score := given.get(criterion.pk):
                self.initial[f"points_{criterion.pk}"] = f"{score.points.normalize():f}"
                self.initial[f"reason_{criterion.pk}"] = score.reason
        self.fields["opinion"] = forms.CharField(
            label=_("Overall opinion"),
            help_text=_("The applicant reads it with the result."),
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 5}),
        )
        self.initial["opinion"] = assignment.opinion

    def _add_fields(self, criterion: Criterion) -> None:
        self.fields[f"points_{criterion.pk}"] = forms.DecimalField(
            label=_("%(criterion)s: points (0 to %(weight)s)")
            % {"criterion": criterion.label, "weight": criterion.weight},
            help_text=criterion.help,
            min_value=0,
            max_value=criterion.weight,
            max_digits=5,
            decimal_places=2,
            required=False,
        )
        self.fields[f"reason_{criterion.pk}"] = forms.CharField(
            label=_("%(criterion)s: reason") % {"criterion": criterion.label},
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    @property
    def points(self) -> dict[Criterion, tuple[Decimal | None, str]]:
        return {
            criterion: (
                self.cleaned_data[f"points_{criterion.pk}"],
                self.cleaned_data[f"reason_{criterion.pk}"],
            )
            for criterion in self.criteria
        }
