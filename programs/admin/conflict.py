"""Conflicts and challenges: settled here, and never by whom they are about.

Nobody sees a row about themselves, nor one of an application that a conflict keeps from them.
"""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from programs.actions.challenge import decide_challenge
from programs.actions.conflict import (
    ask_waiver,
    confirm_suspicion,
    dismiss_suspicion,
    grant_waiver,
    record_conflict,
)
from programs.actions.errors import (
    AlreadyAnswered,
    CallNotClosed,
    CompetingApplicant,
    InConflict,
    OwnApplication,
    OwnConflict,
    SamePerson,
    Unwaivable,
)
from programs.admin.pages import action_page
from programs.admin.read_only import ReadOnlyAdmin
from programs.admin.waiting import waits_for_me
from programs.forms.reviewer import DecideChallengeForm, RecordConflictForm, SettleForm, WhyForm
from programs.models import Challenge, Conflict
from programs.queries.awaiting import conflicts_handled_by, waivers_awaiting
from programs.queries.challenge import challenges_handled_by
from programs.queries.conflict import conflicts_on_assignments
from programs.workflow import TransitionNotAllowed

REFUSALS = {
    OwnConflict: _("It is about yourself: somebody else does this."),
    SamePerson: _("You asked for the waiver: a second person decides."),
    Unwaivable: _("This conflict cannot be waived, or nobody has asked for it."),
    TransitionNotAllowed: _("Somebody was faster: it is settled in another way now."),
    AlreadyAnswered: _("Somebody was faster: it is decided."),
    OwnApplication: _("You belong to this company: somebody else handles its application."),
    InConflict: _("You are in conflict with this application: somebody else handles it."),
    CompetingApplicant: _("Your company applies in this call: somebody else does this."),
    CallNotClosed: _("The call is still open, or it was cancelled."),
}


class AssignedFilter(admin.SimpleListFilter):
    title = _("keeps a reviewer from what is assigned")
    parameter_name = "assigned"

    def lookups(self, request, model_admin):
        return [("yes", _("yes"))]

    def queryset(self, request, queryset):
        return conflicts_on_assignments(queryset) if self.value() == "yes" else queryset


@admin.register(Conflict)
class ConflictAdmin(ReadOnlyAdmin):
    list_display = ["reviewer", "applicant", "call", "ground", "source", "state", "found_at"]
    list_filter = [
        "state",
        AssignedFilter,
        "ground",
        "source",
        ("waiver_asked_at", admin.EmptyFieldListFilter),
        waits_for_me(waivers_awaiting, title=_("a waiver to decide")),
    ]
    search_fields = [
        "reviewer__user__name",
        "reviewer__employer",
        "application__company__name",
        "application__call__code",
    ]
    list_select_related = ["reviewer__user", "application__company", "application__call"]
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["reviewer", "applicant", "call", "ground", "fact", "source", "state"]}),
        (_("Waiver"), {"fields": ["waiver_asked_at", "waiver_asked_by", "waiver_reason"]}),
        (_("Settled"), {"fields": ["settled_at", "settled_by", "settling_reason"]}),
    ]
    change_form_template = "admin/programs/conflict/change_form.html"

    def get_queryset(self, request):
        return conflicts_handled_by(request.user)

    @admin.display(description=_("applicant"))
    def applicant(self, conflict) -> str:
        return conflict.application.company.name

    @admin.display(description=_("call"))
    def call(self, conflict) -> str:
        return conflict.application.call.title

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("<int:pk>/settle/", site(self.settle), name="programs_conflict_settle"),
            path("<int:pk>/ask-waiver/", site(self.ask), name="programs_conflict_ask_waiver"),
            path("<int:pk>/waive/", site(self.waive), name="programs_conflict_waive"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        conflict = self.get_object(request, object_id)
        user = request.user
        context = {
            "can_settle": user.has_perm("programs.settle_conflict", conflict),
            "can_ask": user.has_perm("programs.ask_waiver", conflict),
            "can_waive": user.has_perm("programs.grant_waiver", conflict),
        }
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def settle(self, request: HttpRequest, pk: int) -> HttpResponse:
        verbs = {"dismiss": dismiss_suspicion, "confirm": confirm_suspicion}
        return action_page(
            self,
            request,
            pk,
            permission="programs.settle_conflict",
            title=_("Settle the suspicion"),
            template="admin/programs/conflict/act.html",
            make_form=lambda conflict: SettleForm(request.POST or None),
            act=lambda conflict, form: verbs[form.cleaned_data["verb"]](
                conflict, by=request.user, reason=form.cleaned_data["reason"]
            ),
            refusals=REFUSALS,
            done=_("Settled, with your reason."),
        )

    def ask(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.ask_waiver",
            title=_("Ask for a waiver"),
            template="admin/programs/conflict/act.html",
            make_form=lambda conflict: WhyForm(request.POST or None),
            act=lambda conflict, form: ask_waiver(conflict, by=request.user, **form.cleaned_data),
            refusals=REFUSALS,
            done=_("Asked. A second person decides."),
        )

    def waive(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.grant_waiver",
            title=_("Waive the conflict"),
            template="admin/programs/conflict/act.html",
            make_form=lambda conflict: WhyForm(request.POST or None),
            act=lambda conflict, form: grant_waiver(conflict, by=request.user, **form.cleaned_data),
            refusals=REFUSALS,
            done=_("Waived, with your reason."),
        )


class RecordPages(admin.ModelAdmin):
    """Of an application: who may not judge it though no fact of the portal shows it."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.record_conflict)
        name = "programs_application_conflict"
        return [path("<int:pk>/conflict/", page, name=name), *super().get_urls()]

    def record_conflict(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.record_conflict",
            title=_("Record a conflict of interest"),
            make_form=lambda application: RecordConflictForm(request.POST or None),
            act=lambda application, form: record_conflict(
                application, by=request.user, **form.cleaned_data
            ),
            refusals=REFUSALS,
            done=_("Recorded: the reviewer sees nothing of this application any more."),
        )


class WaitingFilter(admin.SimpleListFilter):
    title = _("decision")
    parameter_name = "decided"

    def lookups(self, request, model_admin):
        return [("no", _("waits")), ("yes", _("decided"))]

    def queryset(self, request, queryset):
        if self.value() in ("no", "yes"):
            return queryset.filter(decided_at__isnull=self.value() == "no")
        return queryset


@admin.register(Challenge)
class ChallengeAdmin(ReadOnlyAdmin):
    list_display = ["person", "organisation", "applicant", "filed_at", "is_upheld"]
    list_filter = [WaitingFilter]
    search_fields = ["person", "organisation", "application__company__name"]
    list_select_related = ["application__company", "reviewer__user"]
    show_full_result_count = False
    change_form_template = "admin/programs/challenge/change_form.html"

    def get_queryset(self, request):
        return challenges_handled_by(request.user)

    @admin.display(description=_("applicant"))
    def applicant(self, challenge) -> str:
        return challenge.application.company.name

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("<int:pk>/decide/", site(self.decide), name="programs_challenge_decide"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        challenge = self.get_object(request, object_id)
        context = {
            "can_decide": request.user.has_perm("programs.decide_challenge", challenge),
        }
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.decide_challenge",
            title=_("Decide about the challenge"),
            template="admin/programs/challenge/decide.html",
            make_form=lambda challenge: DecideChallengeForm(
                request.POST or None, challenge=challenge, user=request.user
            ),
            act=lambda challenge, form: decide_challenge(
                challenge, by=request.user, **form.decision
            ),
            refusals=REFUSALS,
            done=_("Decided. The applicant was told."),
        )
