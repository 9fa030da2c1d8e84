"""What waits for a person at the company desk, in as many statements for one thing as for many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.common.business_days import closing_day
from portal.common.nested import objects_from, rows_of
from programs.enums import DRAFTING_VERBS, TOLD_VERBS, UNSENT, ApplicationVerb, SummaryState
from programs.models import Application, ApplicationEvent, VaultDocument, Voice
from programs.queries.application import applications_of, who_did
from programs.queries.application_section import faults_of_drafts
from programs.validators import Fault
from zones.enums import OfferState
from zones.models import Company, CompanyMember, CompanyStatus, Invitation, OwnershipOffer
from zones.rules import OWN_PEOPLE

SOON = timedelta(days=30)
SHOWN_MESSAGES = 10
VAULT_FIELDS = ("id", "company_id", "kind", "label", "name", "issued_on", "expires_on")
STATUS_FIELDS = ("id", "company_id", "kind", "valid_from", "valid_until")


@dataclass(frozen=True)
class Draft:
    """An application that can still be submitted, with what keeps it from that."""

    application: Application
    faults: list[Fault]

    @property
    def days_left(self) -> int | None:
        """Whole days until the closing day, 0 on it; None where no clock closes the call."""
        closes_at = self.application.call.closes_at
        return (closing_day(closes_at) - timezone.localdate()).days if closes_at else None


def is_draft(application: Application) -> bool:
    """Not handed in, or taken back, while its call can still take it."""
    unsent = application.state in UNSENT
    return unsent and application.call.is_underway


def drafts_among(applications: list[Application], *, by: User) -> list[Draft]:
    """Those that can still be submitted (by this person), the most urgent first."""
    drafts = [application for application in applications if is_draft(application)]
    faults = faults_of_drafts(drafts, by=by)
    found = [Draft(draft, faults[draft.pk]) for draft in drafts]
    far = timezone.now() + timedelta(days=36_500)
    return sorted(found, key=lambda draft: draft.application.call.closes_at or far)


def companies_at_desk(user: User, *, today: date) -> QuerySet[Company]:
    """The person's companies with what is to do for each, in one statement (`tasks_of`)."""
    parent, until = OuterRef("pk"), today + SOON
    own = CompanyMember.objects.filter(user=user, role__in=OWN_PEOPLE)
    asked = Voice.objects.filter(summary__state=SummaryState.PROPOSED, company__members__in=own)
    return Company.objects.of(user).annotate(
        can_report_voice=Exists(own.filter(company=parent)),
        voice_rows=rows_of(asked.filter(company=parent), "id", "company_id", "title"),
        status_rows=rows_of(
            CompanyStatus.objects.filter(
                company=parent, valid_until__gte=today, valid_until__lte=until
            ),
            *STATUS_FIELDS,
        ),
        vault_rows=rows_of(
            VaultDocument.objects.not_renewed(until)
            .filter(company=parent)
            .order_by("expires_on", "pk"),
            *VAULT_FIELDS,
        ),
        offer_rows=rows_of(
            OwnershipOffer.objects.filter(company=parent, taker=user, state=OfferState.WAITING),
            "id",
            "company_id",
            "giver_id",
            "taker_id",
        ),
    )


def tasks_of(company: Any) -> dict[str, list[Any]]:
    """What `companies_at_desk` brought: offers and summaries to answer, statuses and certificates
    that expire."""
    return {
        "offers": objects_from(OwnershipOffer, company.offer_rows),
        "statuses": objects_from(CompanyStatus, company.status_rows),
        "certificates": objects_from(VaultDocument, company.vault_rows),
        "voices": objects_from(Voice, company.voice_rows),
    }


def count_invitations_to(user: User) -> int:
    """How many wait for the person's address. Which company it is stands in the mail alone: an
    address that was not proved yet must not learn it."""
    return Invitation.objects.acceptable().filter(email=user.email).count()


@dataclass(frozen=True)
class Message:
    """What happened to an application, with who did it."""

    at: datetime
    title: str
    who: str
    application: Application


def messages_for(user: User, *, known: Iterable[Application]) -> list[Message]:
    """What happened last to the person's own applications, newest first; not what colleagues write.

    Those that are `known` are called as they are elsewhere on the page.
    """
    rows = {application.pk: application for application in known}
    events = ApplicationEvent.objects.filter(application__in=applications_of(user))
    news = [verb for verb in TOLD_VERBS if verb not in DRAFTING_VERBS]
    newest = events.filter(verb__in=news).select_related("application__call", "actor")
    return [
        Message(
            at=event.happened_at,
            title=str(ApplicationVerb(event.verb).label),
            who=who_did(event),
            application=rows.get(event.application_id, event.application),
        )
        for event in newest.order_by("-happened_at", "-pk")[:SHOWN_MESSAGES]
    ]
