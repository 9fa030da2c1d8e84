"""Mails: each in its reader's language, queued in the transaction of its cause.

The texts stand in templates/emails/; the first line is the subject.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from portal.accounts.models import User
from portal.accounts.tasks import queue_mail
from programs.enums import MailFrequency
from programs.models import Call, Registration
from zones.models import CompanyMember


def notify(
    readers: Iterable[User],
    template: str,
    *,
    path: str,
    headers: dict[str, str] | None = None,
    **context: Any,
) -> None:
    """Queue one mail to each active reader; `path` is the page that the mail leads to."""
    for reader in readers:
        if not reader.is_active:
            continue
        with translation.override(reader.language):
            text = render_to_string(
                f"emails/{template}.txt",
                {"reader": reader, "address": settings.SITE_URL + path, **context},
            )
        subject, _, body = text.strip().partition("\n")
        queue_mail(
            to=[reader.email], subject=subject.strip(), body=body.strip() + "\n", headers=headers
        )


def members_of(company_or_agency: Any) -> QuerySet[User]:
    return User.objects.filter(pk__in=company_or_agency.members.values("user")).order_by("pk")


def applicants_of(call: Call) -> QuerySet[User]:
    """Everybody of the companies that have a draft or an application in the call."""
    companies = call.applications.values("company")
    members = CompanyMember.objects.filter(company__in=companies)
    return User.objects.filter(pk__in=members.values("user")).order_by("pk")


def concerned_by(call: Call) -> QuerySet[User]:
    """Whom a change of the call concerns, each once.

    Those who saved it and want mail at once, everybody of companies with a draft or an application,
    guests of its briefings, and the agency.
    """
    savers = call.saved_by.filter(frequency=MailFrequency.AT_ONCE)
    guests = Registration.objects.active().filter(briefing__calls=call)
    return User.objects.filter(
        Q(pk__in=savers.values("user"))
        | Q(pk__in=applicants_of(call).values("pk"))
        | Q(pk__in=guests.values("user"))
        | Q(pk__in=call.agency.members.values("user"))
    ).order_by("pk")


def foundation() -> QuerySet[User]:
    return User.objects.filter(groups__name="foundation").order_by("pk")
