from django.contrib import admin

from programs.models import Panel
from programs.queries import applications_of


@admin.register(Panel)
class PanelAdmin(admin.ModelAdmin):
    """Who judges one's own company is told to it with the decision, and not before."""

    list_display = ["name", "call"]
    search_fields = ["name", "call__title_ko", "call__code"]
    list_select_related = ["call"]
    autocomplete_fields = ["call", "reviewers"]

    def get_queryset(self, request):
        own = applications_of(request.user).values("call")
        return super().get_queryset(request).exclude(call__in=own)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
