"""Figures as people type them: the sheet of a zone, a correction, a total, a decision."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.form_fields import AmountField, OneLineTexts, day_input
from programs.actions.figure import Entry, Period
from programs.file_checks import validate_sheet
from programs.forms.attachment import SeveralFilesField
from programs.forms.printable import PrintableTexts
from programs.queries.figure import SheetLine, versions_in_force
from programs.queries.figure_columns import LONGEST_NOTE
from programs.validators import validate_words
from zones.models import Figure, IndicatorVersion

LONGEST_SOURCE, LONGEST_REASON = 200, 300


class PeriodFields(forms.Form):
    """The days that are counted: they end in the year that the figures belong to."""

    year: int

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        year = cleaned.get("year", getattr(self, "year", None))
        if first and last and first > last:
            self.add_error("period_to", _("The last day lies before the first."))
        elif last and year and last.year != year:
            self.add_error("period_to", _("The last day lies in the year of the figures."))
        elif last and last > timezone.localdate():
            self.add_error("period_to", _("This period is not over yet."))
        return cleaned

    @property
    def period(self) -> Period:
        return Period(self.cleaned_data["period_from"], self.cleaned_data["period_to"])


class SheetForm(OneLineTexts, PrintableTexts, PeriodFields):
    """The figures of a zone in a year: a value and a note for each indicator that may be written."""

    one_line = ("sources",)

    period_from = forms.DateField(label=_("Counted from"), widget=day_input())
    period_to = forms.DateField(label=_("Counted until"), widget=day_input())
    sources = forms.CharField(
        label=_("Where the figures are from"),
        max_length=LONGEST_SOURCE,
        help_text=_(
            "Everybody reads it beside the figures, for example: yearly report of the zone."
        ),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any, *, lines: Iterable[SheetLine], year: int, seen: str) -> None:
        self.lines, self.year = list(lines), year
        super().__init__(data, initial=_initial(self.lines, year) | {"seen": seen})
        for line in self.open_lines:
            name = line.version.indicator.name
            self.fields[f"value_{line.code}"] = AmountField(
                label=f"{name} ({line.version.unit})", required=False
            )
            self.fields[f"note_{line.code}"] = forms.CharField(
                label=_("Note: %(name)s") % {"name": name},
                required=False,
                max_length=LONGEST_NOTE,
            )

    def tell_of_colleague(self) -> None:
        """What was typed stays; beside it stands what is saved, which the next save replaces."""
        self.add_error(None, _("A colleague has saved figures meanwhile. Compare, and save again."))
        self.data = self.data.copy()
        self.data["seen"] = self.initial["seen"]

    @property
    def open_lines(self) -> list[SheetLine]:
        return [line for line in self.lines if line.is_open]

    @property
    def rows(self) -> list[tuple[SheetLine, Any, Any]]:
        """Each indicator with its fields, or without where it is not written any more."""
        return [
            (
                line,
                self[f"value_{line.code}"] if line.is_open else None,
                self[f"note_{line.code}"] if line.is_open else None,
            )
            for line in self.lines
        ]

    @property
    def entries(self) -> dict[str, Entry]:
        cleaned = self.cleaned_data
        return {
            line.code: Entry(cleaned[f"value_{line.code}"], cleaned[f"note_{line.code}"])
            for line in self.open_lines
        }


def _initial(lines: Iterable[SheetLine], year: int) -> dict[str, Any]:
    written = [line.figure for line in lines if line.figure]
    first = written[0] if written else None
    shared = {
        "period_from": first.period_from if first else date(year, 1, 1),
        "period_to": first.period_to if first else date(year, 12, 31),
        "sources": first.sources if first else "",
    }
    values: Mapping[str, Any] = {
        f"value_{line.code}": f"{line.figure.value.normalize():f}" for line in lines if line.figure
    }
    notes = {f"note_{line.code}": line.figure.note for line in lines if line.figure}
    return {**shared, **values, **notes}


class EvidenceForm(forms.Form):
    files = SeveralFilesField(
        label=_("Files"), error_messages={"required": _("Choose one or more files.")}
    )


class FigureSheetUploadForm(forms.Form):
    file = forms.FileField(
        label=_("List as XLSX"),
        help_text=_("As it was exported. Of it the columns with the figure and the note count."),
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        validate_sheet(name=upload.name, size=upload.size, file=upload)
        return upload


class CorrectionForm(OneLineTexts, PrintableTexts, forms.Form):
    one_line = ("sources", "reason")

    value = AmountField(label=_("Corrected figure"))
    sources = forms.CharField(label=_("Where the figure is from"), max_length=LONGEST_SOURCE)
    reason = forms.CharField(
        label=_("Reason of the correction"),
        max_length=LONGEST_REASON,
        validators=[validate_words],
        help_text=_("Everybody reads it beside both figures."),
    )


class ReturnFigureForm(PrintableTexts, forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        validators=[validate_words],
        help_text=_("The agency reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PublishFigureForm(forms.Form):
    """The day on which the number was first told to the public."""

    published_on = forms.DateField(
        label=_("As published on"),
        widget=day_input(),
        help_text=_("Today, or the earlier day of the release that told it first."),
    )
    is_day_known = forms.BooleanField(
        label=_("The day is known, not only the year"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["published_on"].initial = timezone.localdate()


class TotalForm(OneLineTexts, PrintableTexts, PeriodFields):
    """What all zones were together in a year."""

    one_line = ("sources",)

    version = forms.ModelChoiceField(
        label=_("Indicator"), queryset=IndicatorVersion.objects.none(), empty_label=None
    )
    year = forms.IntegerField(label=_("Year"), min_value=2005, max_value=2100)
    period_from = forms.DateField(label=_("Counted from"), widget=day_input())
    period_to = forms.DateField(label=_("Counted until"), widget=day_input())
    value = AmountField(label=_("Total"))
    zones_counted = forms.IntegerField(label=_("Zones in the total"), min_value=1, max_value=100)
    sources = forms.CharField(label=_("Where the figure is from"), max_length=LONGEST_SOURCE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_force = [version.pk for version in versions_in_force()]
        choices = IndicatorVersion.objects.filter(pk__in=in_force).select_related("indicator")
        self.fields["version"].queryset = choices.order_by("indicator__position")


def initial_of_correction(figure: Figure) -> dict[str, Any]:
    return {"value": figure.value, "sources": figure.sources}
