from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from programs.exports import receipt_pdf as receipt_pdf_of
from programs.forms.receipt import ReceiptForm
from programs.queries import applications_of, submission_with


@login_required
@require_safe
def receipt_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    application = get_object_or_404(applications_of(request.user), pk=pk)
    submission = application.submissions.first()
    if submission is None:
        raise Http404
    return HttpResponse(
        receipt_pdf_of(submission),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{submission.number}.pdf"'},
    )


@require_safe
def receipt_check(request: HttpRequest) -> HttpResponse:
    """Anybody who holds number and digest learns whether and when it was received, no more."""
    is_asked = bool(request.GET)
    form = ReceiptForm(request.GET if is_asked else None)
    submission = None
    if is_asked and form.is_valid():
        submission = submission_with(**form.cleaned_data)
    return TemplateResponse(
        request,
        "programs/receipt_check.html",
        {"form": form, "submission": submission, "is_checked": is_asked and form.is_valid()},
    )
