from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.common.admin_pages import action_page
from portal.common.client import client_address
from portal.common.sealing import Unreadable
from zones.actions.bank_account import read_account
from zones.actions.errors import NoAccount, OwnCompany, Refused
from zones.actions.participation_ban import record_ban
from zones.enums import TechnologyField
from zones.forms import BanForm, ReasonForm
from zones.models import BusinessCheck, Company, CompanyMember, CompanyReading

OWN_COMPANY = {OwnCompany: _("Nobody handles a company that they belong to.")}
ACCOUNT_REFUSALS = {
    **OWN_COMPANY,
    NoAccount: _("The company has stated no bank account."),
    Unreadable: _("The account cannot be opened: the key that it was kept under is gone."),
}


class CompanyMemberInline(admin.TabularInline):
    model = CompanyMember
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Company)
class CompanyAdmin(admin.ModelAdmin):
    list_display = ["name", "applicant_kind", "formatted_business_number", "size", "zone"]
    list_filter = ["applicant_kind", "size", "zone"]
    search_fields = ["name", "business_number"]
    list_select_related = ["zone"]
    readonly_fields = ["created_at", "created_by", "field_names"]
    exclude = ["fields"]
    inlines = [CompanyMemberInline]
    change_form_template = "admin/zones/company/change_form.html"

    def lookup_allowed(self, lookup: str, value: str, request=None) -> bool:
        """Who applies where is not to be found out by asking for it in the address."""
        hidden = lookup.startswith("applications")
        return not hidden and super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("fields of technology"))
    def field_names(self, company) -> str:
        return ", ".join(str(TechnologyField(name).label) for name in company.fields) or "-"

    def save_model(self, request, obj, form, change) -> None:
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("<int:pk>/ban/", site(self.record_ban), name="zones_company_ban"),
            path("<int:pk>/account/", site(self.read_account), name="zones_company_account"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        company = self.get_object(request, object_id)
        context = {}
        if company is not None:
            context = {
                "can_record_ban": request.user.has_perm("zones.record_ban", company),
                "can_read_account": request.user.has_perm("zones.read_account", company),
                "check": BusinessCheck.objects.filter(company=company).first(),
                "revenues": company.revenues.all(),
                "statuses": company.statuses.all(),
                "bans": company.bans.all(),
            }
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def read_account(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The account in full, once its reader has said why; nothing of it before."""
        company = get_object_or_404(self.get_queryset(request), pk=pk)
        if not request.user.has_perm("zones.read_account", company):
            raise PermissionDenied
        form, account = ReasonForm(request.POST or None), None
        if request.method == "POST" and form.is_valid():
            try:
                account = read_account(
                    company, by=request.user, address=client_address(request), **form.cleaned_data
                )
            except (Refused, Unreadable) as refusal:
                form.add_error(None, ACCOUNT_REFUSALS[type(refusal)])
        return TemplateResponse(
            request,
            "admin/zones/company/account.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Read the bank account"),
                "original": company,
                "form": form,
                "account": account,
            },
        )

    def record_ban(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="zones.record_ban",
            title=_("Record a participation ban"),
            make_form=lambda company: BanForm(request.POST or None),
            act=lambda company, form: record_ban(company, by=request.user, **form.cleaned_data),
            caught=(Refused,),
            refusals=OWN_COMPANY,
            done=_("Recorded. The company sees it in its profile."),
        )


@admin.register(CompanyReading)
class CompanyReadingAdmin(admin.ModelAdmin):
    """Who read whose bank account or evidence, when and why: for the auditor."""

    list_display = ["read_at", "reader", "company", "place", "reason", "address"]
    list_filter = ["place"]
    search_fields = ["reader__email", "company__name"]
    date_hierarchy = "read_at"
    list_select_related = ["reader", "company"]

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
