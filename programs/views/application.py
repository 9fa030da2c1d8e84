from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.models import User
from portal.common.keeping import tell_saved
from programs.actions.application import (
    save_draft,
    start_application,
    submit_application,
    withdraw_application,
)
from programs.actions.errors import CallClosed, CallFull, DraftKeepsChanging, Incomplete, Refused
from programs.enums import ApplicationState, CallState
from programs.forms.application import ApplicationForm, StartForm
from programs.models import Application, Call
from programs.queries import (
    applications_of,
    content_of_submission,
    faults_of_application,
    filled_form,
    match_for,
    outcome_of,
    own_matches_of,
    profile_of_company,
    timeline_of,
    with_rules,
)
from programs.queries.amendment import confirmations_awaited_from
from programs.queries.call import cancellation_of, zones_to_ask
from programs.workflow import TransitionNotAllowed
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
CLOSED = gettext_lazy(
    "This call is closed. What you had submitted before counts; nothing was changed now."
)
CANCELLED = gettext_lazy("This call was cancelled. Nothing was changed now.")


def _own(user: User, pk: int) -> Application:
    """The application, for its applicant only; strangers get 404."""
    applications = applications_of(user).select_related("call__agency", "company")
    return get_object_or_404(applications, pk=pk)


def _closed(application: Application, *, words: str = CLOSED) -> str:
    """Why nothing can be changed any more, as the call stands at this moment."""
    is_cancelled = Call.objects.filter(pk=application.call_id, state=CallState.CANCELLED).exists()
    return CANCELLED if is_cancelled else words


@login_required
@require_http_methods(["GET", "POST"])
def application_start(request: HttpRequest, code: str) -> HttpResponse:
    call = get_object_or_404(with_rules(Call.objects.published().with_parties()), code=code)
    companies = Company.objects.of(request.user)
    form = StartForm(request.POST or None, companies=companies)
    if request.method == "POST" and form.is_valid():
        company = form.cleaned_data["company"]
        try:
            application = start_application(call, company=company, by=request.user)
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
        },
    )


@login_required
@require_safe
def application_detail(request: HttpRequest, pk: int) -> HttpResponse:
    application = _own(request.user, pk)
    return TemplateResponse(
        request,
        "programs/application_detail.html",
        {
            "application": application,
            "call": application.call,
            "zones_with_contact": zones_to_ask(application.call),
            "cancellation": cancellation_of(application.call),
            "can_edit": request.user.has_perm("programs.edit_application", application),
            "can_withdraw": request.user.has_perm("programs.withdraw_application", application),
            "faults": faults_of_application(application) if application.call.is_underway else [],
            "submissions": application.submissions.all(),
            "confirmations": confirmations_awaited_from(application).select_related("amendment"),
            "received": content_of_submission(application),
            "documents": application.documents.current().select_related(
                "required_document", "question"
            ),
            "timeline": timeline_of(application),
            **(_missed(application) if application.is_missed else {}),
            **outcome_of(application),
        },
    )


def _missed(application: Application) -> dict[str, Any]:
    """What was there, and what was missing, when the call closed."""
    filled = filled_form(application)
    return {
        "missed": {
            "faults": faults_of_application(application),
            "answers": filled.lines,
            "documents": filled.documents,
        }
    }


@login_required
@require_http_methods(["GET", "POST"])
def application_edit(request: HttpRequest, pk: int) -> HttpResponse:
    application = _own(request.user, pk)
    may_edit = request.user.has_perm("programs.edit_application", application)
    if request.method == "GET" and not may_edit:
        messages.error(request, _closed(application))
        return redirect(application)
    form = ApplicationForm(request.POST or None, instance=application)
    if request.method == "POST" and form.is_valid():
        try:
            save_draft(
                application,
                by=request.user,
                title=form.cleaned_data["title"],
                requested_won=form.cleaned_data["requested_won"],
                answers=form.answers,
            )
        except (CallClosed, TransitionNotAllowed):
            messages.error(request, _closed(application))  # and what was typed stays on the page
        else:
            tell_saved(request, _("Saved."))
            return redirect("programs:document-list", pk=pk)
    return TemplateResponse(
        request,
        "programs/application_form.html",
        {"application": application, "call": application.call, "form": form},
    )


@login_required
@require_safe
def application_check(request: HttpRequest, pk: int) -> HttpResponse:
    application = _own(request.user, pk)
    filled = filled_form(application)
    return TemplateResponse(
        request,
        "programs/application_check.html",
        {
            "application": application,
            "call": application.call,
            "cancellation": cancellation_of(application.call),
            "faults": faults_of_application(application),
            "answers": filled.lines,
            "documents": filled.documents,
            "match": match_for(application.call, profile_of_company(application.company)),
            "can_submit": request.user.has_perm("programs.submit_application", application),
        },
    )


@login_required
@require_POST
def application_submit(request: HttpRequest, pk: int) -> HttpResponse:
    application = _own(request.user, pk)
    try:
        submission = submit_application(application, by=request.user)
    except Incomplete:
        messages.error(request, _("Not submitted: something is still missing. See the list."))
        return redirect("programs:application-check", pk=pk)
    except CallFull:
        messages.error(request, CALL_IS_FULL[application.state == ApplicationState.SUBMITTED])
    except (CallClosed, TransitionNotAllowed):
        words = _("Not submitted: the call is closed. Your draft is kept.")
        messages.error(request, _closed(application, words=words))
    except DraftKeepsChanging:
        messages.error(request, _("Not submitted: somebody is saving this draft. Try again."))
        return redirect("programs:application-check", pk=pk)
    else:
        messages.success(
            request, _("Received. Receipt number: %(number)s") % {"number": submission.number}
        )
    return redirect(application)


@login_required
@require_POST
def application_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    application = _own(request.user, pk)
    try:
        withdraw_application(application, by=request.user)
    except (CallClosed, TransitionNotAllowed):
        messages.error(request, _closed(application))
    else:
        messages.success(request, _("Withdrawn. You can submit again until the call closes."))
    return redirect(application)
