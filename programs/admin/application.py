from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.common.client import client_address
from programs.actions.assignment import assign_reviewers
from programs.actions.errors import (
    CallNotClosed,
    InConflict,
    NotPlaced,
    OwnApplication,
    OwnPanel,
    PanelClosed,
    UnderSanction,
)
from programs.actions.reading import record_reading
from programs.admin.checklists import ChecklistPages
from programs.admin.conflict import RecordPages
from programs.admin.listing import ImportPages
from programs.admin.pages import KeysFirstPaginator, action_page
from programs.admin.release import release_page
from programs.admin.screening import ScreeningPages
from programs.admin.workplace import HandlerFilter, SupplementFilter
from programs.enums import ReadPlace
from programs.forms.staff import AssignmentForm
from programs.models import Application, Decision, Panel
from programs.queries import (
    applications_handled_by,
    content_of_submission,
    timeline_of,
)
from programs.queries.blinding import judged_blind_by
from programs.queries.deciding import needs_of
from programs.queries.eligibility import attendance_of
from programs.queries.selection import panel_of
from programs.workflow import TransitionNotAllowed

REFUSALS = {
    CallNotClosed: _("The call is still open, or it was cancelled."),
    OwnApplication: _("You belong to this company: somebody else handles its application."),
    InConflict: _("A chosen reviewer is in conflict with this company. Choose others."),
    NotPlaced: _("An application is in another panel, or not to be judged."),
    OwnPanel: _("You sit in this panel or apply in its call: somebody else forms it."),
    PanelClosed: _("The panel is closed. Open it again first."),
    UnderSanction: _("A sanction is in force while the panel reviews. Choose others."),
    TransitionNotAllowed: _("Somebody was faster: the application is in another state now."),
}


class ReviewsFilter(admin.SimpleListFilter):
    title = _("reviews")
    parameter_name = "reviews"

    def lookups(self, request, model_admin):
        return [("finished", _("all finished")), ("open", _("some are open"))]

    def queryset(self, request, queryset):
        if self.value() == "open":
            return queryset.waiting_for_reviews()
        if self.value() == "finished":
            return queryset.ready_to_decide()
        return queryset


@admin.register(Application)
class ApplicationAdmin(ScreeningPages, RecordPages, ImportPages, ChecklistPages):
    """Received applications of closed calls: read, screened, assigned and decided here.

    Those of one's own companies are not there at all.
    """

    list_display = [
        "company",
        "call",
        "received_title",
        "state",
        "submitted_at",
        "reviews",
        "handler",
    ]
    list_display_links = ["company", "received_title"]
    list_filter = [
        "state",
        ReviewsFilter,
        HandlerFilter,
        SupplementFilter,
        "call__stage",
        "call__program",
        "company__applicant_kind",
    ]
    search_fields = ["company__name", "company__business_number", "title", "call__code"]
    date_hierarchy = None
    list_select_related = ["company", "call", "handling__handler"]
    show_full_result_count = False
    list_per_page = 25
    paginator = KeysFirstPaginator
    change_form_template = "admin/programs/application/change_form.html"
    view_on_site = False  # the applicant's page is the applicant's

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def get_queryset(self, request):
        handled = applications_handled_by(request.user)
        return handled.with_review_counts().with_received_title()

    @admin.display(description=_("title of the project"))
    def received_title(self, application) -> str:
        return application.received_title or application.title

    @admin.display(description=_("reviews"))
    def reviews(self, application) -> str:
        return f"{application.finished_count}/{application.assignment_count}"

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("<int:pk>/assign/", site(self.assign), name="programs_application_assign"),
            path(
                "release-file/", site(self.release_file), name="programs_application_release_file"
            ),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        application = self.get_object(request, object_id)
        if application is None and judged_blind_by(request.user).exists():
            return self._to_the_desk(request)
        if application is not None and self.has_view_permission(request, application):
            record_reading(
                application,
                by=request.user,
                place=ReadPlace.ADMIN,
                address=client_address(request),
            )
            extra_context = {**self._page(request, application), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, extra_context)

    def _to_the_desk(self, request: HttpRequest) -> HttpResponse:
        """Says the same of every application that is not there: which of them is judged blind would
        be told otherwise."""
        words = _(
            "This application is not shown here. What you judge in a blind panel is read at the "
            "desk of reviewers."
        )
        self.message_user(request, words, messages.WARNING)
        return redirect("programs:review-list")

    def _page(self, request: HttpRequest, application: Application) -> dict:
        user, panel = request.user, panel_of(application)
        # Who judges or competes in the panel learns neither others' scores nor what was decided
        is_kept = (
            panel is not None and not Panel.objects.decided_by(user).filter(pk=panel.pk).exists()
        )
        may_decide = user.has_perm("programs.propose_selection", panel)
        return {
            "application": application,
            "call": application.call,
            "company": application.company,
            "can_screen": user.has_perm("programs.screen_application", application),
            "can_screen_anew": user.has_perm("programs.screen_anew", application),
            "can_handle": user.has_perm("programs.handle_application", application),
            "can_record_conflict": user.has_perm("programs.record_conflict", application),
            "handling": getattr(application, "handling", None),
            "can_ask": user.has_perm("programs.ask_supplement", application),
            "screenings": application.screenings.prefetch_related("checks"),
            "supplements": application.supplements.prefetch_related("files"),
            "can_assign": user.has_perm("programs.assign_application", application),
            "panel": panel if may_decide else None,
            "needs": needs_of(panel) if may_decide and panel else None,
            "is_kept": is_kept,
            "assignments": ()
            if is_kept
            else application.assignments.select_related("reviewer__user").prefetch_related(
                "scores__criterion"
            ),
            "timeline": timeline_of(application, for_staff=True),
            "attendance": attendance_of(application),
            "decision": None
            if is_kept
            else Decision.objects.standing().filter(application=application).first(),
            **content_of_submission(application),
        }

    def assign(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.assign_application",
            template="admin/programs/action_form.html",
            title=_("Assign reviewers"),
            make_form=lambda application: AssignmentForm(
                request.POST or None, application=application
            ),
            act=lambda application, form: assign_reviewers(
                application,
                reviewers=list(form.cleaned_data["reviewers"]),
                panel=form.cleaned_data["panel"],
                by=request.user,
            ),
            refusals=REFUSALS,
            done=_("Assigned. The reviewers were told."),
        )

    def release_file(self, request: HttpRequest) -> HttpResponse:
        return release_page(self, request)
