from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.bodies import takes_files
from portal.common.client import client_address
from portal.common.posting import require_post_from
from programs.actions.errors import CallClosed, NotReusable, TooManyKept
from programs.actions.vault import keep_certificate, remove_certificate, use_certificate
from programs.file_checks import DOCUMENT_ENDINGS
from programs.forms.vault import CertificateForm, UseCertificateForm
from programs.queries import applications_of
from programs.queries.vault import vault_visible_to
from programs.views.download import download_of
from programs.views.own_application import tell_of_document
from programs.workflow import TransitionNotAllowed
from zones.actions.reading import record_company_reading
from zones.enums import CompanyReadPlace
from zones.models import Company


@login_required
@require_http_methods(["GET", "POST"])
@takes_files
def company_vault(request: HttpRequest, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.of(request.user), pk=pk)
    form = CertificateForm(request.POST or None, request.FILES or None, company=company)
    if request.method == "POST" and form.is_valid():
        try:
            document = keep_certificate(company, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("upload", error.messages)
        except TooManyKept as refusal:
            form.add_error(None, _("At most %(most)s can be kept.") % {"most": refusal.most})
        else:
            messages.success(request, _("%(name)s is kept.") % {"name": document.name})
            return redirect("programs:company-vault", pk=pk)
    return TemplateResponse(
        request,
        "programs/company_vault.html",
        {
            "company": company,
            "documents": company.vault.current().select_related("status"),
            "form": form,
            "endings": DOCUMENT_ENDINGS,
            "can_change_account": request.user.has_perm("zones.change_account", company),
        },
    )


@login_required
@require_safe
def company_vault_download(request: HttpRequest, pk: int, vault_pk: int) -> HttpResponse:
    """A download, never rendered in our origin; readers other than the company are logged."""
    visible = vault_visible_to(request.user).select_related("company")
    document = get_object_or_404(visible, pk=vault_pk, company=pk)
    if not Company.objects.of(request.user).filter(pk=pk).exists():
        record_company_reading(
            document.company,
            by=request.user,
            place=CompanyReadPlace.EVIDENCE,
            reason=document.name,
            address=client_address(request),
        )
    return download_of(request, document.file, name=document.name)


@login_required
@require_post_from("programs:company-vault", "pk")
def company_vault_remove(request: HttpRequest, pk: int, vault_pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.of(request.user), pk=pk)
    document = get_object_or_404(company.vault, pk=vault_pk)
    remove_certificate(document, by=request.user)
    messages.success(request, _("%(name)s is removed.") % {"name": document.name})
    return redirect("programs:company-vault", pk=pk)


@login_required
@require_post_from("programs:document-list", "pk")
def document_from_vault(request: HttpRequest, pk: int) -> HttpResponse:
    applications = applications_of(request.user).select_related("call", "company")
    application = get_object_or_404(applications, pk=pk)
    form = UseCertificateForm(request.POST, application=application)
    if not form.is_valid():
        messages.error(request, _("Choose one of the kept certificates."))
        return redirect("programs:document-list", pk=pk)
    required = form.cleaned_data["required_document"]
    try:
        document = use_certificate(
            form.cleaned_data["vault_document"],
            application=application,
            required_document=required,
            by=request.user,
            seen=form.cleaned_data["seen"],
        )
    except NotReusable:
        messages.error(
            request, _("This certificate does not fit here: it is too old or not valid any more.")
        )
    except (CallClosed, TransitionNotAllowed):
        messages.error(request, _("This call is closed: the file was not added."))
    else:
        tell_of_document(request, document, _("%(name)s is handed in."))
    return redirect("programs:document-list", pk=pk)
