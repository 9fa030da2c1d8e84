from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programs.actions.assignment import (
    apply_proposal,
    assign_reviewers,
    fill_open_places,
    propose_assignment,
    release_assignment,
)
from programs.actions.errors import (
    CallNotClosed,
    FactsChanged,
    InConflict,
    NotPlaced,
    NotSealed,
    NotTheMember,
    OwnApplication,
    OwnPanel,
    PanelClosed,
    PlaceJudged,
    QuorumMissing,
    UnderSanction,
)
from programs.actions.membership import change_chair, invite_members, release_member
from programs.actions.panel import (
    close_panel,
    draw_order,
    open_panel,
    place_applications,
    remove_place,
    reopen_panel,
)
from programs.admin.book import BookPages
from programs.admin.pages import Refusals, action_page
from programs.admin.panel_steps import primary_verb, stages_of, standing_of
from programs.admin.waiting import waits_for_me
from programs.forms import panel as panel_forms
from programs.models import Panel
from programs.queries.awaiting import panels_overdue
from programs.queries.panel import (
    panels_handled_by,
    receipts_shown_to,
    with_printing,
    with_progress,
)
from programs.queries.panel_table import panel_table
from programs.queries.proposal import choices_by_hand, filling_lines, proposal_lines
from programs.workflow import TransitionNotAllowed

REFUSALS: Refusals = {
    CallNotClosed: _("The call is still open, or it was cancelled."),
    OwnPanel: _("You sit in this panel or apply in its call: somebody else forms it."),
    PanelClosed: _("The panel is closed. Open it again first."),
    NotPlaced: _("An application is in another panel, or not to be judged."),
    NotSealed: _("The call is not sealed yet: the order is drawn from its seal."),
    PlaceJudged: _("Reviewers judge this application: release their assignments first."),
    FactsChanged: _("Members, places or conflicts have changed: propose once more."),
    InConflict: _("A conflict was found meanwhile: propose once more."),
    NotTheMember: _("This person does not sit in the panel any more."),
    OwnApplication: _("You belong to this company: somebody else handles its application."),
    UnderSanction: _("A sanction is in force while the panel reviews. Choose others."),
    TransitionNotAllowed: _("Somebody was faster: the panel is in another state now."),
}
VERBS = (
    "invite",
    "place",
    "propose",
    "apply",
    "fill",
    "assign",
    "draw",
    "open",
    "close",
    "reopen",
    "chair",
    "release",
    "take-back",
    "remove-place",
)
BLIND = _(
    "Reviewers see a number instead of the company; names of companies and people, addresses and "
    "numbers are left out of texts and names of files. Files and pictures of their pages cannot be "
    "made blind: the call has to ask for files without names. Where the panel is there while the call "
    "is open, applicants read it on the page on which they upload."
)
TOO_LATE = _(
    "The call has ended, and its applicants were not told that a blind panel judges: their files may "
    "name them. Look at the files first."
)
PANEL_FIELDS = [
    "call",
    "name",
    "zone",
    "per_application",
    "most_per_reviewer",
    "quorum",
    "is_blind",
    "opens_at",
    "closes_at",
    "meets_on",
    "meets_at",
    "meets_where",
    "award_count",
    "budget_won",
]


@admin.register(Panel)
class PanelAdmin(BookPages):
    """Who judges one's own company is told to it with the decision, and not before."""

    list_display = ["name", "call", "state", "reviews"]
    list_filter = [waits_for_me(panels_overdue, title=_("reviews overdue")), "state"]
    search_fields = ["name", "call__title_ko", "call__code"]
    list_select_related = ["call"]
    autocomplete_fields = ["call"]
    fields = PANEL_FIELDS
    change_form_template = "admin/programs/panel/change_form.html"

    def get_queryset(self, request):
        handled = panels_handled_by(request.user)
        shown = with_progress(with_printing(handled, request.user), request.user)
        # Counted rows lose the order of their model, which pages of autocompletion need
        return shown.select_related("call").order_by("call", "name", "pk")

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, help_texts={"is_blind": BLIND}, **kwargs)

    def save_model(self, request, obj, form, change):
        """What was changed and no more: the panel may have been closed since the page was opened."""
        obj.save(update_fields=form.changed_data if change else None)
        if obj.is_blind and "is_blind" in form.changed_data and obj.call.has_ended:
            self.message_user(request, TOO_LATE, messages.WARNING)

    def get_readonly_fields(self, request, obj=None):
        return ["call"] if obj else []

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    @admin.display(description=_("reviews"))
    def reviews(self, panel) -> str:
        return f"{panel.finished_count}/{panel.assignment_count}"

    def get_urls(self):
        site = self.admin_site.admin_view
        pages = [
            path(
                f"<int:pk>/{verb}/",
                site(getattr(self, verb.replace("-", "_"))),
                name=f"programs_panel_{verb.replace('-', '_')}",
            )
            for verb in VERBS
        ]
        return [*pages, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        panel = self.get_object(request, object_id)
        if panel is not None:
            extra_context = {**self._page_of(panel, request), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, extra_context)

    def _page_of(self, panel: Panel, request: HttpRequest) -> dict[str, Any]:
        table = panel_table(panel, request.user)
        standing = standing_of(panel, request, table=table)
        may = request.user.has_perm("programs.manage_panel", panel)
        return {
            "may_form": may,
            "can_print": may and panel.is_printable,
            "stages": stages_of(standing) if may else (),
            "primary": primary_verb(standing),
            "table": table,
            "members": standing.members,
            "draw": panel.draws.last(),
        }

    def _page(
        self,
        request: HttpRequest,
        pk: int,
        *,
        title: str,
        done: str,
        act: Callable[[Panel, Any], Any],
        make_form: Callable[[Panel], forms.Form] = lambda panel: forms.Form({}),
        refusals: Refusals = REFUSALS,
        **options: Any,
    ) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.manage_panel",
            title=title,
            make_form=make_form,
            act=act,
            refusals=refusals,
            done=done,
            **options,
        )

    def invite(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            title=_("Invite members"),
            done=_("Invited by mail."),
            make_form=lambda panel: panel_forms.InviteForm(request.POST or None, panel=panel),
            act=lambda panel, form: invite_members(panel, by=request.user, **form.cleaned_data),
        )

    def place(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            title=_("Place applications"),
            done=_("Placed."),
            make_form=lambda panel: panel_forms.PlaceForm(
                request.POST or None, panel=panel, user=request.user
            ),
            act=lambda panel, form: place_applications(
                panel, by=request.user, applications=list(form.cleaned_data["applications"])
            ),
        )

    def propose(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            title=_("Propose an assignment"),
            done=_("Proposed. Nobody is told before you apply it."),
            act=lambda panel, form: propose_assignment(panel, by=request.user),
        )

    def apply(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            title=_("Apply the proposal"),
            done=_("Assigned."),
            act=lambda panel, form: self._apply(panel, request),
            template="admin/programs/panel/proposal.html",
            context=lambda panel: {"proposal": proposal_lines(panel, request.user)},
        )

    def _apply(self, panel: Panel, request: HttpRequest) -> None:
        """The one that the page showed, so that nobody applies what they never saw."""
        shown = str(request.POST.get("proposal", ""))
        proposal = panel.proposals.filter(pk=int(shown) if shown.isdecimal() else 0).first()
        if proposal is None:
            raise FactsChanged
        apply_proposal(proposal, by=request.user)

    def fill(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            title=_("Fill the open places"),
            done=_("Assigned."),
            act=lambda panel, form: fill_open_places(
                panel, by=request.user, seen=str(request.POST.get("seen", ""))
            ),
            template="admin/programs/panel/fill.html",
            context=lambda panel: {"filling": filling_lines(panel, request.user)},
        )

    def assign(self, request: HttpRequest, pk: int) -> HttpResponse:
        """In two steps: an application, then members, beside why others cannot be chosen."""
        chosen = request.GET.get("application", "")
        return self._page(
            request,
            pk,
            title=_("Assign by hand"),
            done=_("Assigned. The reviewers were told."),
            make_form=lambda panel: panel_forms.AssignByHandForm(
                request.POST or None,
                choices=choices_by_hand(
                    panel, request.user, chosen=request.POST.get("application") or chosen
                ),
            ),
            act=lambda panel, form: assign_reviewers(
                form.choices.row.place.application,
                reviewers=form.chosen,
                panel=panel,
                by=request.user,
            ),
            template="admin/programs/panel/assign.html",
        )

    def draw(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            title=_("Draw the order"),
            done=_("Drawn. Anybody can compute it again from the seal of the call."),
            make_form=lambda panel: panel_forms.DrawForm(
                request.POST if request.method == "POST" else None, panel=panel
            ),
            act=lambda panel, form: draw_order(panel, by=request.user, **form.cleaned_data),
        )

    def open(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            title=_("Open the panel"),
            done=_("Opened. The members were told."),
            act=lambda panel, form: open_panel(panel, by=request.user),
        )

    def close(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            title=_("Close the panel"),
            done=_("Closed."),
            act=lambda panel, form: close_panel(panel, by=request.user),
            refusals=REFUSALS | {QuorumMissing: partial(_lacking, request)},
        )

    def reopen(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            title=_("Open the panel again"),
            done=_(
                "Open again. Nobody scores after the end of its reviews: move it if it is past."
            ),
            make_form=lambda panel: panel_forms.ReasonForm(request.POST or None),
            act=lambda panel, form: reopen_panel(panel, by=request.user, **form.cleaned_data),
        )

    def chair(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            title=_("Change the chair"),
            done=_("Changed."),
            make_form=lambda panel: panel_forms.MemberForm(request.POST or None, panel=panel),
            act=lambda panel, form: change_chair(form.cleaned_data["member"], by=request.user),
        )

    def release(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            title=_("Release a member"),
            done=_("Released. Finished reviews stay."),
            make_form=lambda panel: panel_forms.ReleaseMemberForm(
                request.POST or None, panel=panel
            ),
            act=lambda panel, form: release_member(
                form.cleaned_data["member"], by=request.user, reason=form.cleaned_data["reason"]
            ),
        )

    def take_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            title=_("Release an assignment"),
            done=_("Released. The place is open again."),
            make_form=lambda panel: panel_forms.ReleaseAssignmentForm(
                request.POST or None, panel=panel, user=request.user
            ),
            act=lambda panel, form: release_assignment(
                form.cleaned_data["assignment"],
                by=request.user,
                reason=form.cleaned_data["reason"],
            ),
        )

    def remove_place(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            title=_("Take an application out"),
            done=_("Taken out."),
            make_form=lambda panel: panel_forms.RemovePlaceForm(
                request.POST or None, panel=panel, user=request.user
            ),
            act=lambda panel, form: remove_place(
                form.cleaned_data["place"], by=request.user, reason=form.cleaned_data["reason"]
            ),
        )


def _lacking(request: HttpRequest, refusal: QuorumMissing) -> str:
    words = _now("Some applications have open reviews, or fewer than the panel needs:")
    return f"{words} {', '.join(receipts_shown_to(request.user, refusal.receipts))}"
