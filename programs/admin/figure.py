"""Figures: approved or returned by a second person, published on a day; totals are entered here."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.admin_pages import BulkRow, bulk_page
from portal.common.keeping import tell_saved
from programs.actions.errors import DayNotPossible, NotCorrectable, OwnFigure, Refused
from programs.actions.figure import (
    approve_figure,
    begin_correction,
    enter_total,
    publish_figure,
    return_figure,
    submit_total,
)
from programs.admin.pages import action_page
from programs.admin.read_only import ReadOnlyAdmin
from programs.admin.waiting import waits_for_me
from programs.forms.figure import (
    CorrectionForm,
    PublishFigureForm,
    ReturnFigureForm,
    TotalForm,
    initial_of_correction,
)
from programs.forms.screening import ConfirmForm
from programs.models import FigureEvidence
from programs.queries.figure import figures_awaiting
from programs.rules import is_foundation
from programs.workflow import TransitionNotAllowed
from zones.models import Figure

REFUSALS = {
    OwnFigure: gettext_lazy(
        "You or your agency entered this figure: somebody else of the foundation approves it."
    ),
    DayNotPossible: gettext_lazy(
        "Choose today or an earlier day, and none before the day of the figure that it corrects."
    ),
    NotCorrectable: gettext_lazy(
        "It is not published, or another one corrects it already. Of a year that has a total, correct "
        "that one."
    ),
    TransitionNotAllowed: gettext_lazy("Somebody was faster: the figure is in another state now."),
}
VERBS = ("approve", "return", "publish", "correct_total", "submit_total")


@admin.register(Figure)
class FigureAdmin(ReadOnlyAdmin):
    list_display = ["version", "zone_name", "year", "amount", "state", "published_on"]
    list_filter = [waits_for_me(figures_awaiting), "state", "year", "version__indicator", "zone"]
    list_select_related = ["version__indicator", "zone"]
    actions = ["approve_many", "publish_many"]
    change_form_template = "admin/programs/figure/change_form.html"
    change_list_template = "admin/programs/figure/change_list.html"

    @admin.display(description=gettext_lazy("zone"), ordering="zone__name_ko")
    def zone_name(self, figure) -> str:
        return str(figure.zone or _("all zones"))

    @admin.display(description=gettext_lazy("figure"), ordering="value")
    def amount(self, figure) -> str:
        return f"{figure.value.normalize():,f}"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("version__indicator", "zone", "agency")

    def get_urls(self):
        site = self.admin_site.admin_view
        pages = {
            "enter/": ("enter", self.enter),
            "<int:pk>/approve/": ("approve", self.approve),
            "<int:pk>/return/": ("return", self.give_back),
            "<int:pk>/publish/": ("publish", self.publish),
            "<int:pk>/correct/": ("correct", self.correct),
            "<int:pk>/submit/": ("submit", self.submit),
        }
        return [
            *(
                path(at, site(view), name=f"zones_figure_{name}")
                for at, (name, view) in pages.items()
            ),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        context = {"can_enter": is_foundation(request.user)}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        figure = self.get_object(request, object_id)
        context: dict[str, Any] = {}
        if figure is not None:
            evidence = FigureEvidence.objects.filter(zone=figure.zone, year=figure.year)
            context = {
                "can": {
                    verb: request.user.has_perm(f"programs.{verb}_figure", figure) for verb in VERBS
                },
                "evidence": evidence if figure.zone_id else [],
                "events": figure.events.select_related("actor"),
            }
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def _page(self, request: HttpRequest, pk: int, verb: str, **page: Any) -> HttpResponse:
        permission = f"programs.{verb}_figure"
        return action_page(self, request, pk, permission=permission, refusals=REFUSALS, **page)

    def approve(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            "approve",
            title=_("Approve the figure"),
            make_form=lambda figure: ConfirmForm(_posted(request)),
            act=lambda figure, form: approve_figure(figure, by=request.user),
            done=_("Approved. Nobody else reads it before it is published."),
        )

    def give_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            "return",
            title=_("Return the figure"),
            make_form=lambda figure: ReturnFigureForm(request.POST or None),
            act=lambda figure, form: return_figure(figure, by=request.user, **form.cleaned_data),
            done=_("Returned. The agency was told."),
        )

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            "publish",
            title=_("Publish the figure"),
            make_form=lambda figure: PublishFigureForm(request.POST or None),
            act=lambda figure, form: publish_figure(figure, by=request.user, **form.cleaned_data),
            done=_("Published. From now on it is never changed, only corrected."),
        )

    def correct(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Of all zones together; the figure of a zone is corrected by its agency."""
        return self._page(
            request,
            pk,
            "correct_total",
            title=_("Correct a published figure"),
            make_form=lambda figure: CorrectionForm(
                request.POST or None, initial=initial_of_correction(figure)
            ),
            act=lambda figure, form: begin_correction(
                figure, agency=None, by=request.user, **form.cleaned_data
            ),
            done=_("The correction is a draft: hand it over, and somebody else approves it."),
        )

    def submit(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(
            request,
            pk,
            "submit_total",
            title=_("Hand over for approval"),
            make_form=lambda figure: ConfirmForm(_posted(request)),
            act=lambda figure, form: submit_total(figure, by=request.user),
            done=_("Handed over. Somebody else of the foundation approves it."),
        )

    def enter(self, request: HttpRequest) -> HttpResponse:
        if not is_foundation(request.user):
            raise PermissionDenied
        form = TotalForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            said = {
                name: value
                for name, value in form.cleaned_data.items()
                if not name.startswith("period_")
            }
            try:
                figure = enter_total(period=form.period, by=request.user, **said)
            except NotCorrectable:
                form.add_error(None, str(REFUSALS[NotCorrectable]))
            else:
                tell_saved(request, _("Handed over. Somebody else of the foundation approves it."))
                return redirect("admin:zones_figure_change", figure.pk)
        page = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Enter a figure of all zones"),
            "form": form,
        }
        return TemplateResponse(request, "admin/programs/figure/enter.html", page)

    @admin.action(description=gettext_lazy("Approve the chosen ones"))
    def approve_many(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._many(
            request,
            queryset,
            verb="approve",
            title=_("Approve the figures"),
            make_form=ConfirmForm,
            act=lambda figure, form: approve_figure(figure, by=request.user),
        )

    @admin.action(description=gettext_lazy("Publish the chosen ones"))
    def publish_many(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._many(
            request,
            queryset,
            verb="publish",
            title=_("Publish the figures"),
            make_form=PublishFigureForm,
            act=lambda figure, form: publish_figure(figure, by=request.user, **form.cleaned_data),
        )

    def _many(
        self,
        request: HttpRequest,
        queryset: QuerySet,
        *,
        verb: str,
        title: str,
        make_form: Callable[..., Any],
        act: Callable[[Figure, Any], Any],
    ) -> HttpResponse | None:
        """After a preview; each by itself, so that one that is refused keeps no other from it."""

        def row_of(figure: Figure) -> BulkRow:
            may = request.user.has_perm(f"programs.{verb}_figure", figure)
            words = (str(figure), self.amount(figure), str(figure.get_state_display()))
            return BulkRow(figure, words, "" if may else _("Not in this state, or not by you."))

        return bulk_page(
            self,
            request,
            queryset,
            action=f"{verb}_many",
            title=title,
            head=[_("Figure"), _("Value"), _("State")],
            row_of=row_of,
            make_form=make_form,
            act=lambda figures, form: _acted(figures, lambda figure: act(figure, form)),
        )


def _posted(request: HttpRequest) -> Any:
    """What was sent, even where that is nothing but the button."""
    return request.POST if request.method == "POST" else None


def _acted(
    figures: Iterable[Figure], act: Callable[[Figure], Any]
) -> tuple[list[Any], list[tuple[Any, str]]]:
    done: list[Any] = []
    refused: list[tuple[Any, str]] = []
    for figure in figures:
        try:
            done.append(act(figure))
        except (Refused, TransitionNotAllowed) as refusal:
            refused.append((figure, str(REFUSALS.get(type(refusal), refusal))))
    return done, refused


@admin.register(FigureEvidence)
class FigureEvidenceAdmin(ReadOnlyAdmin):
    """What is withheld is released by its digest."""

    list_display = ["name", "zone", "year", "scan_state", "uploaded_at", "removed_at"]
    list_filter = ["scan_state", "year"]
    search_fields = ["name", "zone__name_ko", "sha256"]
    date_hierarchy = "uploaded_at"
    list_select_related = ["zone"]
    exclude = ["file"]  # no address serves it but its own
