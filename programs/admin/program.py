from django.contrib import admin

from programs.models import Program


@admin.register(Program)
class ProgramAdmin(admin.ModelAdmin):
    list_display = ["name_ko", "year", "ministry_ko"]
    list_filter = ["year"]
    search_fields = ["name_ko", "name_en"]
