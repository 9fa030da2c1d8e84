"""What lists can be filtered by; the pages and the API share these, names included."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.common.search import LONGEST_QUERY
from programs.enums import BriefingKind, CallStatus, StoryKind, VoiceTheme
from programs.models import Briefing, Call, CallZone, Story, VoiceSummary
from programs.models.call_queryset import has_status
from zones.enums import ApplicantKind, Stage
from zones.provinces import province_choices

LONGEST_SLUG = 50
FIRST_YEAR, LATEST_YEAR = 2000, 2099


def _is_for_zone(slug: str) -> Q:
    return Q(pk__in=CallZone.objects.filter(zone__slug=slug).values("call"))


def _has_status(status: str) -> Q:
    return has_status(status, timezone.now())


# What a value of a filter asks of a call; the counts beside the values rest on the same
FACETS: dict[str, Callable[[Any], Q]] = {
    "status": _has_status,
    "zone": _is_for_zone,
    "stage": lambda stage: Q(stage=stage),
    "applicant": lambda kind: Q(applicant_kinds__contains=[kind]),
    "agency": lambda slug: Q(agency__slug=slug),
    "year": lambda year: Q(program__year=year),
}


class YearFilter(django_filters.NumberFilter):
    field_class = forms.IntegerField


class CallFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="filter_text", max_length=LONGEST_QUERY)
    zone = django_filters.CharFilter(label=_("Zone"), max_length=LONGEST_SLUG)
    stage = django_filters.ChoiceFilter(label=_("Stage"), choices=Stage.choices)
    status = django_filters.ChoiceFilter(label=_("Status"), choices=CallStatus.choices)
    agency = django_filters.CharFilter(label=_("Agency"), max_length=LONGEST_SLUG)
    applicant = django_filters.ChoiceFilter(label=_("Applicant"), choices=ApplicantKind.choices)
    year = YearFilter(
        label=_("Year"), field_name="program__year", min_value=2000, max_value=LATEST_YEAR
    )
    closes_before = django_filters.DateFilter(
        label=_("Closes on or before"), method="filter_closes_before"
    )
    ordering = django_filters.OrderingFilter(
        label=_("Order"),
        fields={
            "closes_at": "closes_at",
            "opens_at": "opens_at",
            "published_at": "published_at",
            "title_ko": "title",
        },
    )

    class Meta:
        model = Call
        fields: list[str] = []

    @property
    def qs(self) -> QuerySet:
        """What was found, the most urgent first unless another order was asked for."""
        found = super().qs
        return found.order_by(*self.order, "-pk") if self.order else found.by_urgency()

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """The values that were asked for and are good, by the names of their filters."""
        if not self.is_bound:
            return {}
        self.form.is_valid()  # what is not has no value
        return self.form.cleaned_data

    @property
    def order(self) -> list[str]:
        """The fields of the chosen order, a minus before what is turned round; empty if none is."""
        names = self.chosen.get("ordering") or []
        return [self.filters["ordering"].get_ordering_value(name) for name in names]

    @property
    def conditions(self) -> dict[str, Q]:
        """What each filter that offers values asks for; without those that ask for nothing."""
        return {name: FACETS[name](self.chosen[name]) for name in FACETS if self.chosen.get(name)}

    def unfaceted(self) -> QuerySet:
        """What the filters leave that offer no values: text and dates."""
        found = self.queryset.all()
        for name in ("q", "closes_before"):
            found = self.filters[name].filter(found, self.chosen.get(name))
        return found

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return self.unfaceted().filter(*self.conditions.values())

    def filter_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.matching(value)

    def filter_closes_before(self, queryset: QuerySet, name: str, value: date) -> QuerySet:
        """On that day or before; midnight ends the day before it."""
        return queryset.filter(closes_at__lte=_midnight(value) + timedelta(days=1))


def filters_in(
    data: Mapping[str, Any], of: type[django_filters.FilterSet] = CallFilter
) -> dict[str, str]:
    """The filters of a list (that of calls) that `data` sets, in one order; no page, nothing empty."""
    return {name: str(data[name]) for name in of.base_filters if data.get(name)}


def query_of(
    data: Mapping[str, Any], of: type[django_filters.FilterSet] = CallFilter, **changes: Any
) -> str:
    """A state of the filters as a query string, after `changes` (None takes a filter away).

    `data` may be what `filters_in` gave, for who asks many times.
    """
    return urlencode(filters_in({**data, **changes} if changes else data, of))


class DayFilter(django_filters.DateFilter):
    """A day in Korea that a browser lets choose from a calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs
        )


class BriefingFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="filter_text", max_length=LONGEST_QUERY)
    zone = django_filters.CharFilter(
        label=_("Zone"), field_name="zones__slug", max_length=LONGEST_SLUG
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=BriefingKind.choices, empty_label=_("All")
    )
    call = django_filters.CharFilter(label=_("Call"), method="filter_call")
    province = django_filters.ChoiceFilter(
        label=_("Province"),
        field_name="province__code",
        choices=province_choices,
        empty_label=_("All"),
    )
    held_from = DayFilter(label=_("From (day)"), method="filter_from")
    held_until = DayFilter(label=_("Until (day)"), method="filter_until")
    when = django_filters.ChoiceFilter(
        label=_("When"),
        choices=[("coming", _("to come")), ("past", _("past"))],
        empty_label=_("All"),
        method="filter_when",
    )

    class Meta:
        model = Briefing
        fields: list[str] = []

    def filter_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.matching(value)

    def filter_call(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Only published calls: who guesses the code of a draft learns nothing of it."""
        return queryset.filter(calls__in=Call.objects.published().filter(code=value))

    def filter_when(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.coming() if value == "coming" else queryset.past()

    def filter_from(self, queryset: QuerySet, name: str, value: date) -> QuerySet:
        """Those that last into that day, or begin later."""
        return queryset.filter(ends_at__gt=_midnight(value))

    def filter_until(self, queryset: QuerySet, name: str, value: date) -> QuerySet:
        """Those that begin on that day or before."""
        return queryset.filter(starts_at__lt=_midnight(value) + timedelta(days=1))


class SummaryFilter(django_filters.FilterSet):
    """Public summaries of voices: nothing is filtered by that they do not say."""

    q = django_filters.CharFilter(label=_("Search"), method="filter_text", max_length=LONGEST_QUERY)
    theme = django_filters.ChoiceFilter(
        label=_("Theme"),
        field_name="voice__theme",
        choices=VoiceTheme.choices,
        empty_label=_("All"),
    )
    zone = django_filters.CharFilter(label=_("Zone"), method="filter_zone", max_length=LONGEST_SLUG)

    class Meta:
        model = VoiceSummary
        fields: list[str] = []

    def filter_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.matching(value)

    def filter_zone(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.of_zone(value)


class ResultFilter(django_filters.FilterSet):
    """Of calls with a public result."""

    q = django_filters.CharFilter(label=_("Search"), method="filter_text", max_length=LONGEST_QUERY)
    zone = django_filters.CharFilter(label=_("Zone"), method="filter_zone", max_length=LONGEST_SLUG)
    stage = django_filters.ChoiceFilter(
        label=_("Stage"), choices=Stage.choices, empty_label=_("All")
    )
    year = YearFilter(
        label=_("Year"), field_name="program__year", min_value=2000, max_value=LATEST_YEAR
    )

    class Meta:
        model = Call
        fields: list[str] = []

    def filter_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.matching(value)

    def filter_zone(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(_is_for_zone(value))


class StoryFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="filter_text")
    zone = django_filters.CharFilter(label=_("Zone"), field_name="zone__slug")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=StoryKind.choices, empty_label=_("All")
    )

    class Meta:
        model = Story
        fields: list[str] = []

    def filter_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.matching(value)


def _midnight(day: date) -> datetime:
    """The begin of a day in Korea, or of the first or last that the database can count from."""
    bounded = min(max(day, date(FIRST_YEAR, 1, 1)), date(LATEST_YEAR, 12, 31))
    return timezone.make_aware(datetime.combine(bounded, time.min))
