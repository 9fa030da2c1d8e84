from django.contrib import admin

from programs.models import Panel, Reviewer
from programs.queries import applications_of


@admin.register(Reviewer)
class ReviewerAdmin(admin.ModelAdmin):
    list_display = ["user", "employer", "department", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["user__name", "user__email", "employer", "department"]
    list_select_related = ["user"]
    autocomplete_fields = ["user"]

    def get_readonly_fields(self, request, obj=None):
        """Who a reviewer is never changes: their scores stand under their name."""
        return ["user"] if obj else []

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Panel)
class PanelAdmin(admin.ModelAdmin):
    """Who judges one's own company is told to it with the decision, and not before."""

    list_display = ["name", "call"]
    search_fields = ["name", "call__title_ko", "call__code"]
    list_select_related = ["call"]
    autocomplete_fields = ["call"]

    def get_queryset(self, request):
        own = applications_of(request.user).values("call")
        return super().get_queryset(request).exclude(call__in=own)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
