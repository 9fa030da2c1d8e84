"""What lists can be filtered by; the pages and the API share these, names included."""

from datetime import date

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programs.enums import BriefingKind, CallStatus
from programs.models import Briefing, Call
from zones.enums import ApplicantKind, Stage


class CallFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="filter_text")
    zone = django_filters.CharFilter(label=_("Zone"), field_name="zones__slug")
    stage = django_filters.ChoiceFilter(label=_("Stage"), choices=Stage.choices)
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=CallStatus.choices, method="filter_status"
    )
    agency = django_filters.CharFilter(label=_("Agency"), field_name="agency__slug")
    applicant = django_filters.ChoiceFilter(
        label=_("Applicant"), choices=ApplicantKind.choices, method="filter_applicant"
    )
    year = django_filters.NumberFilter(label=_("Year"), field_name="program__year")
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
        is_ordered = self.is_bound and self.form.cleaned_data.get("ordering")
        return found if is_ordered else found.by_urgency()

    def filter_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.matching(value)

    def filter_status(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.of_status(value)

    def filter_applicant(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(applicant_kinds__contains=[value])

    def filter_closes_before(self, queryset: QuerySet, name: str, value: date) -> QuerySet:
        return queryset.filter(closes_at__date__lte=value)


class BriefingFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="filter_text")
    zone = django_filters.CharFilter(label=_("Zone"), field_name="zones__slug")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=BriefingKind.choices, empty_label=_("All")
    )
    call = django_filters.CharFilter(label=_("Call"), field_name="calls__code")
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

    def filter_when(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.coming() if value == "coming" else queryset.past()
