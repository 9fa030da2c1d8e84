"""An application to take along: as PDF, as HWPX, and all of it as a ZIP."""

import json

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programs.actions.application import content_of
from programs.exports import application_zip, paper_hwpx, paper_of, paper_pdf
from programs.models import Application, Submission
from programs.queries import documents_visible_to
from programs.views.download import saved_as
from programs.views.own_application import own_application

TYPES = {"pdf": "application/pdf", "hwpx": "application/hwp+zip"}


@login_required
@require_safe
def application_paper(
    request: HttpRequest, pk: int, kind: str, number: str | None = None
) -> HttpResponse:
    """What would be submitted now, or what was received under a number; for the applicant."""
    application = own_application(request, pk)
    submission = None
    if number is not None:
        submission = get_object_or_404(application.submissions.all(), number=number)
    content, name = _said(application, submission)
    paper = paper_of(json.loads(content), call=application.call, submission=submission)
    at = submission.received_at if submission else application.saved_at
    printed = paper_pdf(paper, at=at) if kind == "pdf" else paper_hwpx(paper)
    return HttpResponse(
        printed,
        content_type=TYPES[kind],
        headers=saved_as(name, kind),
    )


def _said(application: Application, submission: Submission | None) -> tuple[str, str]:
    """The canonical content and the name of its file."""
    if submission:
        words = _("application-%(number)s") % {"number": submission.number}
        return submission.content, words
    return content_of(application), _("draft-%(code)s") % {"code": application.call.code}


@login_required
@require_safe
def application_take_out(request: HttpRequest, pk: int) -> StreamingHttpResponse | FileResponse:
    """Draft, documents, submissions and receipts, sent while they are packed."""
    application = own_application(request, pk)
    documents = documents_visible_to(request.user).filter(application=application)
    packed = application_zip(
        application, draft=content_of(application), documents=documents.current()
    )
    facts = {"code": application.call.code, "key": application.pk}
    return StreamingHttpResponse(
        packed,
        content_type="application/zip",
        headers=saved_as(_("application-%(code)s-%(key)s") % facts, "zip"),
    )
