from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _

from zones.models import (
    Designation,
    Institution,
    Municipality,
    Province,
    Strategy,
    Zone,
)
from zones.outlines import place_on_map, province_at


class DesignationInline(admin.TabularInline):
    model = Designation
    extra = 0
    fields = ["decided_on", "effective_on", "area_km2", "notice_number", "stage", "is_confirmed"]
    show_change_link = True


class StrategyInline(admin.TabularInline):
    model = Strategy
    extra = 0


class ZoneForm(ModelForm):
    """A place that lies elsewhere is a slip of the keys: the map would show it there."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        place = data.get("longitude"), data.get("latitude")
        if None in place or not data.get("provinces"):
            return data
        found = province_at(*place_on_map(*map(float, place)))
        if found not in {province.code for province in data["provinces"]}:
            self.add_error("latitude", _("This point lies outside the provinces of the zone."))
        return data


@admin.register(Zone)
class ZoneAdmin(admin.ModelAdmin):
    form = ZoneForm
    list_display = ["name_ko", "kind", "specialization_ko"]
    list_filter = ["kind"]
    search_fields = ["name_ko", "name_en", "specialization_ko"]
    autocomplete_fields = ["provinces", "municipalities", "institutions"]
    inlines = [DesignationInline, StrategyInline]


@admin.register(Designation)
class DesignationAdmin(admin.ModelAdmin):
    list_display = ["zone", "decided_on", "effective_on", "area_km2", "is_confirmed"]
    list_filter = ["is_confirmed", "stage"]
    list_select_related = ["zone"]


@admin.register(Institution)
class InstitutionAdmin(admin.ModelAdmin):
    list_display = ["name_ko", "kind"]
    list_filter = ["kind"]
    search_fields = ["name_ko", "name_en"]


@admin.register(Province)
class ProvinceAdmin(admin.ModelAdmin):
    list_display = ["name_ko", "name_en", "code"]
    search_fields = ["name_ko", "name_en"]


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):
    list_display = ["name_ko", "province"]
    list_filter = ["province"]
    search_fields = ["name_ko", "name_en"]
    list_select_related = ["province"]
