from dataclasses import dataclass

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from programs.enums import ApplicationState
from programs.queries import count_work_waiting_for


@dataclass(frozen=True)
class Waiting:
    """One pile of work on the start page."""

    label: str
    count: int
    url: str


class PortalAdminSite(AdminSite):
    """Django's admin with a start page that says what waits for whom."""

    site_header = _("R&D Zone Portal administration")
    site_title = _("R&D Zone Portal")
    index_title = _("What waits for you")

    def index(self, request: HttpRequest, extra_context=None):
        context = {"waiting": waiting_piles(request.user), **(extra_context or {})}
        return super().index(request, context)


def waiting_piles(user: User) -> list[Waiting]:
    counts = count_work_waiting_for(user)
    calls = reverse("admin:programs_call_changelist")
    applications = reverse("admin:programs_application_changelist")
    piles = [
        (_("Calls to approve"), counts.calls_to_approve, f"{calls}?state__exact=submitted"),
        (
            _("Applications to screen"),
            counts.to_screen,
            f"{applications}?state__exact={ApplicationState.SUBMITTED}",
        ),
        (
            _("Applications to assign to reviewers"),
            counts.to_assign,
            f"{applications}?state__exact={ApplicationState.ELIGIBLE}",
        ),
        (
            _("Applications under review"),
            counts.under_review,
            f"{applications}?state__exact={ApplicationState.UNDER_REVIEW}",
        ),
        (
            _("Applications to decide"),
            counts.to_decide,
            f"{applications}?state__exact={ApplicationState.UNDER_REVIEW}&reviews=finished",
        ),
    ]
    return [Waiting(str(label), count, url) for label, count, url in piles]
