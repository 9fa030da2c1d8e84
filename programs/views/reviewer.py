"""A reviewer's own pages: joining the pool, profile, ties, the account for fees."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.common.keeping import tell_saved
from portal.common.posting import require_post_from
from programs.actions.errors import (
    AlreadyReviewer,
    AnotherAddress,
    ChangedSinceSeen,
    InvitationGone,
)
from programs.actions.reviewer import (
    change_reviewer,
    change_reviewer_account,
    join_pool,
    masked_account_of,
    move_reviewer,
)
from programs.forms.reviewer import JoinForm, ReviewerProfileForm, TieFormSet, initial_of
from programs.models import Reviewer
from programs.queries.reviewer import invitation_of
from programs.workflow import TransitionNotAllowed
from zones.forms import BankAccountForm


def _own(request: HttpRequest) -> Reviewer:
    reviewer = Reviewer.objects.filter(user=request.user).first()
    if reviewer is None:
        raise PermissionDenied
    return reviewer


@login_required
@require_http_methods(["GET", "POST"])
def reviewer_profile(request: HttpRequest) -> HttpResponse:
    reviewer = _own(request)
    form = ReviewerProfileForm(request.POST or None, initial=initial_of(reviewer))
    ties = TieFormSet(request.POST or None, initial=reviewer.ties.values(), prefix="ties")
    if request.method == "POST" and form.is_valid() and ties.is_valid():
        change_reviewer(reviewer, by=request.user, profile=form.profile, ties=ties.ties)
        tell_saved(request, _("Saved."))
        return redirect("programs:reviewer-profile")
    return TemplateResponse(
        request,
        "programs/reviewer_profile.html",
        {
            "reviewer": reviewer,
            "form": form,
            "ties": ties,
            "sanctions": reviewer.sanctions.standing().filter(ends_on__gte=timezone.localdate()),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def reviewer_account(request: HttpRequest) -> HttpResponse:
    """Shown masked, to themselves too: whoever changes it writes it anew."""
    reviewer = _own(request)
    form = BankAccountForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        account = {name: form.cleaned_data[name] for name in ("bank", "holder", "number")}
        seen = request.POST.get("seen", "")
        try:
            change_reviewer_account(reviewer, by=request.user, seen=seen, **account)
        except ChangedSinceSeen:
            form.add_error(
                None, _("The account was changed meanwhile: above stands what is saved.")
            )
        else:
            messages.success(request, _("The bank account is saved."))
            return redirect("programs:reviewer-account")
    return TemplateResponse(
        request,
        "programs/reviewer_account.html",
        {"reviewer": reviewer, "form": form, "account": masked_account_of(reviewer)},
    )


def _moved(request: HttpRequest, verb: str, words: str) -> HttpResponse:
    reviewer = _own(request)
    try:
        move_reviewer(reviewer, verb, by=request.user)
    except TransitionNotAllowed:
        messages.info(request, _("This step was done before. Here is how things stand."))
    else:
        messages.success(request, words)
    return redirect("programs:reviewer-profile")


@login_required
@require_post_from("programs:reviewer-profile")
def reviewer_pause(request: HttpRequest) -> HttpResponse:
    return _moved(request, "pause", _("Nothing new is assigned to you until you are back."))


@login_required
@require_post_from("programs:reviewer-profile")
def reviewer_resume(request: HttpRequest) -> HttpResponse:
    return _moved(request, "resume", _("Welcome back."))


@login_required
@require_http_methods(["GET", "POST"])
def reviewer_join(request: HttpRequest, token: str) -> HttpResponse:
    invitation = invitation_of(token)
    if invitation is None:
        raise Http404
    is_theirs = invitation.email == request.user.email
    form = JoinForm(request.POST or None) if is_theirs else None
    if form and request.method == "POST" and form.is_valid():
        try:
            join_pool(invitation, by=request.user, profile=form.profile)
        except AlreadyReviewer:
            messages.info(request, _("You are in the pool already."))
        except (InvitationGone, AnotherAddress):
            raise Http404 from None
        else:
            tell_saved(request, _("Thank you. You are in the pool of reviewers."))
        return redirect("programs:reviewer-profile")
    return TemplateResponse(
        request, "programs/reviewer_join.html", {"invitation": invitation, "form": form}
    )
