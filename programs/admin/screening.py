"""The eligibility check in the admin: the checklist, the request for a supplement, the result."""

from functools import partial

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.client import client_address
from programs.actions.errors import (
    CallNotClosed,
    ChecklistChanged,
    ChecksOpen,
    InConflict,
    NotClear,
    NotUpheld,
    OwnApplication,
    SupplementClosed,
    SupplementOpen,
    TookPartBefore,
)
from programs.actions.reading import record_reading
from programs.actions.screening import save_checklist, screen_anew, screen_application
from programs.actions.supplement import ask_supplement, close_supplement
from programs.admin.pages import action_page
from programs.enums import ReadPlace
from programs.forms.panel import ReasonForm
from programs.forms.screening import ChecklistForm, ConfirmForm, SupplementForm, drafts_shown
from programs.forms.staff import ScreeningForm
from programs.models import Application
from programs.queries import content_of_submission
from programs.queries.screening import checklist_of, unsettled_among
from programs.workflow import TransitionNotAllowed

SCREENING_REFUSALS = {
    CallNotClosed: gettext_lazy("The call is still open, or it was cancelled."),
    OwnApplication: gettext_lazy(
        "You belong to this company: somebody else handles its application."
    ),
    InConflict: gettext_lazy(
        "You are in conflict with this application: somebody else handles it."
    ),
    TransitionNotAllowed: gettext_lazy(
        "Somebody was faster: the application is in another state now."
    ),
    ChecklistChanged: gettext_lazy(
        "A colleague has judged the same point meanwhile. Open the checklist anew to see it; "
        "what you typed is still here."
    ),
    SupplementOpen: gettext_lazy(
        "A supplement is asked for. Close it first; it cannot be closed while it waits for its answer."
    ),
    SupplementClosed: gettext_lazy("This request is closed already."),
    ChecksOpen: gettext_lazy(
        "Points of the checklist are open or not fulfilled. Settle them, or say in the reason why "
        "the application passes without; what is not fulfilled never passes."
    ),
    NotUpheld: gettext_lazy("No objection to the eligibility check was upheld."),
    TookPartBefore: gettext_lazy(
        "You had a part in what the objection is about: somebody else handles it."
    ),
    NotClear: gettext_lazy("A point is not fulfilled or open: check this application by itself."),
}


UNDERSCORED = str.maketrans("/-", "__")


class ScreeningPages(ModelAdmin):
    """Pages of an application on the way to the review. To open one writes a reading, nothing else."""

    def get_urls(self):
        site = self.admin_site.admin_view
        pages = {
            "checks": self.checks,
            "screen": self.screen,
            "screen-anew": self.screen_anew,
            "supplement": self.supplement,
            "supplement/close": self.close_supplement,
        }
        return [
            *(
                path(
                    f"<int:pk>/{page}/",
                    site(view),
                    name=f"programs_application_{page.translate(UNDERSCORED)}",
                )
                for page, view in pages.items()
            ),
            *super().get_urls(),
        ]

    def _reads(self, request: HttpRequest, application: Application) -> None:
        if request.method == "GET":
            record_reading(
                application,
                by=request.user,
                place=ReadPlace.ADMIN,
                address=client_address(request),
            )

    def checks(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.screen_application",
            template="admin/programs/application/checks.html",
            title=_("Checklist"),
            make_form=lambda application: ChecklistForm(
                request.POST or None,
                points=checklist_of(application),
                drafts=drafts_shown(application.screening_drafts.all()),
            ),
            act=lambda application, form: save_checklist(
                application, by=request.user, judged=form.judged, seen=form.seen
            ),
            refusals=SCREENING_REFUSALS,
            done=_("Saved. Nothing is decided yet."),
            context=partial(self._beside, request),
            then="admin:programs_application_checks",
        )

    def _beside(self, request: HttpRequest, application: Application) -> dict:
        """What is read beside the checklist."""
        self._reads(request, application)
        return {
            "application": application,
            "company": application.company,
            "call": application.call,
            "supplements": application.supplements.prefetch_related("files"),
            **content_of_submission(application),
        }

    def screen(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.screen_application",
            template="admin/programs/application/screen.html",
            title=_("Eligibility check"),
            make_form=lambda application: ScreeningForm(request.POST or None),
            act=lambda application, form: screen_application(
                application,
                by=request.user,
                is_eligible=form.is_eligible,
                reason_code=form.cleaned_data["reason_code"],
                reason=form.cleaned_data["reason"],
            ),
            refusals=SCREENING_REFUSALS,
            done=_("Recorded. The company was told."),
            context=partial(self._so_far, request),
        )

    def screen_anew(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.screen_anew",
            title=_("Let it pass after the objection"),
            make_form=lambda application: ReasonForm(request.POST or None),
            act=lambda application, form: screen_anew(
                application, by=request.user, **form.cleaned_data
            ),
            refusals=SCREENING_REFUSALS,
            done=_("Recorded. The company was told."),
        )

    def _so_far(self, request: HttpRequest, application: Application) -> dict:
        """The points as they stand, and those that keep it from passing."""
        self._reads(request, application)
        drafts = {draft.place: draft for draft in application.screening_drafts.all()}
        points = checklist_of(application)
        verdicts = {place: draft.verdict for place, draft in drafts.items()}
        return {
            "points": [(point, drafts.get(point.place)) for point in points],
            "unsettled": unsettled_among(points, verdicts),
        }

    def supplement(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.ask_supplement",
            title=_("Ask for a supplement"),
            make_form=lambda application: SupplementForm(
                request.POST or None, points=checklist_of(application)
            ),
            act=lambda application, form: ask_supplement(
                application, by=request.user, **form.cleaned_data
            ),
            refusals=SCREENING_REFUSALS,
            done=_("Asked. The company was told."),
            context=partial(self._read_only, request),
        )

    def close_supplement(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.ask_supplement",
            template="admin/programs/application/close_supplement.html",
            title=_("Close the request"),
            make_form=lambda application: ConfirmForm(request.POST or None),
            act=lambda application, form: close_supplement(
                get_object_or_404(application.supplements.open()), by=request.user
            ),
            refusals=SCREENING_REFUSALS,
            done=_("Closed. The company was told."),
            context=partial(self._open_supplement, request),
        )

    def _read_only(self, request: HttpRequest, application: Application) -> dict:
        self._reads(request, application)
        return {}

    def _open_supplement(self, request: HttpRequest, application: Application) -> dict:
        self._reads(request, application)
        return {"supplement": application.supplements.open().first(), "application": application}
