from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from portal.common.templatetags.portal_text import day
from programs.enums import ApplicationState
from programs.models import Application, Call, VaultDocument
from programs.queries import applications_of, registrations_of
from programs.queries.amendment import with_news_of_call
from programs.queries.application import at_its_moment, with_moment
from programs.queries.desk import (
    Draft,
    companies_at_desk,
    count_invitations_to,
    drafts_among,
    messages_for,
    tasks_of,
)
from programs.queries.standing import with_receipt
from zones.models import Company

SUGGESTED_CALLS = 5


@login_required
@require_safe
def company_desk(request: HttpRequest) -> HttpResponse:
    user = request.user
    kept = with_moment(applications_of(user).exclude(state=ApplicationState.DISCARDED))
    own = with_news_of_call(with_receipt(kept.with_received_title().with_public_outcome()))
    found = own.select_related("call__agency", "company")
    rows = found.order_by("-awaits_confirmation", "-saved_at")
    applications = [at_its_moment(application) for application in rows]
    companies = [
        (company, tasks_of(company))
        for company in companies_at_desk(user, today=timezone.localdate())
    ]
    drafts = drafts_among(applications, by=request.user)
    drafted = {draft.application.pk for draft in drafts}
    invitation_count = count_invitations_to(user)
    return TemplateResponse(
        request,
        "programs/company_desk.html",
        {
            "companies": companies,
            "applications": applications,
            "drafts": drafts,
            "handed_in": [row for row in applications if row.pk not in drafted],
            "is_any_withdrawn": any(is_withdrawn(draft.application) for draft in drafts),
            "to_confirm": [row for row in applications if row.awaits_confirmation],
            "invitation_count": invitation_count,
            "has_tasks": invitation_count or any(any(tasks.values()) for _c, tasks in companies),
            "next_step": next_step(companies, applications, drafts),
            "news": messages_for(user, known=applications),
            "registrations": registrations_of(user).active().order_by("-briefing__starts_at"),
            "open_calls": Call.objects.open().as_cards().by_urgency()[:SUGGESTED_CALLS],
        },
    )


@dataclass(frozen=True)
class NextStep:
    """The one thing to do next, and where."""

    title: str
    text: str
    url: str
    button: str


def next_step(
    companies: list[tuple[Any, dict[str, list[Any]]]],
    applications: list[Application],
    drafts: list[Draft],
) -> NextStep | None:
    """The most urgent of all that waits; None where a company is to be registered first."""
    if not companies:
        return None
    waiting = chain(
        (_confirming(row) for row in applications if row.awaits_confirmation),
        (_answering(company) for company, tasks in companies if tasks["offers"]),
        (_submitting_again(row) for row in applications if is_changed_after_submission(row)),
        (_going_on(draft) for draft in drafts if not is_withdrawn(draft.application)),
        (
            _renewing(company, tasks["certificates"][0])
            for company, tasks in companies
            if tasks["certificates"]
        ),
        (_after_withdrawal(draft) for draft in drafts if is_withdrawn(draft.application)),
    )
    return next(waiting, _choosing())


def _answering(company: Company) -> NextStep:
    url = reverse("zones:company-people", args=[company.pk]) + "#offer"
    return NextStep(_("You are asked to represent the company"), company.name, url, _("Answer"))


def _renewing(company: Company, certificate: VaultDocument) -> NextStep:
    words = {"title": certificate.title, "day": day(certificate.expires_on)}
    is_over = (certificate.days_left() or 0) < 0
    said = _("%(title)s: expired on %(day)s") if is_over else _("%(title)s: valid until %(day)s")
    return NextStep(
        _("Renew a certificate"),
        said % words,
        reverse("programs:company-vault", args=[company.pk]),
        _("Kept certificates"),
    )


def _choosing() -> NextStep:
    return NextStep(
        _("Choose a call"),
        _("See which open calls fit your company, and apply."),
        reverse("programs:call-matches"),
        _("What can I apply for"),
    )


def is_withdrawn(application: Application) -> bool:
    return application.state == ApplicationState.WITHDRAWN


def is_changed_after_submission(application: Application) -> bool:
    is_received = application.state == ApplicationState.SUBMITTED
    return is_received and application.call.is_underway and application.has_unsubmitted_changes


def _confirming(application: Application) -> NextStep:
    return NextStep(
        _("The call was changed after you submitted"),
        application.name,
        application.get_absolute_url() + "#confirm",
        _("Read and confirm"),
    )


def _submitting_again(application: Application) -> NextStep:
    return NextStep(
        _("You changed an application after submitting: submit it again"),
        application.name,
        reverse("programs:application-check", args=[application.pk]),
        _("Check and submit"),
    )


def _after_withdrawal(draft: Draft) -> NextStep:
    return NextStep(
        _("You withdrew this application: nothing of it is received"),
        draft.application.name,
        draft.application.get_absolute_url(),
        _("Look at it"),
    )


def _going_on(draft: Draft) -> NextStep:
    if not draft.faults:
        url = reverse("programs:application-check", args=[draft.application.pk])
        title = _("Everything that is required is there: submit it")
        return NextStep(title, draft.application.name, url, _("Check and submit"))
    count = len(draft.faults)
    missing = ngettext("%(count)s thing is missing", "%(count)s things are missing", count)
    return NextStep(
        _("Go on with your application"),
        f"{draft.application.name} · {missing % {'count': count}}",
        draft.application.get_absolute_url(),
        _("Go on writing"),
    )
