from django.contrib import admin

from zones.models import (
    Designation,
    Institution,
    Municipality,
    Province,
    Strategy,
    Zone,
)


class DesignationInline(admin.TabularInline):
    model = Designation
    extra = 0
    fields = ["decided_on", "effective_on", "area_km2", "notice_number", "stage", "is_confirmed"]
    show_change_link = True


class StrategyInline(admin.TabularInline):
    model = Strategy
    extra = 0


@admin.register(Zone)
class ZoneAdmin(admin.ModelAdmin):
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
