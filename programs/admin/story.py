from django.contrib import admin

from programs.admin.read_only import ReadOnlyAdmin
from programs.models import Picture, Story


@admin.register(Story)
class StoryAdmin(ReadOnlyAdmin):
    """Agencies write, publish and withdraw them at their desk."""

    list_display = ["title_ko", "kind", "agency", "zone", "state", "published_at"]
    list_filter = ["state", "kind", "agency"]
    search_fields = ["title_ko", "title_en", "company_name"]
    date_hierarchy = "created_at"
    list_select_related = ["agency", "zone"]


@admin.register(Picture)
class PictureAdmin(ReadOnlyAdmin):
    """What is withheld is released by its digest."""

    list_display = ["name", "story", "alt_ko", "scan_state", "uploaded_at", "removed_at"]
    list_filter = ["scan_state"]
    search_fields = ["name", "alt_ko", "alt_en", "story__title_ko", "sha256"]
    date_hierarchy = "uploaded_at"
    list_select_related = ["story"]
    exclude = ["file", "file_small"]  # no address serves them but the story's own
