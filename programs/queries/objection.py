"""Objections: what can be objected to until when, who sees them, who handles them."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.common.business_days import next_business_day
from programs.enums import ObjectionState
from programs.models import (
    Application,
    Decision,
    Objection,
    ObjectionFile,
    Panel,
    Screening,
)
from programs.queries.application import applications_handled_by
from zones.models import Company

OBJECTION_DAYS = 10  # from the day after the notice (국가연구개발혁신법 제14조제6항)
DECISION_DAYS = 30  # from the day after the receipt of the objection (domain §3.3)


def days_end(moment: datetime, *, days: int) -> datetime:
    """The first moment after so many days in Korea, in UTC: the day of the moment does not count,
    and where the last one is a holiday the next business day takes its place (민법 제157조, 제161조)."""
    last = next_business_day(timezone.localdate(moment) + timedelta(days=days))
    return timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))


@dataclass(frozen=True)
class Contested:
    """What can be objected to, and until which moment; as long as no mail has told of it (the
    worker may be late), no day counts."""

    noticed_at: datetime | None
    decision: Decision | None = None
    screening: Screening | None = None

    @property
    def closes_at(self) -> datetime | None:
        """The first moment that is too late."""
        return self.noticed_at and days_end(self.noticed_at, days=OBJECTION_DAYS)

    @property
    def last_day(self) -> datetime | None:
        """A moment of the last day, to be shown as a day."""
        return self.closes_at and self.closes_at - timedelta(microseconds=1)

    def is_contested_by(self, objection: Objection) -> bool:
        """Whether this objection, not withdrawn, is against it."""
        return objection.state != ObjectionState.WITHDRAWN and (
            objection.decision_id,
            objection.screening_id,
        ) == (self.decision and self.decision.pk, self.screening and self.screening.pk)

    def is_open_at(self, moment: datetime) -> bool:
        return self.closes_at is None or moment < self.closes_at


def contested_of(application: Application) -> Contested | None:
    """The decision that is public, else an eligibility check that was not passed.

    None where nothing was told that could be objected to.
    """
    decision = (
        Decision.objects.public()
        .filter(application=application)
        .select_related("selection")
        .first()
    )
    if decision is not None:
        return Contested(noticed_at=decision.selection.told_at, decision=decision)
    screening = Screening.objects.filter(application=application).order_by("-pk").first()
    if screening is None or screening.is_eligible:
        return None
    return Contested(noticed_at=screening.screened_at, screening=screening)


def standing_objection_of(application: Application) -> Objection | None:
    """The objection against what was told last, unless it was withdrawn."""
    contested = contested_of(application)
    if contested is None:
        return None
    return (
        Objection.objects.standing()
        .filter(decision=contested.decision, screening=contested.screening)
        .first()
    )


def objections_of(application: Application) -> QuerySet[Objection]:
    """All of an application, the newest first, with their files."""
    return application.objections.order_by("-pk").prefetch_related("files")


def objections_handled_by(user: User) -> QuerySet[Objection]:
    """Those that staff see: of applications that they handle."""
    return Objection.objects.filter(application__in=applications_handled_by(user))


def objection_files_visible_to(user: User | AnonymousUser) -> QuerySet[ObjectionFile]:
    """Files of objections for the applicant's people and for the foundation; none that waits for
    its scan or was found to be unsafe."""
    files = ObjectionFile.objects.released()
    if not user.is_authenticated:
        return files.none()
    own = Q(objection__application__company__in=Company.objects.of(user))
    if user.is_staff:
        handled = objections_handled_by(user).values("pk")
        return files.filter(own | Q(objection__in=handled))
    return files.filter(own)


def upheld_since_the_ranking(panel: Panel) -> QuerySet[Objection]:
    """Objections that were upheld, at least in part, after the last version of the panel's ranking:
    they ask for the next one. Of the panel are those against decisions of its selections, whoever
    was asked before to judge the application."""
    upheld = Objection.objects.upheld().filter(decision__selection__panel=panel)
    newest = panel.rankings.order_by("-number").first()
    if newest is not None:
        upheld = upheld.filter(decided_at__gt=newest.made_at)
    return upheld.order_by(F("decided_at"), "pk")
