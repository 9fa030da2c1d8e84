from django.contrib import admin


class ReadOnly:
    """For lists, pages and inlines to read: what happens to these things happens elsewhere."""

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, admin.ModelAdmin):
    """A model that the admin shows and does not write."""
