"""Certificates that a company keeps, and where they can be used."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from portal.accounts.models import User
from programs.models import Application, RequiredDocument, VaultDocument
from programs.queries.eligibility import day_that_counts
from programs.rules import is_foundation
from zones.models import Company


def vault_visible_to(user: User | AnonymousUser) -> QuerySet[VaultDocument]:
    """All of one's own companies, removed ones too; for the foundation what is to prove a status.

    Nobody sees one that waits for its scan or was found to be unsafe.
    """
    if not user.is_authenticated:
        return VaultDocument.objects.none()
    visible = Q(company__in=Company.objects.of(user))
    if is_foundation(user):
        visible |= Q(status__isnull=False, removed_at=None)
    return VaultDocument.objects.released().filter(visible)


def fits(document: VaultDocument, required: RequiredDocument, *, on: date) -> bool:
    """Whether a certificate may be handed in: valid on the day that counts, and not too old then."""
    age = (on - document.issued_on).days
    is_young = required.max_age_days is None or age <= required.max_age_days
    return is_young and document.is_valid_on(on)


@dataclass(frozen=True)
class Kept:
    """What a company keeps for a document that is asked."""

    offered: list[VaultDocument]
    outdated: list[VaultDocument]  # the agency's words for it are theirs, but not the days


def kept_for(application: Application, asked: list[RequiredDocument]) -> dict[int, Kept]:
    """By the key of each document that is asked: what the company keeps and could hand in for it,
    and what it keeps under that name and cannot.

    In one statement, in none where the call asks for nothing reusable. First those of which the
    agency's words for it speak, then the newest.
    """
    reusable = [required for required in asked if required.is_reusable]
    if not reusable:
        return {}
    on = day_that_counts(application.call)
    certificates = list(application.company.vault.usable().order_by("-issued_on", "-pk"))
    return {required.pk: _kept(certificates, required, on=on) for required in reusable}


def _kept(certificates: list[VaultDocument], required: RequiredDocument, *, on: date) -> Kept:
    fitting = [one for one in certificates if fits(one, required, on=on)]
    named = [one for one in certificates if one.title in (required.label_ko, required.label_en)]
    return Kept(
        offered=sorted(fitting, key=lambda one: one not in named),
        outdated=[one for one in named if one not in fitting],
    )
