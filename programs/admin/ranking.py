from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.common.keeping import tell_saved
from programs.actions.errors import (
    CallNotClosed,
    NothingToRank,
    NotSealed,
    NotShared,
    QuorumMissing,
    RankingOutdated,
    RankingReasonMissing,
    Refused,
    ReviewsInWork,
    SheetsDisagreeing,
    TookPart,
    UnequalReviews,
)
from programs.actions.ranking import draw_tie, freeze_ranking
from programs.admin.pages import TOOK_PART, action_page, told
from programs.admin.read_only import ReadOnlyAdmin
from programs.forms.objection import DrawForm, FreezeForm
from programs.models import Panel, Ranking
from programs.queries.deciding import needs_of
from programs.queries.objection import upheld_since_the_ranking
from programs.queries.ranking import (
    is_of_the_newest_facts,
    lines_in_order,
    rankings_handled_by,
    shared_places,
    totals_of,
)
from programs.queries.ranking_words import place_on_the_line, rules_in_words
from programs.scoring import drift_of, standard_scores

REFUSALS: dict[type[Exception], Any] = {
    CallNotClosed: _("The call is still open, or it was cancelled."),
    TookPart: TOOK_PART,
    NothingToRank: _("The panel has judged nothing yet."),
    ReviewsInWork: _("Not all reviewers have finished."),
    QuorumMissing: _("Some applications have fewer finished reviews than the panel needs."),
    UnequalReviews: _(
        "Some applications were judged by fewer reviewers than others: say why, below."
    ),
    SheetsDisagreeing: _("Score sheets were filled in by different criteria or weights."),
    RankingReasonMissing: _(
        "Something has changed since the last version: say why it is made anew."
    ),
    RankingOutdated: _("Scores or points have changed since: freeze the next version first."),
    NotShared: _("Nobody shares this place."),
    NotSealed: _("The call has no seal yet: the worker makes it within a minute of the end."),
}


@admin.register(Ranking)
class RankingAdmin(ReadOnlyAdmin):
    """Frozen orders of panels, with all they follow from; beside them what only staff look at."""

    list_display = ["panel", "number", "made_at", "made_by", "reason"]
    list_filter = ["panel__call__program"]
    search_fields = ["panel__name", "panel__call__code", "panel__call__title_ko", "sha256"]
    list_select_related = ["panel__call", "made_by"]
    show_full_result_count = False
    exclude = ["content"]
    change_form_template = "admin/programs/ranking/change_form.html"

    def get_queryset(self, request):
        return rankings_handled_by(request.user)

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("freeze/<int:panel>/", site(self.freeze), name="programs_ranking_freeze"),
            path("<int:pk>/draw/", site(self.draw), name="programs_ranking_draw"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        ranking = self.get_object(request, object_id)
        if ranking is not None and self.has_view_permission(request, ranking):
            extra_context = {
                **_page_of(ranking),
                "can_draw": request.user.has_perm("programs.draw_tie", ranking),
                "can_freeze": request.user.has_perm("programs.freeze_ranking", ranking.panel),
                **(extra_context or {}),
            }
        return super().change_view(request, object_id, form_url, extra_context)

    def freeze(self, request: HttpRequest, panel: int) -> HttpResponse:
        panels = Panel.objects.decided_by(request.user).select_related("call")
        found = get_object_or_404(panels, pk=panel)
        if not request.user.has_perm("programs.freeze_ranking", found):
            raise PermissionDenied
        form = FreezeForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                ranking = freeze_ranking(found, by=request.user, **form.cleaned_data)
            except Refused as error:
                form.add_error(None, told(error, REFUSALS))
            else:
                tell_saved(request, _("Frozen. It is signed, and nobody changes it any more."))
                return redirect("admin:programs_ranking_change", ranking.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": Ranking._meta,
            "title": _("Freeze the ranking"),
            "panel": found,
            "form": form,
            "needs": needs_of(found),
            "upheld": upheld_since_the_ranking(found),
        }
        return TemplateResponse(request, "admin/programs/ranking/freeze.html", context)

    def draw(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.draw_tie",
            title=_("Part a shared place by a draw"),
            make_form=lambda ranking: DrawForm(
                request.POST or None, initial={"place": min(shared_places(ranking), default=1)}
            ),
            act=lambda ranking, form: draw_tie(ranking, by=request.user, **form.cleaned_data),
            refusals=REFUSALS,
            done=_("Drawn. Anybody can work the draw out again from the seal of the call."),
        )


def _page_of(ranking: Ranking) -> dict[str, Any]:
    totals = totals_of(ranking)
    shared = shared_places(ranking)
    standard, drift = standard_scores(totals), drift_of(totals)
    return {
        "lines": lines_in_order(ranking),
        "rules": rules_in_words(ranking),
        "draws": ranking.draws.all(),
        "shared": shared,
        "on_the_line": place_on_the_line(ranking, shared),
        "is_newest": is_of_the_newest_facts(ranking),
        "upheld": upheld_since_the_ranking(ranking.panel),
        "reviewers": [
            {
                "name": name,
                "drift": drift.get(name),
                "given": [
                    (receipt, total, standard.get(name, {}).get(receipt))
                    for receipt, total in sorted(given.items())
                ],
            }
            for name, given in totals.items()
        ],
    }
