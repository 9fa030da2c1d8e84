from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.client import client_address
from portal.common.keeping import tell_saved
from portal.common.posting import require_post_from
from programs.actions.errors import (
    InConflict,
    NotTheChair,
    NotUnderWay,
    PanelClosed,
    ScoresMissing,
)
from programs.actions.reading import record_reading
from programs.actions.review import (
    SavedScores,
    finish_review,
    pledge_no_conflict,
    recuse_reviewer,
    save_scores,
    unlock_review,
)
from programs.enums import AssignmentState, ReadPlace, ReviewStanding
from programs.forms.review import RecusalForm, ScoreForm, UnlockForm
from programs.models import Assignment
from programs.queries import assignments_of, content_of_submission
from programs.queries.document_pages import outlines_of
from programs.queries.merging import from_token
from programs.queries.panel import seats_with_progress
from programs.queries.review import assignments_led_by
from programs.queries.sheet import sheets_of
from programs.views.draft_answer import DraftAnswer, is_of_another, wants_json
from programs.workflow import TransitionNotAllowed

# What a page needs to call an application by its name, or in a blind panel by its number
SHOWN = ("application__call", "application__company", "application__panel_place", "panel")
# When a reviewer declares that there is no conflict
EARLY = (ReviewStanding.AHEAD, ReviewStanding.OPEN)
OUTSIDE = (NotUnderWay, PanelClosed)


def _own(request: HttpRequest, pk: int) -> Assignment:
    assignments = assignments_of(request.user).with_standing()
    return get_object_or_404(assignments.select_related(*SHOWN, "reviewer"), pk=pk)


def _done_before(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """A second click, or a page that was open for long: say so and show how things stand."""
    messages.info(request, _("This step was done before. Here is how things stand."))
    return redirect("programs:review-detail", pk=assignment.pk)


@login_required
@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    if not hasattr(request.user, "reviewer"):
        raise PermissionDenied
    led = assignments_led_by(request.user)
    # Who applies is not told before the pledge
    own = assignments_of(request.user).with_standing().select_related(*SHOWN)
    own = own.exclude(standing=ReviewStanding.UNPLEDGED, finished_at=None)
    # As they present; where no order is drawn, what is begun comes first
    rows = list(own.order_by("panel", "application__panel_place__position", "-state", "pk"))
    members = list(seats_with_progress(request.user))
    context = {
        "open_assignments": [row for row in rows if row.finished_at is None],
        "finished_assignments": [row for row in rows if row.finished_at],
        "members": members,
        "led": led.select_related(*SHOWN, "reviewer__user")
        if any(member.leads for member in members)
        else (),
    }
    return TemplateResponse(request, "programs/review_list.html", context)


@require_safe
@login_required
def review_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _own(request, pk))


def _page(
    request: HttpRequest,
    assignment: Assignment,
    *,
    form: ScoreForm | None = None,
    recusal_form: RecusalForm | None = None,
    typed: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """Before the pledge only the parties' names are shown, in a blind panel not even these; the
    content after it, while the panel reviews; one's own sheets always."""
    context = {
        "assignment": assignment,
        "application": assignment.application,
        "call": assignment.application.call,
        "recusal_form": recusal_form or RecusalForm(),
        "typed": typed,
    }
    if assignment.state == AssignmentState.ASSIGNED and assignment.standing in EARLY:
        return TemplateResponse(request, "programs/review_pledge.html", context)
    if assignment.standing != ReviewStanding.OPEN:
        context |= {"sheets": sheets_of(assignment), "is_named": _is_named(assignment)}
        return TemplateResponse(request, "programs/review_standing.html", context)
    record_reading(
        assignment.application,
        by=request.user,
        place=ReadPlace.REVIEW,
        address=client_address(request),
    )
    shown = ScoreForm(assignment=assignment)  # as it is saved now
    received = content_of_submission(assignment.application, is_blind=assignment.panel.is_blind)
    context |= {
        "form": form or shown,
        "seen": shown.seen,
        "sheets": sheets_of(assignment),
        "reviewed": outlines_of(received["documents"]),
        **received,
    }
    return TemplateResponse(request, "programs/review_detail.html", context)


def _is_named(assignment: Assignment) -> bool:
    """Whether the reviewer was told whose it is, by the pledge of now or of then."""
    return assignment.standing != ReviewStanding.UNPLEDGED or assignment.finished_at is not None


@login_required
@require_post_from("programs:review-detail", "pk")
def review_pledge(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _own(request, pk)
    if not request.user.has_perm("programs.pledge_assignment", assignment):
        return _done_before(request, assignment)
    try:
        pledge_no_conflict(assignment, by=request.user)
    except InConflict:
        messages.error(request, _("The records show a conflict: please step back."))
    except (*OUTSIDE, TransitionNotAllowed):
        return _done_before(request, assignment)
    return redirect("programs:review-detail", pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def review_recuse(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _own(request, pk)
    if request.method == "GET":  # after a new sign-in
        return redirect("programs:review-detail", pk=pk)
    if not request.user.has_perm("programs.recuse_assignment", assignment):
        return _done_before(request, assignment)
    form = RecusalForm(request.POST)
    if not form.is_valid():
        return _page(request, assignment, recusal_form=form)
    try:
        recuse_reviewer(assignment, by=request.user, reason=form.cleaned_data["reason"])
    except TransitionNotAllowed:
        return _done_before(request, assignment)
    tell_saved(request, _("You stepped back. Thank you for saying so."))
    return redirect("programs:review-list")


@login_required
@require_http_methods(["GET", "POST"])
def review_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """By the chair: without the scores, which are no business of other reviewers."""
    led = assignments_led_by(request.user).select_related(*SHOWN, "reviewer__user")
    assignment = get_object_or_404(led, pk=pk)
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            unlock_review(assignment, by=request.user, reason=form.cleaned_data["reason"])
        except (*OUTSIDE, NotTheChair, TransitionNotAllowed):
            messages.info(request, _("This step was done before. Here is how things stand."))
        else:
            tell_saved(request, _("Opened again. The reviewer is told by mail."))
        return redirect("programs:review-list")
    context = {"assignment": assignment, "form": form, "call": assignment.application.call}
    return TemplateResponse(request, "programs/review_unlock.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def review_save(request: HttpRequest, pk: int) -> HttpResponse:
    """By the button, or by the page itself, which is answered in JSON."""
    assignment = _own(request, pk)
    if request.method == "GET":  # after a new sign-in
        return redirect("programs:review-detail", pk=pk)
    form = ScoreForm(request.POST, assignment=assignment)
    if wants_json(request):
        return _saved_by_itself(request, assignment, form).as_json()
    if refused := _refused(request, assignment, form):
        return refused
    tell_saved(request, _("Saved. You can go on later."))
    return redirect("programs:review-detail", pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def review_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Saves what stands in the form, then locks it."""
    assignment = _own(request, pk)
    if request.method == "GET":  # after a new sign-in
        return redirect("programs:review-detail", pk=pk)
    form = ScoreForm(request.POST, assignment=assignment)
    if refused := _refused(request, assignment, form):
        return refused
    try:
        finish_review(assignment, by=request.user)
    except ScoresMissing:
        form.add_error(
            None, _("Saved, but not finished: each criterion needs points and a reason.")
        )
        return _page(request, assignment, form=form)
    except InConflict:
        form.add_error(None, _("Saved, but the records show a conflict: please step back."))
        return _page(request, assignment, form=form)
    except (*OUTSIDE, TransitionNotAllowed):
        return _done_before(request, assignment)
    at = reverse("programs:review-save", args=[pk])  # the form has two buttons
    tell_saved(request, _("Finished. Your scores are locked."), at=at)
    return redirect("programs:review-list")


def _refused(request: HttpRequest, assignment: Assignment, form: ScoreForm) -> HttpResponse | None:
    """Save all of the form; the page that says why not."""
    if not _may_score(request, assignment):
        return _too_late(request, assignment, form)
    if is_of_another(request):
        form.add_error(None, _("Not saved: another person had opened this page."))
    if not form.is_valid():
        return _page(request, assignment, form=form)
    try:
        saved = _save(request, assignment, form)
    except (*OUTSIDE, TransitionNotAllowed):
        return _too_late(request, _own(request, assignment.pk), form)
    if not saved.clashing:
        return None
    form.add_error(
        None,
        _(
            "You saved these in another window meanwhile: %(fields)s. What you typed here stands "
            "below; save once more to keep it."
        )
        % {"fields": ", ".join(form.labels(saved.clashing))},
    )
    return _page(request, assignment, form=form)


def _saved_by_itself(request: HttpRequest, assignment: Assignment, form: ScoreForm) -> DraftAnswer:
    """What is filled in right is saved, the rest is told."""
    if is_of_another(request):
        return DraftAnswer("another")
    is_valid = form.is_valid()
    if not _may_score(request, assignment):
        return DraftAnswer("closed")
    try:
        saved = _save(request, assignment, form)
    except (*OUTSIDE, TransitionNotAllowed):
        return DraftAnswer("closed")
    return DraftAnswer(
        "changed" if saved.clashing else "" if is_valid else "invalid",
        form.faults,
        at=saved.at,
        seen=saved.seen,
        clashing=form.labels(saved.clashing),
    )


def _may_score(request: HttpRequest, assignment: Assignment) -> bool:
    is_open = assignment.standing == ReviewStanding.OPEN
    return is_open and request.user.has_perm("programs.score_assignment", assignment)


def _too_late(request: HttpRequest, assignment: Assignment, form: ScoreForm) -> HttpResponse:
    """Finished meanwhile, or the time is over: how it stands, and what was typed, to be copied."""
    is_early = assignment.state == AssignmentState.ASSIGNED and assignment.standing in EARLY
    if is_early or not form.typed or _may_score(request, assignment):
        return _done_before(request, assignment)
    page = _page(request, assignment, typed=form.typed)
    page.status_code = HTTPStatus.CONFLICT
    return page


def _save(request: HttpRequest, assignment: Assignment, form: ScoreForm) -> SavedScores:
    seen = request.POST.get("seen")
    return save_scores(
        assignment,
        by=request.user,
        points=form.points,
        opinion=form.cleaned_data.get("opinion"),
        seen=None if seen is None else from_token(seen),
    )
