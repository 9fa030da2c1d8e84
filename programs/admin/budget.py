"""The money of zones: the foundation records it, and approves how a zone splits it over the stages."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.common.money import won
from programs.actions.budget_draw import record_budget
from programs.actions.budget_plan import approve_plan, return_plan
from programs.actions.errors import (
    ChangedSinceSeen,
    OwnPlan,
    PlanAboveBudget,
    PlanBelowDraws,
    PlanEmpty,
)
from programs.admin.pages import action_page
from programs.admin.read_only import ReadOnlyAdmin
from programs.admin.waiting import waits_for_me
from programs.forms.budget_plan import BudgetForm, PlanApprovalForm
from programs.forms.selection import ReturnForm
from programs.queries.awaiting import plans_awaiting
from programs.queries.budget_plan import parts_of_plan, plan_in_force, reading_of_plan
from programs.rules import is_own_plan
from programs.workflow import TransitionNotAllowed
from zones.enums import PlanState
from zones.models import Budget, BudgetPlan

REFUSALS = {
    OwnPlan: _("Nobody approves a plan that they wrote, or one of their own zone."),
    ChangedSinceSeen: _("The plan has changed since you opened it. Read it again."),
    PlanAboveBudget: _("The stages have more than the budget: return the plan."),
    PlanBelowDraws: _("Calls have drawn more of a stage than it would get: return the plan."),
    PlanEmpty: _("The plan gives no stage anything: return it."),
    TransitionNotAllowed: _("Somebody was faster: the plan is in another state now."),
}


@admin.register(Budget)
class BudgetAdmin(admin.ModelAdmin):
    form = BudgetForm
    list_display = ["zone", "year", "national", "local", "total", "is_approximate"]
    list_filter = ["year"]
    list_select_related = ["zone"]

    def get_readonly_fields(self, request, obj=None):
        """Calls draw on the money of a zone and a year: it does not become that of another."""
        return ["zone", "year", "total"] if obj else []

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change) -> None:
        record_budget(obj, by=request.user)

    @admin.display(description=_("National"), ordering="national_won")
    def national(self, budget) -> str:
        return won(budget.national_won)

    @admin.display(description=_("Local"), ordering="local_won")
    def local(self, budget) -> str:
        return won(budget.local_won)

    @admin.display(description=_("Total"), ordering="total_won")
    def total(self, budget) -> str:
        return won(budget.total_won)


@admin.register(BudgetPlan)
class BudgetPlanAdmin(ReadOnlyAdmin):
    """Written by the agency of the zone; the foundation approves it or returns it here."""

    list_display = ["budget", "number", "state", "submitted_at", "approved_at"]
    list_filter = [waits_for_me(plans_awaiting), "state", "budget__year"]
    search_fields = ["budget__zone__name_ko", "budget__zone__name_en"]
    list_select_related = ["budget__zone"]
    change_form_template = "admin/programs/budgetplan/change_form.html"
    fieldsets = [
        (
            _("Way into force"),
            {
                "fields": [
                    "created_by", "created_at", "submitted_by", "submitted_at", "returned_by",
                    "returned_at", "approved_by", "approved_at",
                ]
            },
        )
    ]  # fmt: skip

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("<int:pk>/approve/", site(self.approve), name="zones_budgetplan_approve"),
            path("<int:pk>/return/", site(self.send_back), name="zones_budgetplan_return"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        plan = self.get_object(request, object_id)
        context = {}
        if plan is not None:
            user = request.user
            context = {
                **_shown(plan),
                "can_approve": user.has_perm("programs.approve_budget_plan", plan),
                "can_return": user.has_perm("programs.return_budget_plan", plan),
                "is_own": plan.state == PlanState.SUBMITTED and is_own_plan(user, plan),
                "events": plan.events.select_related("actor"),
            }
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def approve(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.approve_budget_plan",
            template="admin/programs/budgetplan/act.html",
            title=_("Approve the plan"),
            make_form=lambda plan: PlanApprovalForm(
                request.POST or None,
                initial={"seen_at": plan.submitted_at and plan.submitted_at.isoformat()},
            ),
            act=lambda plan, form: approve_plan(plan, by=request.user, **form.cleaned_data),
            context=_shown,
            refusals=REFUSALS,
            done=_("Approved. The plan is in force, and calls draw on it."),
        )

    def send_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.return_budget_plan",
            template="admin/programs/budgetplan/act.html",
            title=_("Return the plan"),
            make_form=lambda plan: ReturnForm(request.POST or None),
            act=lambda plan, form: return_plan(plan, by=request.user, **form.cleaned_data),
            context=_shown,
            refusals=REFUSALS,
            done=_("Returned. The agency of the zone was told."),
        )


def _shown(plan: BudgetPlan) -> dict:
    """The version beside what there is, is in force and is drawn; of one that was in force itself
    nothing is compared."""
    in_force = plan_in_force(plan.budget) if plan.approved_at is None else None
    return {
        "plan": plan,
        "reading": reading_of_plan(plan.budget, parts_of_plan(plan), in_force=in_force),
    }
