from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.common.admin_pages import action_page
from zones.actions.company_status import take_back_verification, verify_status
from zones.actions.errors import ChangedSinceSeen, NotVerified, Refused
from zones.admin.company import OWN_COMPANY
from zones.forms import ReasonForm, VerificationForm
from zones.models import CompanyStatus

REFUSALS = {
    **OWN_COMPANY,
    ChangedSinceSeen: _("The company has changed this since you opened it. Read it again."),
    NotVerified: _("There is no verification to take back."),
}


@admin.register(CompanyStatus)
class CompanyStatusAdmin(admin.ModelAdmin):
    """Companies state what they are recognised as; the foundation verifies it by the evidence."""

    list_display = [
        "company",
        "kind",
        "certificate_number",
        "valid_from",
        "valid_until",
        "verified_on",
    ]
    list_filter = ["kind", ("verified_on", admin.EmptyFieldListFilter)]
    search_fields = ["company__name", "company__business_number", "certificate_number"]
    date_hierarchy = "valid_from"
    list_select_related = ["company"]
    show_full_result_count = False
    readonly_fields = ["verified_on", "verified_by", "evidence"]
    change_form_template = "admin/zones/companystatus/change_form.html"

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("<int:pk>/verify/", site(self.verify), name="zones_companystatus_verify"),
            path("<int:pk>/take-back/", site(self.take_back), name="zones_companystatus_take_back"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        status = self.get_object(request, object_id)
        user = request.user
        context = {
            "status": status,
            "can_verify": user.has_perm("zones.verify_status", status),
            "can_take_back": user.has_perm("zones.take_back_verification", status),
        }
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def verify(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="zones.verify_status",
            title=_("Verify the status"),
            template="admin/zones/companystatus/verify.html",
            make_form=lambda status: VerificationForm(
                request.POST or None, initial={"seen": status.statement}
            ),
            act=lambda status, form: verify_status(status, by=request.user, **form.cleaned_data),
            caught=(Refused,),
            refusals=REFUSALS,
            done=_("Verified. The company sees it in its profile."),
        )

    def take_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="zones.take_back_verification",
            title=_("Take the verification back"),
            make_form=lambda status: ReasonForm(request.POST or None),
            act=lambda status, form: take_back_verification(
                status, by=request.user, reason=form.cleaned_data["reason"]
            ),
            caught=(Refused,),
            refusals=REFUSALS,
            done=_("Taken back. The status counts as stated only."),
        )
