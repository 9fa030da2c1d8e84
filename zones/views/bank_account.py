from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.common.posting import require_post_from
from zones.actions.bank_account import change_account, remove_account
from zones.actions.errors import ChangedSinceSeen
from zones.forms import BankAccountForm
from zones.models import Company
from zones.queries import account_of

ACCOUNT_CHANGED = gettext_lazy(
    "A colleague changed the account meanwhile: above stands what is saved now. "
    "What you typed stands below; save again to put it in its place."
)


def _own(request: HttpRequest, pk: int) -> Company:
    company = get_object_or_404(Company.objects.of(request.user), pk=pk)
    if not request.user.has_perm("zones.change_account", company):
        raise PermissionDenied
    return company


@login_required
@require_http_methods(["GET", "POST"])
def company_account(request: HttpRequest, pk: int) -> HttpResponse:
    """The account is shown masked, to its own company too: whoever changes it writes it anew."""
    company = _own(request, pk)
    form = BankAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            change_account(company, by=request.user, seen=seen, **form.cleaned_data)
        except ChangedSinceSeen:
            form.add_error(None, ACCOUNT_CHANGED)
        else:
            messages.success(request, _("The bank account is saved."))
            return redirect("zones:company-account", pk=pk)
    return TemplateResponse(
        request,
        "zones/company_account.html",
        {
            "company": company,
            "form": form,
            "account": account_of(company),
            "can_change_account": True,
        },
    )


@login_required
@require_post_from("zones:company-account", "pk")
def company_account_remove(request: HttpRequest, pk: int) -> HttpResponse:
    company = _own(request, pk)
    try:
        remove_account(company, by=request.user, seen=request.POST.get("seen", ""))
    except ChangedSinceSeen:
        messages.error(request, _("Not removed: a colleague saved another account meanwhile."))
    else:
        messages.success(request, _("The bank account is removed."))
    return redirect("zones:company-account", pk=pk)
