"""What the agency of a zone and the foundation fill in about a budget plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.common.form_fields import WonField, WonInput
from programs.forms.printable import PrintableTexts
from programs.validators import validate_words
from zones.enums import Stage
from zones.models import Budget
from zones.models.budget_plan import LONGEST_REASON

SOURCES = {"national": _("national"), "local": _("local")}
MOST_WON = 10**15


class BudgetPlanForm(PrintableTexts, forms.Form):
    """An amount for each stage and source. Empty is zero; what it adds up to is judged at the end."""

    def __init__(self, *args: Any, is_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stage in Stage:
            for source, label in SOURCES.items():
                words = f"{stage.label}, {label}"
                self.fields[f"{stage}_{source}"] = WonField(
                    label=words,
                    max_value=MOST_WON,
                    required=False,
                    widget=WonInput(attrs={"aria-label": words}),  # its headings stand around it
                )
        if is_change:
            self.fields["reason"] = forms.CharField(
                label=pgettext_lazy("budget plan", "Reason of the change"),
                help_text=_("Everybody reads it once the version is in force."),
                required=False,
                max_length=LONGEST_REASON,
                widget=forms.Textarea(attrs={"rows": 3}),
                validators=[validate_words],
            )

    @property
    def rows(self) -> list[tuple[Stage, Any, Any]]:
        return [(stage, self[f"{stage}_national"], self[f"{stage}_local"]) for stage in Stage]

    @property
    def parts(self) -> dict[str, tuple[int, int]]:
        """(national, local) of each stage, in won; what cannot be read is nothing."""
        given = self.cleaned_data
        return {
            stage.value: (given.get(f"{stage}_national") or 0, given.get(f"{stage}_local") or 0)
            for stage in Stage
        }


class PlanApprovalForm(PrintableTexts, forms.Form):
    seen_at = forms.DateTimeField(widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("Comment of the foundation"),
        help_text=_("The agency of the zone reads it."),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BudgetForm(forms.ModelForm):
    """A zone's money of a year, as the foundation records it."""

    class Meta:
        model = Budget
        fields = ["zone", "year", "national_won", "local_won", "is_approximate", "sources"]
