from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.client import next_address
from portal.common.digest import digest_of
from portal.common.keeping import tell_saved
from zones.actions.company import correct_company, register_company
from zones.actions.errors import ChangedSinceSeen, TooManyCompanies
from zones.forms import CompanyForm, CompanyStatusFormSet
from zones.models import BusinessCheck, Company
from zones.queries import history_of_company
from zones.queries.company import profile_compared, profile_content
from zones.validators import corporate_number_is_odd


@login_required
@require_http_methods(["GET", "POST"])
def company_register(request: HttpRequest) -> HttpResponse:
    company = Company()
    form = CompanyForm(
        request.POST or None, instance=company, initial={"applicant_kind": "company"}
    )
    statuses = _statuses(request, company)
    if request.method == "POST" and _are_valid(form, statuses):
        try:
            company = register_company(
                company,
                by=request.user,
                statuses=statuses.save(commit=False),
                revenues=form.revenues,
            )
        except TooManyCompanies as refusal:
            words = _("You have registered %(most)s companies. Write to the help desk for more.")
            form.add_error(None, words % {"most": refusal.most})
        except ValidationError as error:
            form.refuse(error)
        else:
            tell_saved(request, _("%(name)s is registered.") % {"name": company.name})
            _warn(request, company)
            return _onwards(request, company)
    return _page(request, form, statuses)


@login_required
@require_http_methods(["GET", "POST"])
def company_edit(request: HttpRequest, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.of(request.user), pk=pk)
    if not request.user.has_perm("zones.edit_company", company):
        raise PermissionDenied
    seen = digest_of(profile_content(company))  # before the form fills the company
    form = CompanyForm(request.POST or None, instance=company)
    statuses, theirs = _statuses(request, company), []
    if request.method == "POST" and _are_valid(form, statuses):
        changed = statuses.save(commit=False)
        try:
            correct_company(
                company,
                by=request.user,
                statuses=changed,
                removed=statuses.deleted_objects,
                revenues=form.revenues,
                seen=request.POST.get("seen", ""),
            )
        except ChangedSinceSeen:
            theirs = profile_compared(company, statuses=statuses.stated(), revenues=form.revenues)
        except ValidationError as error:
            form.refuse(error)
        else:
            tell_saved(request, _("The profile is saved."))
            _warn(request, company)
            return _onwards(request, company)
    bans = company.bans.not_over(timezone.localdate())
    # A page that is refused for a fault goes on from what its writer saw, not from what is new
    seen = seen if theirs else request.POST.get("seen", seen)
    more = {"company": company, "bans": bans, "seen": seen, "theirs": theirs}
    return _page(request, form, statuses, **more)


@login_required
@require_safe
def company_history(request: HttpRequest, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.of(request.user), pk=pk)
    return TemplateResponse(
        request,
        "zones/company_history.html",
        {
            "company": company,
            "changes": history_of_company(company),
            "can_change_account": request.user.has_perm("zones.change_account", company),
        },
    )


def _warn(request: HttpRequest, company: Company) -> None:
    """Of what may be a slip of the finger; it is saved all the same."""
    number = company.corporate_number
    if number and corporate_number_is_odd(number):
        messages.warning(
            request,
            _("The check digit of the corporate number does not fit: look at each digit again."),
        )


def _statuses(request: HttpRequest, company: Company) -> CompanyStatusFormSet:
    return CompanyStatusFormSet(request.POST or None, instance=company, prefix="statuses")


def _are_valid(form: CompanyForm, statuses: CompanyStatusFormSet) -> bool:
    """Both are judged, so that the page names all faults at once; the form first: it fills the
    company that the statuses are of."""
    return all([form.is_valid(), statuses.is_valid()])


def _onwards(request: HttpRequest, company: Company) -> HttpResponse:
    """To the page that asked for the profile; back here with an empty line where more is to come."""
    asked = next_address(request)
    if "more" in request.POST:
        here = reverse("zones:company-edit", args=[company.pk])
        query = f"?{urlencode({'next': asked})}" if asked else ""
        return redirect(f"{here}{query}#statuses")
    return redirect(asked or "programs:company-desk")


def _page(
    request: HttpRequest,
    form: CompanyForm,
    statuses: CompanyStatusFormSet,
    *,
    company: Company | None = None,
    **more: Any,
) -> HttpResponse:
    return TemplateResponse(
        request,
        "zones/company_form.html",
        {
            "form": form,
            "statuses": statuses,
            "check": BusinessCheck.objects.filter(company=company).first() if company else None,
            "company": company,
            "can_change_account": request.user.has_perm("zones.change_account", company),
            "next": next_address(request),
            **more,
        },
    )
