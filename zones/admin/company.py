from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.common.admin_pages import action_page
from portal.common.client import client_address
from portal.common.digest import digest_of
from portal.common.encryption import Unreadable
from zones.actions.bank_account import read_account
from zones.actions.company import correct_company
from zones.actions.errors import NoAccount, OwnCompany, Refused
from zones.actions.participation_ban import record_ban
from zones.actions.people import appoint_member, dismiss_member
from zones.enums import CompanyRole, TechnologyField
from zones.forms import BanForm, ReasonForm
from zones.models import BusinessCheck, Company, CompanyMember, CompanyReading
from zones.queries.company import profile_content

REPRESENTATIVE = CompanyRole.REPRESENTATIVE
OWN_COMPANY = {OwnCompany: _("Nobody handles a company that they belong to.")}
AS_PRINTED = {
    "business_number": "formatted_business_number",
    "corporate_number": "formatted_corporate_number",
}
ACCOUNT_REFUSALS = {
    **OWN_COMPANY,
    NoAccount: _("The company has stated no bank account."),
    Unreadable: _("The account cannot be opened: the key that it was kept under is gone."),
}


class CompanyAdminForm(forms.ModelForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.stands = digest_of(profile_content(self.instance))
            self.initial["seen"] = self.stands

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("seen") != self.stands:
            raise ValidationError(
                _("The company has changed its profile since you opened this page. Open it anew.")
            )


class CompanyMemberFormSet(forms.BaseInlineFormSet):
    def add_fields(self, form, index) -> None:
        """A row stays of its person: another one is another row."""
        super().add_fields(form, index)
        form.fields["user"].disabled = form.instance.pk is not None

    def clean(self) -> None:
        """A company that has a representative keeps one."""
        super().clean()
        if any(self.errors):
            return
        had_one = any(form.initial.get("role") == REPRESENTATIVE for form in self.initial_forms)
        kept = [form for form in self.forms if not form.cleaned_data.get("DELETE")]
        if had_one and all(form.cleaned_data.get("role") != REPRESENTATIVE for form in kept):
            raise ValidationError(_("A company is never without a representative."))


class CompanyMemberInline(admin.TabularInline):
    model = CompanyMember
    formset = CompanyMemberFormSet
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
    form = CompanyAdminForm
    inlines = [CompanyMemberInline]
    change_form_template = "admin/zones/company/change_form.html"

    def lookup_allowed(self, lookup: str, value: str, request=None) -> bool:
        """Who applies where is not to be found out by asking for it in the address."""
        hidden = lookup.startswith("applications")
        return not hidden and super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("fields of technology"))
    def field_names(self, company) -> str:
        return ", ".join(str(TechnologyField(name).label) for name in company.fields) or "-"

    def has_add_permission(self, request) -> bool:
        """Companies are registered by their own people, whom the form here does not ask for."""
        return False

    def get_fields(self, request, obj=None):
        """Who cannot change it sends nothing back of what they saw, and reads numbers as printed."""
        fields = super().get_fields(request, obj)
        if self.has_change_permission(request, obj):
            return fields
        return [AS_PRINTED.get(name, name) for name in fields if name != "seen"]

    def save_model(self, request, obj, form, change) -> None:
        correct_company(obj, by=request.user)

    def save_formset(self, request, form, formset, change) -> None:
        formset.save(commit=False)
        appointed = [*formset.new_objects, *(member for member, _names in formset.changed_objects)]
        # The new representative comes before the former one goes
        for member in sorted(appointed, key=lambda member: member.role != REPRESENTATIVE):
            appoint_member(member, by=request.user)
        for member in formset.deleted_objects:
            dismiss_member(member, by=request.user)

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
