"""The agency of a zone says how its money goes over the stages."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.common.keeping import tell_saved
from portal.common.posting import require_post_from
from programs.actions.budget_plan import save_plan, submit_plan, take_back_plan
from programs.actions.errors import (
    PlanAboveBudget,
    PlanBelowDraws,
    PlanEmpty,
    PlanReasonMissing,
    PlanUnchanged,
    Refused,
)
from programs.forms.budget_plan import BudgetPlanForm
from programs.queries import agencies_of
from programs.queries.budget_plan import (
    budgets_of_agencies_of,
    budgets_with_plans,
    draws_on,
    happenings_of_budget,
    parts_of_plan,
    plan_in_force,
    reading_of_plan,
    unfinished_plan,
)
from programs.workflow import TransitionNotAllowed
from zones.enums import PlanState
from zones.models import Budget, BudgetPlan


def _words(refusal: Refused) -> str:
    """Why a draft that was saved was not submitted."""
    return {
        PlanAboveBudget: _("Saved, not submitted: the stages have more than the budget."),
        PlanBelowDraws: _("Saved, not submitted: calls have drawn more of a stage."),
        PlanEmpty: _("Saved, not submitted: give at least one stage an amount."),
        PlanReasonMissing: _("Saved, not submitted: say why the plan is changed."),
        PlanUnchanged: _("Saved, not submitted: it says what the plan in force says."),
    }[type(refusal)]


@login_required
@require_safe
def budget_list(request: HttpRequest) -> HttpResponse:
    if not agencies_of(request.user):
        raise PermissionDenied
    budgets = budgets_with_plans(budgets_of_agencies_of(request.user))
    return TemplateResponse(request, "programs/budget_list.html", {"budgets": budgets})


def _own_budget(request: HttpRequest, pk: int) -> Budget:
    return get_object_or_404(budgets_of_agencies_of(request.user), pk=pk)


def _form(
    request: HttpRequest, *, plan: BudgetPlan | None, in_force: BudgetPlan | None
) -> BudgetPlanForm:
    """With what is being written, else with what is in force."""
    shown = parts_of_plan(plan or in_force)
    initial: dict[str, Any] = {"reason": plan.reason if plan else ""}
    for stage, (national, local) in shown.items():
        initial |= {f"{stage}_national": national or None, f"{stage}_local": local or None}
    return BudgetPlanForm(request.POST or None, initial=initial, is_change=in_force is not None)


@login_required
@require_http_methods(["GET", "POST"])
def budget_plan(request: HttpRequest, pk: int) -> HttpResponse:
    budget = _own_budget(request, pk)
    if not request.user.has_perm("programs.plan_budget", budget):
        raise PermissionDenied
    plan, in_force = unfinished_plan(budget), plan_in_force(budget)
    form = _form(request, plan=plan, in_force=in_force)
    if request.method == "POST" and form.is_valid():
        if _is_saved(request, budget, form):
            return redirect("programs:budget-plan", pk)
        plan = unfinished_plan(budget)
    is_waiting = plan is not None and plan.state == PlanState.SUBMITTED
    parts = parts_of_plan(plan) if plan else parts_of_plan(in_force)
    if form.is_bound and not is_waiting:
        parts = form.parts
    return TemplateResponse(
        request,
        "programs/budget_plan.html",
        {
            "budget": budget,
            "plan": plan,
            "in_force": in_force,
            "is_waiting": is_waiting,
            "can_take_back": is_waiting
            and request.user.has_perm("programs.take_back_budget_plan", plan),
            "form": form,
            "reading": reading_of_plan(budget, parts, in_force=in_force),
            "draws": draws_on(budget),
            "versions": budget.plans.published(),
            "events": happenings_of_budget(budget),
        },
    )


def _is_saved(request: HttpRequest, budget: Budget, form: BudgetPlanForm) -> bool:
    """Saves, and submits where that button was pressed; says what came of it."""
    try:
        plan = save_plan(
            budget, parts=form.parts, reason=form.cleaned_data.get("reason", ""), by=request.user
        )
    except TransitionNotAllowed:
        form.add_error(
            None, _("Not saved: a version waits for the foundation. Take it back first.")
        )
        return False
    if "submit" not in request.POST:
        tell_saved(request, _("The draft is saved."))
        return True
    try:
        submit_plan(plan, by=request.user)
    except Refused as refusal:
        messages.error(request, _words(refusal))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except TransitionNotAllowed:
        messages.info(request, _("This version was submitted before."))
    else:
        tell_saved(request, _("Submitted. The foundation approves it or writes back."))
    return True


@login_required
@require_POST
def budget_plan_check(request: HttpRequest, pk: int) -> HttpResponse:
    """What a plan adds up to as it is being typed; nothing is saved."""
    budget = _own_budget(request, pk)
    in_force = plan_in_force(budget)
    form = _form(request, plan=None, in_force=in_force)
    form.is_valid()  # an amount that is none counts as nothing
    reading = reading_of_plan(budget, form.parts, in_force=in_force)
    return TemplateResponse(request, "includes/plan_check.html", {"reading": reading})


@login_required
@require_post_from("programs:budget-plan", "pk")
def budget_plan_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    budget = _own_budget(request, pk)
    plan = unfinished_plan(budget)
    if plan is None:
        messages.error(request, _("Not taken back: the foundation has approved it."))
        return redirect("programs:budget-plan", pk)
    try:
        take_back_plan(plan, by=request.user)
    except TransitionNotAllowed:
        messages.info(request, _("This version is a draft already."))
    else:
        messages.success(request, _("Taken back. It can be written again."))
    return redirect("programs:budget-plan", pk)
