"""A tour with its stops, a yearly event, and its next edition."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.common.form_fields import OneLineTexts, day_input
from portal.common.models import LONGEST_TEXT
from programs.actions.series import Stop
from programs.enums import BriefingKind, SeriesKind
from programs.forms.choices import CallsChoiceField
from programs.forms.printable import PrintableTexts
from programs.forms.rows import FreeRows, with_more_rows
from programs.forms.widgets import moment_input, time_input
from programs.models import Briefing, BriefingSeries, Call
from programs.models.briefing import GONE
from programs.validators import validate_briefing_times, year_faults
from zones.models import Zone

LEAST_STOPS, MOST_STOPS, SHOWN_STOPS = 2, 20, 4
# Together with the city they are the title of a briefing
LONGEST_TITLE_KO, LONGEST_TITLE_EN, LONGEST_CITY = 120, 150, 30


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class TourForm(PrintableTexts, OneLineTexts, forms.ModelForm):
    """What all stops have in common."""

    one_line = ("title_ko", "title_en")
    title_ko = forms.CharField(
        label=_("title (Korean)"),
        max_length=LONGEST_TITLE_KO,
        help_text=_("Each stop is called so, with its city behind it."),
    )
    title_en = forms.CharField(
        label=_("title (English)"), max_length=LONGEST_TITLE_EN, required=False
    )
    briefing_kind = forms.ChoiceField(label=_("kind"), choices=BriefingKind.choices)
    calls = CallsChoiceField(
        label=_("calls"),
        queryset=Call.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note_ko = forms.CharField(
        label=_("summary (Korean)"), max_length=LONGEST_TEXT, required=False, widget=_area()
    )
    note_en = forms.CharField(
        label=_("summary (English)"), max_length=LONGEST_TEXT, required=False, widget=_area()
    )
    field_order = ["briefing_kind", "agency", "calls"]

    class Meta:
        model = BriefingSeries
        fields = ["agency", "title_ko", "title_en", "note_ko", "note_en"]

    def __init__(self, *args, agencies, calls, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = SeriesKind.TOUR
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["agency"].empty_label = None  # type: ignore[attr-defined]
        offered = calls.exclude(state__in=GONE).values("pk")
        self.fields["calls"].queryset = Call.objects.filter(pk__in=offered).as_choices()  # type: ignore[attr-defined]


class StopForm(PrintableTexts, OneLineTexts, forms.ModelForm):
    """A city with its day, its hours and its hall."""

    one_line = ("city_ko", "city_en", "venue_ko", "venue_en", "address")
    city_ko = forms.CharField(label=_("city (Korean)"), max_length=LONGEST_CITY)
    city_en = forms.CharField(label=_("city (English)"), max_length=LONGEST_CITY, required=False)
    day = forms.DateField(label=_("Day"), widget=day_input())
    starts = forms.TimeField(label=_("from (hour)"), widget=time_input())
    ends = forms.TimeField(label=_("to (hour)"), widget=time_input())
    zone = forms.ModelChoiceField(label=_("Zone"), queryset=Zone.objects.all(), required=False)
    field_order = ["city_ko", "city_en", "day", "starts", "ends", "venue_ko", "venue_en"]

    class Meta:
        model = Briefing
        fields = ["venue_ko", "venue_en", "province", "address", "map_url", "capacity"]

    def clean(self):
        cleaned = super().clean()
        if {"day", "starts", "ends"} & set(self.errors):
            return cleaned
        at = {name: _moment(cleaned["day"], cleaned[name]) for name in ("starts", "ends")}
        if cleaned["ends"] <= cleaned["starts"]:
            self.add_error("ends", _("The briefing ends before it starts. Choose a later end."))
        if faults := year_faults({"day": at["starts"]}):
            raise ValidationError(faults)
        if at["starts"] < timezone.now():
            self.add_error("day", _("This time has gone by. Choose a later one."))
        cleaned |= {"starts_at": at["starts"], "ends_at": at["ends"]}
        return cleaned


def _moment(day, hour) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


class StopRows(FreeRows):
    once = ("city_ko", "day", "starts")

    @cached_property
    def choices(self) -> dict[str, list[tuple[Any, str]]]:
        """Read once for all rows."""
        return {name: list(StopForm.base_fields[name].choices) for name in ("province", "zone")}

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        for name, choices in self.choices.items():
            form.fields[name].choices = choices

    def clean(self) -> None:
        super().clean()
        if not any(self.errors) and len(self.kept) < LEAST_STOPS:
            raise ValidationError(
                _("A tour has two stops at least. A single session is announced on its own page.")
            )


StopFormSet = forms.formset_factory(
    StopForm,
    formset=StopRows,
    extra=SHOWN_STOPS,
    can_delete=True,
    max_num=MOST_STOPS,
    absolute_max=MOST_STOPS,
    validate_max=True,
)


class SeriesForms:
    """A tour as its page shows it (`given` is None) or sends it."""

    def __init__(self, given: QueryDict | None, *, agencies, calls) -> None:
        if given is not None and "more" in given:
            given = with_more_rows(given, {"stops": MOST_STOPS})
        self.form = TourForm(given, agencies=agencies, calls=calls)
        self.stops = StopFormSet(given, prefix="stops")

    def is_valid(self) -> bool:
        """Both are looked at, that all that is wrong is shown at once."""
        return all([self.form.is_valid(), self.stops.is_valid()])

    @cached_property
    def error_count(self) -> int:
        return len(self.form.errors) + self.stops.total_error_count()

    def briefings(self) -> list[Stop]:
        return [self._stop(form.cleaned_data) for form in self.stops.kept]

    def _stop(self, row: dict[str, Any]) -> Stop:
        common = self.form.cleaned_data
        english = common["title_en"] and row["city_en"]
        briefing = Briefing(
            kind=common["briefing_kind"],
            agency=common["agency"],
            title_ko=f"{common['title_ko']} ({row['city_ko']})",
            title_en=f"{common['title_en']} ({row['city_en']})" if english else common["title_en"],
            summary_ko=common["note_ko"],
            summary_en=common["note_en"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            **{name: row[name] for name in StopForm.Meta.fields},
        )
        return Stop(briefing, [row["zone"]] if row["zone"] else [])


class SeriesForm(PrintableTexts, OneLineTexts, forms.ModelForm):
    """The words of a series; of one that is held every year also its day, which may follow later."""

    one_line = ("title_ko", "title_en")

    class Meta:
        model = BriefingSeries
        fields = ["agency", "title_ko", "title_en", "note_ko", "note_en", "month", "day"]
        widgets = {"note_ko": _area(), "note_en": _area()}
        help_texts = {"day": _("Empty as long as the date is not set.")}

    def __init__(self, *args, agencies, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.kind = SeriesKind.YEARLY
        if not self.instance.is_yearly:
            del self.fields["month"], self.fields["day"]
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["agency"].empty_label = None  # type: ignore[attr-defined]

    def clean(self):
        cleaned = super().clean()
        month, day = cleaned.get("month"), cleaned.get("day")
        if not self.errors and (month is None) != (day is None):
            self.add_error("day", _("Give month and day, or neither."))
        return cleaned


class EditionForm(PrintableTexts, OneLineTexts, forms.ModelForm):
    """The next edition of a yearly event."""

    one_line = ("title_ko", "title_en", "venue_ko", "venue_en", "address")

    class Meta:
        model = Briefing
        fields = [
            "title_ko", "title_en", "summary_ko", "summary_en", "starts_at", "ends_at", "venue_ko",
            "venue_en", "province", "address", "map_url", "zones", "capacity",
        ]  # fmt: skip
        widgets = {
            "starts_at": moment_input(),
            "ends_at": moment_input(),
            "summary_ko": _area(),
            "summary_en": _area(),
            "zones": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, series: BriefingSeries, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instance.agency = series.agency
        self.instance.kind = BriefingKind.ANNIVERSARY

    def clean(self):
        cleaned = super().clean()
        times = {name: cleaned.get(name) for name in ("starts_at", "ends_at")}
        validate_briefing_times(**times, registration_closes_at=None)
        return cleaned


def edition_initial(
    series: BriefingSeries, last: Briefing | None, starts_at: datetime | None
) -> dict[str, Any]:
    """What the next edition takes over: the words of the series, the hall and hours of the last."""
    year = f" {starts_at:%Y}" if starts_at else ""
    initial: dict[str, Any] = {
        "title_ko": f"{series.title_ko}{year}",
        "title_en": f"{series.title_en}{year}" if series.title_en else "",
        "summary_ko": series.note_ko,
        "summary_en": series.note_en,
        "starts_at": starts_at,
    }
    if last is None:
        return initial
    places = ("venue_ko", "venue_en", "province", "address", "map_url", "capacity")
    initial |= {name: getattr(last, name) for name in places}
    lasts = min(last.ends_at - last.starts_at, timedelta(days=31))
    return initial | {
        "ends_at": starts_at and starts_at + lasts,
        "zones": list(last.zones.all()),
    }
