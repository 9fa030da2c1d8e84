from django import forms
from django.contrib import admin

from zones.models import Grade, Indicator, IndicatorVersion, Target

FROZEN = ("number", "valid_from", "unit_ko", "definition_ko")


class VersionForm(forms.ModelForm):
    """What figures were counted by never changes under them; only the translation is mended."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in FROZEN:
            self.fields[name].disabled = self.instance.pk is not None


class IndicatorVersionInline(admin.StackedInline):
    """A new meaning is a new version."""

    model = IndicatorVersion
    form = VersionForm
    extra = 0
    can_delete = False


@admin.register(Indicator)
class IndicatorAdmin(admin.ModelAdmin):
    list_display = ["name_ko", "code", "combination", "has_average", "position"]
    search_fields = ["name_ko", "name_en", "code"]
    inlines = [IndicatorVersionInline]

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Target)
class TargetAdmin(admin.ModelAdmin):
    list_display = ["indicator", "zone", "year", "value"]
    list_filter = ["indicator", "year"]
    list_select_related = ["indicator", "zone"]


@admin.register(Grade)
class GradeAdmin(admin.ModelAdmin):
    """Only the two upper grades are ever published; the others stay here."""

    list_display = ["zone", "year", "level", "published_on"]
    list_filter = ["year", "level", ("published_on", admin.EmptyFieldListFilter)]
    list_select_related = ["zone"]
