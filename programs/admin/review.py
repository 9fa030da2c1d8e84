from django.contrib import admin

from programs.models import Reviewer


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
