from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.common.admin_pages import action_page
from zones.actions.errors import AlreadyLifted, Refused
from zones.actions.participation_ban import lift_ban
from zones.admin.company import OWN_COMPANY
from zones.forms import ReasonForm
from zones.models import ParticipationBan

REFUSALS = {**OWN_COMPANY, AlreadyLifted: _("This ban was lifted before.")}


@admin.register(ParticipationBan)
class ParticipationBanAdmin(admin.ModelAdmin):
    """Read here, and lifted; recorded on the page of the company."""

    list_display = ["company", "starts_on", "ends_on", "ground", "recorded_by", "lifted_at"]
    list_filter = [("lifted_at", admin.EmptyFieldListFilter)]
    search_fields = ["company__name", "company__business_number"]
    date_hierarchy = "starts_on"
    list_select_related = ["company", "recorded_by"]
    show_full_result_count = False
    readonly_fields = [
        "recorded_at",
        "recorded_by",
        "lifted_at",
        "lifted_by",
        "lifting_reason",
    ]
    change_form_template = "admin/zones/participationban/change_form.html"

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("<int:pk>/lift/", site(self.lift), name="zones_participationban_lift"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        ban = self.get_object(request, object_id)
        context = {"can_lift": request.user.has_perm("zones.lift_ban", ban)}
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def lift(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="zones.lift_ban",
            title=_("Lift the ban"),
            make_form=lambda ban: ReasonForm(request.POST or None),
            act=lambda ban, form: lift_ban(
                ban, by=request.user, reason=form.cleaned_data["reason"]
            ),
            caught=(Refused,),
            refusals=REFUSALS,
            done=_("Lifted. The ban no longer counts."),
        )
