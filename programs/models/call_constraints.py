"""What holds for every call, whoever writes it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.common.models import EARLIEST, LATEST, paired
from programs.enums import CallState, ClosingMode

PUBLIC_STATES = (CallState.APPROVED, CallState.CANCELLED)
APPROVED_STATES = (*PUBLIC_STATES, CallState.MERGED)
UNFINISHED_STATES = (CallState.DRAFT, CallState.DISCARDED)

CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        condition=Q(published_at__lte=F("opens_at")),
        name="programs_call_published_before_opening",
        violation_error_message=_("A call opens at or after its publication."),
    ),
    models.CheckConstraint(
        condition=Q(published_at__gte=EARLIEST, opens_at__lt=LATEST)
        & (Q(closes_at=None) | Q(closes_at__lt=LATEST))
        & (Q(inquiries_close_at=None) | Q(inquiries_close_at__lt=LATEST)),
        name="programs_call_in_this_century",
        violation_error_message=_("Check the year: it must lie between 2000 and 2099."),
    ),
    models.CheckConstraint(
        condition=(Q(budget_won=None) | Q(budget_won__gt=0))
        & (Q(award_limit_won=None) | Q(award_limit_won__gt=0)),
        name="programs_call_amounts_are_positive",
    ),
    models.CheckConstraint(
        condition=Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
        name="programs_call_closes_after_opening",
        violation_error_message=_("A call closes after it opens."),
    ),
    models.CheckConstraint(
        condition=~Q(closing_mode=ClosingMode.CLOCK) | Q(closes_at__isnull=False),
        name="programs_call_clock_mode_has_closing_time",
        violation_error_message=_("A call that closes at a set time needs that time."),
    ),
    models.CheckConstraint(
        condition=Q(state__in=UNFINISHED_STATES) | Q(applicant_kinds__len__gt=0),
        name="programs_call_has_applicant_kinds",
    ),
    models.CheckConstraint(
        condition=Q(state__in=UNFINISHED_STATES)
        | ~Q(purpose="")
        & ~Q(support="")
        & ~Q(support_period="")
        & ~Q(eligibility="")
        & ~Q(procedure=""),
        name="programs_call_has_mandatory_contents",
    ),
    models.CheckConstraint(
        condition=Q(inquiries_close_at=None)
        | Q(inquiries_close_at__gt=F("published_at"))
        & (Q(closes_at=None) | Q(inquiries_close_at__lt=F("closes_at"))),
        name="programs_call_inquiries_close_before_it",
        violation_error_message=_("Questions end after publication and before closing."),
    ),
    models.CheckConstraint(
        condition=Q(seat_count=None) | Q(seat_count__gt=0),
        name="programs_call_has_seats",
    ),
    models.CheckConstraint(
        condition=Q(taken_won__gte=0), name="programs_call_taken_is_not_negative"
    ),
    models.CheckConstraint(
        condition=Q(amends=None, amendment_kind="", amendment_reason="")
        | Q(amends__isnull=False) & ~Q(amendment_kind="") & ~Q(amendment_reason=""),
        name="programs_call_amendment_has_kind_and_reason",
    ),
    models.CheckConstraint(
        condition=~Q(state__in=PUBLIC_STATES) | Q(amends=None),
        name="programs_call_amending_draft_is_not_public",
    ),
    models.CheckConstraint(
        condition=~Q(state=CallState.MERGED) | Q(amends__isnull=False),
        name="programs_call_only_amending_drafts_merge",
    ),
    models.UniqueConstraint(
        fields=["amends"],
        condition=Q(state__in=(CallState.DRAFT, CallState.SUBMITTED)),
        name="programs_call_one_amendment_at_a_time",
    ),
    models.CheckConstraint(
        condition=Q(approved_by=None)
        | ~Q(approved_by=F("submitted_by")) & ~Q(approved_by=F("created_by")),
        name="programs_call_approved_by_a_second_person",
    ),
    models.CheckConstraint(
        condition=Q(state__in=APPROVED_STATES, approved_at__isnull=False)
        | ~Q(state__in=APPROVED_STATES) & Q(approved_at=None),
        name="programs_call_approved_has_stamp",
    ),
    models.CheckConstraint(
        condition=Q(state__in=UNFINISHED_STATES) | Q(submitted_at__isnull=False),
        name="programs_call_submitted_has_stamp",
    ),
    paired("submitted_at", "submitted_by", name="programs_call_submitted_pair"),
    paired("approved_at", "approved_by", name="programs_call_approved_pair"),
    paired("closed_at", "closed_by", name="programs_call_closed_pair"),
    paired("cancelled_at", "cancelled_by", name="programs_call_cancelled_pair"),
    models.CheckConstraint(
        condition=Q(state=CallState.CANCELLED, cancelled_at__isnull=False)
        | ~Q(state=CallState.CANCELLED) & Q(cancelled_at=None),
        name="programs_call_cancelled_has_stamp",
    ),
]
