"""Mails: each in its reader's language, queued in the transaction of its cause.

The texts stand in templates/emails/; the first line is the subject.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from portal.accounts.models import User
from portal.accounts.tasks import queue_mail
from programs.models import Call
from zones.models import CompanyMember


def notify(readers: Iterable[User], template: str, *, path: str, **context: Any) -> None:
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
        queue_mail(to=[reader.email], subject=subject.strip(), body=body.strip() + "\n")


def members_of(company_or_agency: Any) -> QuerySet[User]:
    return User.objects.filter(pk__in=company_or_agency.members.values("user")).order_by("pk")


def applicants_of(call: Call) -> QuerySet[User]:
    """Everybody of the companies that have a draft or an application in the call."""
    companies = call.applications.values("company")
    members = CompanyMember.objects.filter(company__in=companies)
    return User.objects.filter(pk__in=members.values("user")).order_by("pk")


def foundation() -> QuerySet[User]:
    return User.objects.filter(groups__name="foundation").order_by("pk")
