"""What zones can be filtered by."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from zones.enums import ZoneKind
from zones.models import Zone


class ZoneFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="filter_text")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ZoneKind.choices)
    province = django_filters.CharFilter(label=_("Province"), field_name="provinces__code")

    class Meta:
        model = Zone
        fields: list[str] = []

    def filter_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(
            Q(name_ko__icontains=value)
            | Q(name_en__icontains=value)
            | Q(specialization_ko__icontains=value)
            | Q(specialization_en__icontains=value)
        )
