from django.contrib import admin
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from portal.common.money import won
from zones.models import (
    Budget,
    BudgetStage,
    Designation,
    Institution,
    Municipality,
    Province,
    Strategy,
    Zone,
)
from zones.validators import validate_stages_add_up


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


class BudgetStageFormSet(BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        budget = self.instance
        if any(self.errors) or budget.national_won is None or budget.local_won is None:
            return
        parts = [
            (form.cleaned_data["national_won"], form.cleaned_data["local_won"])
            for form in self.forms
            if form.cleaned_data.get("stage") and not form.cleaned_data.get("DELETE")
        ]
        validate_stages_add_up(
            national_won=budget.national_won, local_won=budget.local_won, parts=parts
        )


class BudgetStageInline(admin.TabularInline):
    model = BudgetStage
    formset = BudgetStageFormSet
    extra = 0
    max_num = 3


@admin.register(Budget)
class BudgetAdmin(admin.ModelAdmin):
    list_display = ["zone", "year", "national", "local", "total", "is_approximate"]
    list_filter = ["year"]
    list_select_related = ["zone"]
    readonly_fields = ["total"]
    inlines = [BudgetStageInline]

    @admin.display(description=_("National"), ordering="national_won")
    def national(self, budget) -> str:
        return won(budget.national_won)

    @admin.display(description=_("Local"), ordering="local_won")
    def local(self, budget) -> str:
        return won(budget.local_won)

    @admin.display(description=_("Total"), ordering="total_won")
    def total(self, budget) -> str:
        return won(budget.total_won)
