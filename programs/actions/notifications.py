"""Mails: each in its reader's language, queued in the transaction of its cause.

The texts stand in templates/emails/; the first line is the subject.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from procrastinate.contrib.django import app

from portal.accounts.models import User
from portal.accounts.notices import queue_notice
from programs.enums import ApplicationState, MailFrequency, TellingKind
from programs.models import Application, Call, Registration, Telling
from programs.queries.blinding import users_judging_blind
from programs.queries.conflict import users_barred_from
from programs.queries.saved import unsubscribe_path
from zones.enums import CompanyRole
from zones.models import Company, CompanyMember


def notify(
    readers: Iterable[User],
    template: str,
    *,
    path: str,
    kind: str = "",
    **context: Any,
) -> None:
    """Queue one mail to each active reader; `path` is the page that the mail leads to.

    A mail of a `kind` (`unsubscribe_mails`) has the address that ends it, which mail programs call
    with one click (RFC 8058).
    """
    for reader in readers:
        if not reader.is_active:
            continue
        words: dict[str, Any] = {"reader": reader, **context}
        headers = None
        if kind:
            words["unsubscribe_address"] = settings.SITE_URL + unsubscribe_path(reader, kind)
            headers = {
                "List-Unsubscribe": f"<{words['unsubscribe_address']}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
        queue_notice(
            template,
            to=reader.email,
            language=reader.language,
            path=path,
            headers=headers,
            **words,
        )


def queue_telling(kind: TellingKind, *subjects: int) -> None:
    """Have the worker write the mails about something (`telling`), in the transaction of its cause.

    For what concerns many: whoever holds a call writes no mails.
    """
    telling = Telling.objects.create(kind=kind, subjects=subjects)
    app.configure_task("programs.tasks.mail_telling", queue="mail").defer(pk=telling.pk)


def members_of(company_or_agency: Any) -> QuerySet[User]:
    return User.objects.filter(pk__in=company_or_agency.members.values("user")).order_by("pk")


def own_people_of(company: Company) -> QuerySet[User]:
    """Representatives and staff, without outside consultants."""
    own = company.members.exclude(role=CompanyRole.CONSULTANT)
    return User.objects.filter(pk__in=own.values("user")).order_by("pk")


def applicants_of(call: Call) -> QuerySet[User]:
    """Everybody of the companies that have a draft or an application in the call."""
    begun = call.applications.exclude(state=ApplicationState.DISCARDED)
    companies = begun.values("company")
    members = CompanyMember.objects.filter(company__in=companies)
    return User.objects.filter(pk__in=members.values("user")).order_by("pk")


def own_applications(applications: Iterable[Application]) -> list[tuple[User, list[Application]]]:
    """Each member of the companies that apply, with the applications that are theirs."""
    of_company: dict[int, list[Application]] = {}
    for application in applications:
        of_company.setdefault(application.company_id, []).append(application)
    members = CompanyMember.objects.filter(company__in=of_company).select_related("user")
    found: dict[User, list[Application]] = {}
    for member in members.order_by("user", "company"):
        found.setdefault(member.user, []).extend(of_company[member.company_id])
    return list(found.items())


def involved_in(call: Call) -> QuerySet[User]:
    """Whom a change of the call concerns whether they want mail or not.

    Everybody of companies with a draft or an application, guests of its briefings, and the agency.
    """
    guests = Registration.objects.active().filter(briefing__calls=call)
    return User.objects.filter(
        Q(pk__in=applicants_of(call).values("pk"))
        | Q(pk__in=guests.values("user"))
        | Q(pk__in=call.agency.members.values("user"))
    ).order_by("pk")


def watchers_of(call: Call) -> QuerySet[User]:
    """Those who only saved the call, and want mail at once."""
    savers = call.saved_by.filter(frequency=MailFrequency.AT_ONCE)
    watchers = User.objects.filter(pk__in=savers.values("user"))
    return watchers.exclude(pk__in=involved_in(call).values("pk")).order_by("pk")


def unbarred(readers: Iterable[User], application: Application) -> list[User]:
    """Those of the readers whom no conflict of interest keeps from the application, and who do not
    judge it blind."""
    kept = Q(pk__in=users_barred_from(application)) | Q(pk__in=users_judging_blind(application))
    barred = set(User.objects.filter(kept).values_list("pk", flat=True))
    return [reader for reader in readers if reader.pk not in barred]


def foundation() -> QuerySet[User]:
    return User.objects.filter(groups__name="foundation").order_by("pk")
