from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zones.actions.company import correct_company, register_company
from zones.forms import CompanyForm
from zones.models import Company


@login_required
@require_http_methods(["GET", "POST"])
def company_register(request: HttpRequest) -> HttpResponse:
    form = CompanyForm(request.POST or None, initial={"applicant_kind": "company"})
    if request.method == "POST" and form.is_valid():
        company = register_company(form.instance, by=request.user)
        messages.success(request, _("%(name)s is registered.") % {"name": company.name})
        return redirect("programs:company-desk")
    return TemplateResponse(request, "zones/company_form.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def company_edit(request: HttpRequest, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.of(request.user), pk=pk)
    if not request.user.has_perm("zones.edit_company", company):
        raise PermissionDenied
    form = CompanyForm(request.POST or None, instance=company)
    if request.method == "POST" and form.is_valid():
        correct_company(form.instance, by=request.user)
        messages.success(request, _("The profile is saved."))
        return redirect("programs:company-desk")
    return TemplateResponse(request, "zones/company_form.html", {"form": form})
