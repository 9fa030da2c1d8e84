import json

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.models import User
from portal.common.kept import KeptQuery
from portal.common.signing import public_keys
from programs.exports import receipt_pdf as receipt_pdf_of
from programs.forms.receipt import ReceiptFileForm, ReceiptForm
from programs.models import Submission
from programs.queries import applications_of, submission_with
from programs.queries.receipt import receipt_json as receipt_json_of
from programs.queries.receipt import seal_that_holds, with_seal
from programs.queries.receipt_file import is_ours, is_pdf
from programs.queries.standing import standing_of, with_endings
from programs.views.download import saved_as


def _own_submissions(person: User, pk: int, number: str) -> QuerySet[Submission]:
    submissions = Submission.objects.filter(
        application__in=applications_of(person), application=pk, number=number
    )
    return with_seal(with_endings(submissions)).select_related(
        "application__call__agency", "submitted_by"
    )


OWN: KeptQuery[Submission] = KeptQuery(_own_submissions)


def _own(user: User, pk: int, number: str) -> Submission:
    """One of all submissions of an own application; strangers get 404."""
    submission = OWN.first(user, pk, number)
    if submission is None:
        raise Http404
    return submission


def _as_pdf(submission: Submission) -> HttpResponse:
    return HttpResponse(
        receipt_pdf_of(submission),
        content_type="application/pdf",
        headers=saved_as(_("receipt-%(number)s") % {"number": submission.number}, "pdf"),
    )


@login_required
@require_safe
def receipt_detail(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    submission = _own(request.user, pk, number)
    application = submission.application
    content = json.loads(submission.content)
    return TemplateResponse(
        request,
        "programs/receipt_detail.html",
        {
            "submission": submission,
            "application": application,
            "call": application.call,
            "documents": content["documents"],
            "title": content["title"],
            "company": content["company"]["name"],
            "standing": standing_of(submission),
            "seal": seal_that_holds(submission, application.call),
        },
    )


@login_required
@require_safe
def receipt_json(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    submission = _own(request.user, pk, number)
    return JsonResponse(
        receipt_json_of(submission, submission.application.call),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers=saved_as(_("receipt-%(number)s") % {"number": submission.number}, "json"),
    )


@login_required
@require_safe
def receipt_pdf_of_number(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    return _as_pdf(_own(request.user, pk, number))


@login_required
@require_safe
def receipt_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Of the last submission, the one that counts."""
    application = get_object_or_404(applications_of(request.user), pk=pk)
    submission = application.submissions.first()
    if submission is None:
        raise Http404
    return _as_pdf(submission)


@require_http_methods(["GET", "HEAD", "POST"])
def receipt_check(request: HttpRequest) -> HttpResponse:
    """Anybody who holds number and digest, or the file of a receipt, learns whether and when it was
    received, no more."""
    is_sent = request.method == "POST"
    is_asked = not is_sent and bool(request.GET)
    form = ReceiptForm(request.GET if is_asked else None)
    file_form = ReceiptFileForm(request.POST, request.FILES) if is_sent else ReceiptFileForm()
    asked = file_form if is_sent else form
    is_checked = (is_sent or is_asked) and asked.is_valid()
    submission = submission_with(**asked.claim) if is_checked else None
    if submission and is_sent and not is_ours(file_form.content, submission):
        submission = None
    return TemplateResponse(
        request,
        "programs/receipt_check.html",
        {
            "form": form,
            "file_form": file_form,
            "submission": submission,
            "is_checked": is_checked,
            "is_of_file": is_sent,
            "is_of_pdf": is_sent and is_checked and is_pdf(file_form.content),
        },
    )


@require_safe
def receipt_keys(request: HttpRequest) -> HttpResponse:
    """The public keys, for those who check receipts and seals without us (docs/receipts.md)."""
    keys = [{"key": name, "ed25519": value} for name, value in public_keys().items()]
    return JsonResponse({"keys": keys}, headers={"Cache-Control": "public, max-age=3600"})
