"""The list of applications as a place of work: who handles what, many at once, lists that are kept."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.admin_pages import BulkRow, bulk_page
from portal.common.client import client_address
from portal.common.keeping import tell_saved
from programs.actions.errors import OwnApplication, TooManyFilters
from programs.actions.handling import (
    NotOfTheFoundation,
    forget_filter,
    hand_over,
    hand_over_all,
    note_application,
    save_filter,
)
from programs.actions.reading import record_readings
from programs.actions.screening import screen_applications
from programs.admin.pages import action_page
from programs.admin.screening import SCREENING_REFUSALS
from programs.enums import ApplicationState
from programs.exports.guests import XLSX
from programs.exports.xlsx import applications_xlsx
from programs.forms.handling import ExportForm, HandlingForm, HandOverForm, SavedFilterForm
from programs.forms.screening import ConfirmForm
from programs.models import Application, Supplement
from programs.queries.screening import checklist_of, is_clear
from programs.queries.work import IN_WORK
from programs.rules import is_foundation

LIST = "admin:programs_application_changelist"
MOST_EXPORTED = 5_000
HANDLING_REFUSALS = {
    OwnApplication: SCREENING_REFUSALS[OwnApplication],
    NotOfTheFoundation: gettext_lazy("Only people of the foundation handle applications."),
}


class HandlerFilter(admin.SimpleListFilter):
    title = gettext_lazy("handled by")
    parameter_name = "handler"

    def lookups(self, request, model_admin):
        return [
            ("me", _("me, in work")),
            ("me_all", _("me, all")),
            ("nobody", _("nobody yet")),
            ("others", _("colleagues")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "me":
            return queryset.filter(IN_WORK, handling__handler=request.user)
        if self.value() == "me_all":
            return queryset.filter(handling__handler=request.user)
        if self.value() == "nobody":
            return queryset.filter(handling__handler=None)
        if self.value() == "others":
            return queryset.exclude(handling__handler=None).exclude(handling__handler=request.user)
        return queryset


class SupplementFilter(admin.SimpleListFilter):
    title = gettext_lazy("supplement")
    parameter_name = "supplement"

    def lookups(self, request, model_admin):
        return [
            ("answered", _("answered")),
            ("waiting", _("waiting for the answer")),
            ("late", _("not answered in time")),
        ]

    def queryset(self, request, queryset):
        asked = Supplement.objects.open()
        if self.value() == "answered":
            return queryset.filter(pk__in=asked.exclude(answered_at=None).values("application"))
        if self.value() == "waiting":
            return queryset.filter(pk__in=asked.unanswered().values("application"))
        if self.value() == "late":
            return queryset.filter(pk__in=asked.missed().values("application"))
        return queryset


class Workplace(admin.ModelAdmin):
    """Acts on many applications, each after a preview, and the filters that a person keeps."""

    actions = ("take_up", "hand_over_many", "screen_clear", "export_xlsx")
    change_list_template = "admin/programs/application/change_list.html"

    def has_handle_permission(self, request: HttpRequest) -> bool:
        return is_foundation(request.user)

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("<int:pk>/handle/", site(self.handle), name="programs_application_handle"),
            path("filters/", site(self.save_filter), name="programs_application_save_filter"),
            path(
                "filters/<int:filter_pk>/forget/",
                site(self.forget_filter),
                name="programs_application_forget_filter",
            ),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        kept = request.user.saved_filters.all()
        query = urlencode(
            [
                (name, value)
                for name, value in parse_qsl(request.META["QUERY_STRING"])
                if name != "p"
            ]
        )
        shown = {"saved_filters": kept, "query": query, "can_keep": is_foundation(request.user)}
        return super().changelist_view(request, {**shown, **(extra_context or {})})

    @admin.display(description=gettext_lazy("handled by"))
    def handler(self, application) -> str:
        handling = getattr(application, "handling", None)
        return handling.handler.name if handling and handling.handler else ""

    def handle(self, request: HttpRequest, pk: int) -> HttpResponse:
        def act(application: Application, form: HandlingForm) -> None:
            hand_over(application, to=form.cleaned_data["to"], by=request.user)
            note_application(application, note=form.cleaned_data["note"], by=request.user)

        return action_page(
            self,
            request,
            pk,
            permission="programs.handle_application",
            title=_("Who handles it"),
            make_form=lambda application: HandlingForm(
                request.POST or None, initial=_as_handled(application, request.user)
            ),
            act=act,
            refusals=HANDLING_REFUSALS,
            done=_("Saved."),
        )

    @admin.action(description=gettext_lazy("Take up the chosen ones"), permissions=["handle"])
    def take_up(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._many(
            request,
            queryset,
            action="take_up",
            title=_("Take up"),
            make_form=ConfirmForm,
            act=lambda things, form: _in_words(
                hand_over_all(things, to=request.user, by=request.user), HANDLING_REFUSALS
            ),
        )

    @admin.action(description=gettext_lazy("Hand over the chosen ones"), permissions=["handle"])
    def hand_over_many(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._many(
            request,
            queryset,
            action="hand_over_many",
            title=_("Hand over"),
            make_form=HandOverForm,
            act=lambda things, form: _in_words(
                hand_over_all(things, to=form.cleaned_data["to"], by=request.user),
                HANDLING_REFUSALS,
            ),
        )

    @admin.action(
        description=gettext_lazy("Let the clear ones pass the eligibility check"),
        permissions=["handle"],
    )
    def screen_clear(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._many(
            request,
            queryset,
            action="screen_clear",
            title=_("Pass the eligibility check"),
            make_form=ConfirmForm,
            why_not=lambda application: _why_not_clear(request, application),
            act=lambda things, form: _in_words(
                screen_applications(things, by=request.user), SCREENING_REFUSALS
            ),
        )

    @admin.action(
        description=gettext_lazy("Export the chosen ones as XLSX"), permissions=["handle"]
    )
    def export_xlsx(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        def act(things: list[Application], form: ExportForm) -> HttpResponse:
            record_readings(
                things,
                by=request.user,
                address=client_address(request),
                reason=form.cleaned_data["reason"],
            )
            response = HttpResponse(applications_xlsx(queryset), content_type=XLSX)
            response.headers["Content-Disposition"] = 'attachment; filename="applications.xlsx"'
            response.headers["Cache-Control"] = "private, no-store"
            return response

        return self._many(
            request,
            queryset,
            action="export_xlsx",
            title=_("Export"),
            make_form=ExportForm,
            act=act,
            most=MOST_EXPORTED,
        )

    def _many(
        self,
        request: HttpRequest,
        queryset: QuerySet,
        *,
        why_not: Callable[[Application], str] = lambda application: "",
        **page: Any,
    ) -> HttpResponse | None:
        head = [_("Company"), _("Call"), _("State"), _("Handled by")]

        def row_of(application: Application) -> BulkRow:
            words = (
                application.company.name,
                application.call.code,
                str(application.get_state_display()),
                self.handler(application),
            )
            return BulkRow(application, words, why_not(application))

        things = queryset.select_related("company", "call", "handling__handler")
        return bulk_page(self, request, things, head=head, row_of=row_of, **page)

    def save_filter(self, request: HttpRequest) -> HttpResponse:
        form = SavedFilterForm(request.POST or None)
        if not is_foundation(request.user):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not form.is_valid():
            messages.error(request, _("Give the filter a name of at most 60 letters."))
            return redirect(LIST)
        query = _own_query(form.cleaned_data["query"])
        try:
            save_filter(by=request.user, name=form.cleaned_data["name"], query=query)
        except TooManyFilters as error:
            words = _("You keep %(most)s filters already. Remove one first.") % {"most": error.most}
            messages.error(request, words)
        else:
            tell_saved(request, _("The filter is kept."))
        return redirect(f"{reverse(LIST)}?{query}")

    def forget_filter(self, request: HttpRequest, filter_pk: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if forget_filter(by=request.user, pk=filter_pk):
            tell_saved(request, _("The filter is removed."))
        return redirect(LIST)


def _as_handled(application: Application, user: Any) -> dict[str, Any]:
    handling = getattr(application, "handling", None)
    if handling is None:
        return {"to": user}
    return {"to": handling.handler_id or user, "note": handling.note}


def _own_query(query: str) -> str:
    """A query as it was read, whatever was sent: only names and values."""
    return urlencode(parse_qsl(query))[:500]


def _why_not_clear(request: HttpRequest, application: Application) -> str:
    if application.state != ApplicationState.SUBMITTED:
        return _("It is in another state.")
    if not request.user.has_perm("programs.screen_application", application):
        return _("You may not check it.")
    if application.supplements.open().exists():
        return _("A supplement is asked for.")
    if application.screening_drafts.filter(verdict__in=["fails", "asked"]).exists():
        return _("A colleague has found a point that is not fulfilled.")
    points = checklist_of(application)
    if not is_clear(points):
        open_ones = [point.label for point in points if point.finding != "passes"]
        return "; ".join(open_ones)[:300]
    return ""


def _in_words(
    outcome: tuple[list[Any], list[tuple[Any, Exception]]], words: dict[type[Exception], Any]
) -> tuple[list[Any], list[tuple[Any, str]]]:
    done, refused = outcome
    return done, [(thing, str(words.get(type(why), why))) for thing, why in refused]
