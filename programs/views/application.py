from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.models import User
from portal.common.digest import digest_of_content
from portal.common.posting import require_post_from
from programs.actions.application import (
    content_in,
    submit_application,
    withdraw_application,
)
from programs.actions.draft import begin_application, discard_application
from programs.actions.errors import CallClosed, CallFull, ContentChanged, Incomplete, Refused
from programs.enums import ApplicationState
from programs.forms.application import StartForm
from programs.models import Application, Call, Submission, Supplement
from programs.queries import (
    Written,
    content_of_submission,
    faults_among,
    faults_of_application,
    match_of,
    outcome_of,
    own_matches_of,
    sections_in,
    timeline_of,
    with_own_companies,
    with_rules,
)
from programs.queries.amendment import confirmations_awaited_from
from programs.queries.application import (
    own_applications_in,
    with_own_applications,
)
from programs.queries.application_section import faults_in
from programs.queries.call import cancellation_of, zones_to_ask
from programs.queries.consent import text_changes
from programs.queries.plan.budget import judged_budget_of
from programs.queries.plan.tables import tables_of_plan
from programs.queries.standing import Standing, standings_of
from programs.views.application_steps import CHECK, steps_around, tasks_of
from programs.views.own_application import own_application, own_written, why_closed
from programs.workflow import TransitionNotAllowed
from zones.enums import CompanyRole
from zones.models import Company

# For who is not in it yet, and for who is and asks for more money than there is
CALL_IS_FULL = {
    False: gettext_lazy(
        "Not submitted: the call is full. Your draft is kept; a place may be freed."
    ),
    True: gettext_lazy(
        "Not submitted: the call is full, so you can ask for no more than before. "
        "What you had submitted counts; your changes are kept as a draft."
    ),
}
NOT_SUBMITTED_YET = gettext_lazy("Not submitted yet: press “Submit the application” once more.")


@login_required
@require_http_methods(["GET", "POST"])
def application_start(request: HttpRequest, code: str) -> HttpResponse:
    published = with_rules(Call.objects.published().with_parties())
    shown = with_own_applications(with_own_companies(published, request.user), request.user)
    call = get_object_or_404(shown, code=code)
    companies = Company.objects.of(request.user)
    form = StartForm(request.POST or None, companies=companies)
    if request.method == "POST" and form.is_valid():
        company = form.cleaned_data["company"]
        try:
            application = begin_application(call, company=company, by=request.user)
        except CallClosed:
            messages.error(request, _("This call takes no applications at this moment."))
            return redirect(call)
        except Refused:
            form.add_error("company", _("This call is not for this kind of applicant."))
        else:
            return redirect("programs:application-edit", pk=application.pk)
    return TemplateResponse(
        request,
        "programs/application_start.html",
        {
            "call": call,
            "form": form,
            "cancellation": cancellation_of(call),
            "own_matches": own_matches_of(call, request.user),
            "begun": own_applications_in(call),
        },
    )


@login_required
@require_safe
def application_detail(request: HttpRequest, pk: int) -> HttpResponse:
    application = own_application(request, pk)
    is_underway = application.call.is_underway
    faults = faults_of_application(application, by=request.user) if is_underway else []
    received = content_of_submission(application)
    application.received_title = received["content"].get("title")
    return TemplateResponse(
        request,
        "programs/application_detail.html",
        {
            "application": application,
            "call": application.call,
            "zones_with_contact": zones_to_ask(application.call),
            "cancellation": cancellation_of(application.call),
            "can_edit": request.user.has_perm("programs.edit_application", application),
            "can_submit": request.user.has_perm("programs.submit_application", application),
            "can_confirm": request.user.has_perm("programs.confirm_application", application),
            "can_discard": request.user.has_perm("programs.discard_application", application),
            "can_withdraw": request.user.has_perm("programs.withdraw_application", application),
            "can_challenge": request.user.has_perm("programs.file_challenge", application),
            "tasks": tasks_of(application, faults),
            "receipts": _receipts(application),
            "confirmations": confirmations_awaited_from(application).select_related("amendment"),
            "received": received,
            "documents": application.documents.current().select_related(
                "required_document", "question"
            ),
            "timeline": timeline_of(application),
            "open_supplement": _open_supplement(application),
            **(_missed(application, by=request.user) if application.is_missed else {}),
            **outcome_of(application),
        },
    )


def _open_supplement(application: Application) -> Supplement | None:
    """Nothing is asked for before the call has ended, or once the check is done."""
    if application.call.is_underway or application.state != ApplicationState.SUBMITTED:
        return None
    return application.supplements.open().first()


def _receipts(application: Application) -> list[tuple[Submission, Standing]]:
    submissions = list(application.submissions.defer("content"))
    standings = standings_of(application) if submissions else {}
    return [(one, standings.get(one.number, Standing())) for one in submissions]


def _missed(application: Application, *, by: User) -> dict[str, Any]:
    """What was there, and what was missing, when the call closed."""
    written = Written(application)
    return {
        "missed": {
            "faults": faults_in(written, by=by),
            "answers": written.form.lines,
            "documents": written.form.documents,
        }
    }


@login_required
@require_safe
def application_check(request: HttpRequest, pk: int) -> HttpResponse:
    written, by = own_written(request, pk), request.user
    application, plan = written.application, written.plan
    sections, consents = sections_in(written, by=by), written.consents_of(by)
    return TemplateResponse(
        request,
        "programs/application_check.html",
        {
            **steps_around(application, CHECK, sections=sections),
            "application": application,
            "call": application.call,
            "cancellation": cancellation_of(application.call),
            "tasks": tasks_of(application, faults_among(application, sections)),
            "consents": consents,
            "consent_changes": text_changes(application, consents, written.coming_texts),
            "answers": written.form.lines,
            "documents": written.form.documents,
            "plan": tables_of_plan(plan),
            "judged": judged_budget_of(plan),
            "match": match_of(application.call, application.company),
            "seen": digest_of_content(content_in(written)),
            "can_edit": request.user.has_perm("programs.edit_application", application),
            "can_submit": request.user.has_perm("programs.submit_application", application),
        },
    )


@login_required
@require_post_from("programs:application-check", "pk", words=NOT_SUBMITTED_YET)
def application_submit(request: HttpRequest, pk: int) -> HttpResponse:
    written = own_written(request, pk)
    application, seen = written.application, request.POST.get("seen")
    if application.found_role == CompanyRole.CONSULTANT:
        raise PermissionDenied
    try:
        submission = submit_application(application, by=request.user, seen=seen, read=written)
    except Incomplete:
        messages.error(request, _("Not submitted: something is still missing. See the list."))
        return redirect("programs:application-check", pk=pk)
    except CallFull:
        messages.error(request, CALL_IS_FULL[application.state == ApplicationState.SUBMITTED])
    except (CallClosed, TransitionNotAllowed):
        words = _("Not submitted: the call is closed. Your draft is kept.")
        messages.error(request, why_closed(application, words=words))
    except ContentChanged:
        words = _(
            "Not submitted: the application was changed after you opened the page. Read it again"
            " here, then submit."
        )
        messages.error(request, words)
        return redirect("programs:application-check", pk=pk)
    else:
        messages.success(
            request, _("Received. Receipt number: %(number)s") % {"number": submission.number}
        )
        return redirect("programs:receipt-detail", pk=pk, number=submission.number)
    return redirect(application)


@login_required
@require_post_from("programs:application-detail", "pk")
def application_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    application = own_application(request, pk)
    if application.found_role == CompanyRole.CONSULTANT:
        raise PermissionDenied
    try:
        withdraw_application(application, by=request.user)
    except (CallClosed, TransitionNotAllowed):
        messages.error(request, why_closed(application))
    else:
        messages.success(request, _("Withdrawn. You can submit again until the call closes."))
    return redirect(application)


@login_required
@require_post_from("programs:application-detail", "pk")
def application_discard(request: HttpRequest, pk: int) -> HttpResponse:
    application = own_application(request, pk)
    if application.found_role == CompanyRole.CONSULTANT:
        raise PermissionDenied
    try:
        discard_application(application, by=request.user)
    except (CallClosed, TransitionNotAllowed):
        messages.error(request, why_closed(application))
        return redirect(application)
    messages.success(request, _("Given up. You can begin it anew until the call closes."))
    return redirect("programs:company-desk")
