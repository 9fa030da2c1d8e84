"""Certificates that a company keeps, and where they can be used."""

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


def offers_for(
    application: Application, asked: list[RequiredDocument]
) -> dict[int, list[VaultDocument]]:
    """By the key of each document that is asked: what the company keeps and could hand in for it.

    In one statement, in none where the call asks for nothing reusable. First those of which the
    agency's words for it speak, then the newest.
    """
    reusable = [required for required in asked if required.is_reusable]
    if not reusable:
        return {}
    on = day_that_counts(application.call)
    kept = list(application.company.vault.usable().order_by("-issued_on", "-pk"))
    return {
        required.pk: sorted(
            (document for document in kept if fits(document, required, on=on)),
            key=lambda document: document.title not in (required.label_ko, required.label_en),
        )
        for required in reusable
    }
