from django.contrib import admin

from programs.models import ConsentText


@admin.register(ConsentText)
class ConsentTextAdmin(admin.ModelAdmin):
    """A new version is added; what people have consented to is never changed."""

    list_display = ["topic", "version", "is_required", "published_at", "applies_from"]
    list_filter = ["topic"]
    fields = ["topic", "version", "is_required", "applies_from", "body_ko", "body_en"]

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
