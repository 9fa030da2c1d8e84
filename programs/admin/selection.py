from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.common.keeping import tell_saved
from programs.actions.errors import (
    BelowPassMark,
    BudgetExceeded,
    CallNotClosed,
    OwnProposal,
    ProposalWaiting,
    RankingMissing,
    RankingOutdated,
    Refused,
    SelectionOutdated,
    TookPart,
)
from programs.actions.selection import (
    confirm_selection,
    move_publication,
    propose_selection,
    return_selection,
)
from programs.admin.pages import TOOK_PART, action_page, told
from programs.admin.read_only import ReadOnlyAdmin
from programs.admin.waiting import waits_for_me
from programs.forms.selection import MoveForm, PublicationForm, ReturnForm, SelectionForm
from programs.models import Panel, Selection
from programs.queries.awaiting import selections_awaiting
from programs.queries.deciding import has_newest_ranking, needs_of
from programs.queries.selection import candidates_of, is_decided_before, selections_handled_by
from programs.workflow import TransitionNotAllowed

REFUSALS = {
    BudgetExceeded: _("More is awarded than the budget of the call has."),
    CallNotClosed: _("The call is still open, or it was cancelled."),
    BelowPassMark: _("Who does not reach the pass mark is neither selected nor kept in reserve."),
    OwnProposal: _(
        "You proposed this selection yourself: somebody else confirms it and moves its publication."
    ),
    RankingMissing: _("The selection is decided by the ranking: freeze it first."),
    RankingOutdated: _(
        "Scores or points have changed since the ranking: freeze the next version first."
    ),
    ProposalWaiting: _("A proposal of this panel waits to be confirmed or returned."),
    SelectionOutdated: _(
        "Applications, reviews or scores have changed since. Return it, and propose it anew."
    ),
    TookPart: TOOK_PART,
    TransitionNotAllowed: _("Somebody was faster: the selection is in another state now."),
}


@admin.register(Selection)
class SelectionAdmin(ReadOnlyAdmin):
    """Proposed by one person, confirmed by another, public at one instant."""

    list_display = ["panel", "number", "state", "proposed_by", "confirmed_by", "publishes_at"]
    list_filter = [waits_for_me(selections_awaiting), "state", "panel__call__program"]
    search_fields = ["panel__name", "panel__call__code", "panel__call__title_ko"]
    list_select_related = ["panel__call", "proposed_by", "confirmed_by"]
    show_full_result_count = False
    change_form_template = "admin/programs/selection/change_form.html"

    def get_queryset(self, request):
        return selections_handled_by(request.user)

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("propose/<int:panel>/", site(self.propose), name="programs_selection_propose"),
            path("<int:pk>/confirm/", site(self.confirm), name="programs_selection_confirm"),
            path("<int:pk>/return/", site(self.send_back), name="programs_selection_return"),
            path("<int:pk>/move/", site(self.move), name="programs_selection_move"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        selection = self.get_object(request, object_id)
        context = {}
        if selection is not None:
            verbs = ("confirm_selection", "return_selection", "move_publication")
            context = {
                **_shown(selection),
                **{f"can_{v}": request.user.has_perm(f"programs.{v}", selection) for v in verbs},
            }
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def propose(self, request: HttpRequest, panel: int) -> HttpResponse:
        """All applications of the panel on one page; what was typed stays when it is refused."""
        panels = Panel.objects.decided_by(request.user).select_related("call")
        found = get_object_or_404(panels, pk=panel)
        if not request.user.has_perm("programs.propose_selection", found):
            raise PermissionDenied
        form = SelectionForm(
            request.POST or None,
            candidates=candidates_of(found),
            is_anew=is_decided_before(found),
        )
        if request.method == "POST" and form.is_valid():
            try:
                selection = propose_selection(
                    found,
                    by=request.user,
                    choices=form.choices,
                    reason=form.cleaned_data.get("reason", ""),
                )
            except ValidationError as error:
                form.add_error(None, error.messages)
            except Refused as error:
                form.add_error(None, told(error, REFUSALS))
            else:
                tell_saved(request, _("Proposed. Somebody else confirms it."))
                return redirect("admin:programs_selection_change", selection.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": Selection._meta,
            "title": _("Propose the selection"),
            "panel": found,
            "needs": needs_of(found),
            "can_begin": has_newest_ranking(found),
            "form": form,
        }
        return TemplateResponse(request, "admin/programs/selection/propose.html", context)

    def confirm(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._verb(
            request,
            pk,
            permission="programs.confirm_selection",
            template="admin/programs/selection/act.html",
            title=_("Confirm the selection"),
            make_form=lambda selection: PublicationForm(request.POST or None),
            act=lambda selection, form: confirm_selection(
                selection, by=request.user, **form.cleaned_data
            ),
            done=_("Confirmed. It is public at the moment that you chose."),
        )

    def send_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._verb(
            request,
            pk,
            permission="programs.return_selection",
            template="admin/programs/selection/act.html",
            title=_("Return the selection"),
            make_form=lambda selection: ReturnForm(request.POST or None),
            act=lambda selection, form: return_selection(
                selection, by=request.user, **form.cleaned_data
            ),
            done=_("Returned. Who proposed it was told."),
        )

    def move(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._verb(
            request,
            pk,
            permission="programs.move_publication",
            template="admin/programs/selection/act.html",
            title=_("Move the publication"),
            make_form=lambda selection: MoveForm(
                request.POST or None, initial={"publishes_at": selection.publishes_at}
            ),
            act=lambda selection, form: move_publication(
                selection, by=request.user, **form.cleaned_data
            ),
            done=_("Moved. Who proposed and who confirmed it are told."),
        )

    def _verb(self, request: HttpRequest, pk: int, **words) -> HttpResponse:
        return action_page(self, request, pk, refusals=REFUSALS, context=_shown, **words)


def _shown(selection: Selection) -> dict:
    decisions = selection.decisions.select_related("application__company")
    return {
        "selection": selection,
        "decisions": decisions,
        "awarded_won": sum(decision.awarded_won or 0 for decision in decisions),
    }
