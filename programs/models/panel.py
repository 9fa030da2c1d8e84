"""Panels: who judges which applications, when, in which order."""

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.models import Event, kept_history, never_changed, only_moves, paired
from programs import workflow
from programs.enums import BARRING, SITTING, MemberRole, MemberState, PanelState
from programs.models.panel_guard import (
    leaves_only_unread,
    not_sanctioned_in_the_window,
    of_the_same_call,
    within_the_calls_budget,
)

MOST_PER_APPLICATION = 9
DIGEST_FORM = r"^[0-9a-f]{64}$"


class PanelQuerySet(models.QuerySet["Panel"]):
    def formed_by(self, user: Any) -> Self:
        """Those that a member of staff may form: of no call in which their own company applies, and
        none in which they sit or are asked to."""
        competing = self.model.objects.filter(call__applications__company__members__user=user.pk)
        seats = PanelMember.objects.sitting().filter(reviewer__user=user.pk)
        return self.exclude(pk__in=competing.values("pk")).exclude(pk__in=seats.values("panel"))

    def decided_by(self, user: Any) -> Self:
        """Those of which a member of staff may see and make points, rankings and selections: that
        they may form, in which they have judged nothing, and no application of which a conflict
        keeps from them, since who decides about the others decides about it."""
        judging = self.model.objects.filter(assignments__reviewer__user=user.pk)
        barring = PanelPlace.objects.filter(
            application__conflicts__reviewer__user=user.pk,
            application__conflicts__state__in=BARRING,
        )
        free = self.formed_by(user).exclude(pk__in=judging.values("pk"))
        return free.exclude(pk__in=barring.values("panel"))


@kept_history("PanelHistory")
class Panel(models.Model):
    """평가위원회·분과: reviewers who judge applications of one call, which are ranked together."""

    call = models.ForeignKey(
        "programs.Call", on_delete=models.PROTECT, related_name="panels", verbose_name=_("call")
    )
    name = models.CharField(_("name"), max_length=120)
    zone = models.ForeignKey(
        "zones.Zone",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("zone"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=PanelState, default=PanelState.FORMING, editable=False
    )
    per_application = models.PositiveSmallIntegerField(
        _("reviewers per application"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PER_APPLICATION)],
    )
    most_per_reviewer = models.PositiveSmallIntegerField(
        _("most applications per reviewer"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty where there is no bound; the load is even in any case."),
    )
    quorum = models.PositiveSmallIntegerField(
        _("finished reviews that an application needs"),
        default=1,
        validators=[MinValueValidator(1)],
    )
    is_blind = models.BooleanField(
        _("blind"),
        default=False,
        help_text=_(
            "Reviewers see a number instead of the company's name; documents stay as they are."
        ),
    )
    opens_at = models.DateTimeField(_("reviews from"), null=True, blank=True)
    closes_at = models.DateTimeField(_("reviews until"), null=True, blank=True)
    meets_on = models.DateField(_("day of the meeting"), null=True, blank=True)
    meets_at = models.TimeField(_("time of the meeting"), null=True, blank=True)
    meets_where = models.CharField(_("place of the meeting"), max_length=200, blank=True)
    award_count = models.PositiveSmallIntegerField(_("awards at the most"), null=True, blank=True)
    budget_won = models.BigIntegerField(_("budget (won)"), null=True, blank=True)
    reviewers = models.ManyToManyField(
        "programs.Reviewer",
        through="programs.PanelMember",
        related_name="panels",
        verbose_name=_("reviewers"),
    )

    objects = PanelQuerySet.as_manager()

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        ordering = ["call", "name"]
        constraints = [
            models.UniqueConstraint(fields=["call", "name"], name="programs_panel_one_per_name"),
            models.CheckConstraint(
                condition=Q(per_application__range=(1, MOST_PER_APPLICATION)),
                name="programs_panel_reviewers_per_application",
            ),
            models.CheckConstraint(
                condition=Q(most_per_reviewer=None) | Q(most_per_reviewer__gte=1),
                name="programs_panel_most_per_reviewer",
            ),
            models.CheckConstraint(
                condition=Q(quorum__gte=1) & Q(quorum__lte=F("per_application")),
                name="programs_panel_quorum_can_be_reached",
                violation_error_message=_("More than the reviewers per application."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="programs_panel_closes_after_opening",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(budget_won=None) | Q(budget_won__gt=0),
                name="programs_panel_budget_is_positive",
            ),
        ]
        triggers = [
            only_moves(workflow.PANEL),
            within_the_calls_budget(),
            pgtrigger.ReadOnly(name="call_never_changes", fields=["call"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.call}"


class PanelEvent(Event):
    """What happened to a panel."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="events")


class PanelMemberQuerySet(models.QuerySet["PanelMember"]):
    def sitting(self) -> Self:
        """Asked, accepted or pledged; neither declined nor released."""
        return self.filter(state__in=SITTING)


@kept_history("PanelMemberHistory")
class PanelMember(models.Model):
    """위원 위촉: a reviewer in a panel; asked, and pledged to secrecy and fairness before reading."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="members")
    reviewer = models.ForeignKey(
        "programs.Reviewer",
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("reviewer"),
    )
    role = models.CharField(_("role"), max_length=20, choices=MemberRole, default=MemberRole.MEMBER)
    state = models.CharField(
        _("state"), max_length=20, choices=MemberState, default=MemberState.INVITED, editable=False
    )
    # As the applicants are told with the result: where they worked when the panel judged
    employer = models.CharField(_("employer"), max_length=120, blank=True)
    invited_at = models.DateTimeField(_("invited at"), default=timezone.now)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    pledged_at = models.DateTimeField(_("pledged at"), null=True, blank=True)
    pledge_version = models.CharField(_("version of the pledge"), max_length=20, blank=True)
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    release_reason = models.CharField(_("reason of the release"), max_length=300, blank=True)

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a panel")
        verbose_name_plural = _("members of panels")
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "reviewer"], name="programs_panelmember_once"),
            models.UniqueConstraint(
                fields=["panel"],
                condition=Q(role=MemberRole.CHAIR, state__in=SITTING),
                name="programs_panelmember_one_chair",
            ),
            models.CheckConstraint(
                condition=Q(state=MemberState.PLEDGED, pledged_at__isnull=False)
                & ~Q(pledge_version="")
                | ~Q(state=MemberState.PLEDGED),
                name="programs_panelmember_pledge_has_stamp",
            ),
            models.CheckConstraint(
                condition=Q(state=MemberState.DECLINED, declined_at__isnull=False)
                | ~Q(state=MemberState.DECLINED) & Q(declined_at=None),
                name="programs_panelmember_declined_has_stamp",
            ),
            models.CheckConstraint(
                condition=Q(state=MemberState.RELEASED, released_at__isnull=False)
                & ~Q(release_reason="")
                | ~Q(state=MemberState.RELEASED) & Q(released_at=None, release_reason=""),
                name="programs_panelmember_release_has_reason",
            ),
            paired("released_at", "released_by", name="programs_panelmember_released_pair"),
        ]
        triggers = [
            only_moves(workflow.MEMBER),
            pgtrigger.ReadOnly(name="pair_never_changes", fields=["panel", "reviewer"]),
            not_sanctioned_in_the_window(),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} · {self.panel_id}"

    @property
    def leads(self) -> bool:
        """The chair, who has pledged."""
        return self.role == MemberRole.CHAIR and self.state == MemberState.PLEDGED


@kept_history("PanelPlaceHistory")
class PanelPlace(models.Model):
    """심의 대상: an application that a panel judges; in one panel only."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="places")
    application = models.OneToOneField(
        "programs.Application", on_delete=models.PROTECT, related_name="panel_place"
    )
    position = models.PositiveSmallIntegerField(_("place in the order"), null=True, blank=True)
    added_at = models.DateTimeField(_("added at"), default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("application in a panel")
        verbose_name_plural = _("applications in panels")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "position"],
                name="programs_panelplace_one_per_position",
            )
        ]
        triggers = [
            of_the_same_call(),
            leaves_only_unread(),
            pgtrigger.ReadOnly(name="pair_never_changes", fields=["panel", "application"]),
        ]

    def __str__(self) -> str:
        return f"{self.panel_id} · {self.application_id}"


class Draw(models.Model):
    """발표순서 추첨: an order that nobody chose, and that anybody can compute again.

    The seed names the root of the call's last seal; the order is that of `programs.scoring.draw`.
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="draws")
    number = models.PositiveSmallIntegerField(_("number of the draw"))
    seed = models.CharField(_("seed"), max_length=120)
    receipts = models.JSONField(_("receipt numbers in the order drawn"))
    sha256 = models.CharField(_("SHA-256 of the order, one number a line"), max_length=64)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    drawn_at = models.DateTimeField(_("drawn at"), default=timezone.now)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        ordering = ["panel", "number"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "number"], name="programs_draw_number"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="programs_draw_again_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=DIGEST_FORM), name="programs_draw_has_form"
            ),
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.panel_id} · {self.number}"


class AssignmentProposal(models.Model):
    """배정안: what the method proposes for a panel; applied only while its facts are the same."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="proposals")
    content = models.JSONField(_("content"))
    facts_sha256 = models.CharField(_("SHA-256 of the facts"), max_length=64)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("proposed assignment")
        verbose_name_plural = _("proposed assignments")
        ordering = ["-made_at", "-pk"]
        constraints = [
            paired("applied_at", "applied_by", name="programs_assignmentproposal_applied_pair"),
            models.CheckConstraint(
                condition=Q(facts_sha256__regex=DIGEST_FORM),
                name="programs_assignmentproposal_has_form",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="content_never_changes",
                fields=["panel", "content", "facts_sha256", "made_at", "made_by"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.panel_id} · {self.made_at:%Y-%m-%d %H:%M}"
