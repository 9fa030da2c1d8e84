from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programs.models import Reading
from programs.queries.conflict import not_about
from zones.models import Company


@admin.register(Reading)
class ReadingAdmin(admin.ModelAdmin):
    """Who read whose application, when: for the auditor; of their own companies' nothing,
    and nothing of what a conflict keeps from them."""

    list_display = [
        "read_at",
        "reader",
        "company",
        "call",
        "place",
        "document",
        "reason",
        "address",
    ]
    list_filter = ["place"]
    search_fields = ["reader__email", "application__company__name"]
    date_hierarchy = "read_at"
    list_select_related = ["reader", "application__company", "application__call", "document"]

    def get_queryset(self, request):
        own = Company.objects.of(request.user)
        return (
            super()
            .get_queryset(request)
            .exclude(application__company__in=own)
            .filter(not_about(request.user, reviewer=""))
        )

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    @admin.display(description=_("company"))
    def company(self, reading) -> str:
        return reading.application.company.name

    @admin.display(description=_("call"))
    def call(self, reading) -> str:
        return reading.application.call.title
