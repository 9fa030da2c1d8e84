from django.contrib import admin

from programs.admin.read_only import ReadOnlyAdmin
from programs.models import Material


@admin.register(Material)
class MaterialAdmin(ReadOnlyAdmin):
    """Agencies keep them at their desk; what is withheld is released by its digest."""

    list_display = ["name", "briefing", "label_ko", "scan_state", "uploaded_at", "removed_at"]
    list_filter = ["scan_state"]
    search_fields = ["name", "label_ko", "label_en", "briefing__title_ko", "sha256"]
    date_hierarchy = "uploaded_at"
    list_select_related = ["briefing"]
    exclude = ["file"]  # no address serves it but the download
