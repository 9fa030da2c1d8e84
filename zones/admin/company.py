from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.common.admin_pages import action_page
from zones.actions.errors import OwnCompany, Refused
from zones.actions.participation_ban import record_ban
from zones.enums import TechnologyField
from zones.forms import BanForm
from zones.models import Company, CompanyMember

OWN_COMPANY = {OwnCompany: _("Nobody handles a company that they belong to.")}


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
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        company = self.get_object(request, object_id)
        context = {}
        if company is not None:
            context = {
                "can_record_ban": request.user.has_perm("zones.record_ban", company),
                "statuses": company.statuses.all(),
                "bans": company.bans.all(),
            }
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
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
