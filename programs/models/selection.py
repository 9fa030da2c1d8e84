from datetime import timedelta
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.common.models import DatabaseNow, kept_history, never_changed, only_moves, paired
from programs import workflow
from programs.enums import Outcome, SelectionState

# Before selections, decisions were taken one by one; those of a panel are its selection 0
FORMER = 0
# A confirmed selection is final, but for the instant of its publication while that lies ahead by
# the database's clock, and for the stamp of its mails
FINAL = """
    IF OLD.state = 'proposed' OR OLD.state <> NEW.state THEN RETURN NEW; END IF;
    IF OLD.state = 'confirmed'
       AND (OLD.told_at IS NULL OR OLD.told_at IS NOT DISTINCT FROM NEW.told_at)
       AND (OLD.publishes_at IS NOT DISTINCT FROM NEW.publishes_at
            OR (OLD.publishes_at > clock_timestamp() AND NEW.publishes_at > clock_timestamp()))
       AND (to_jsonb(OLD) - 'publishes_at' - 'told_at')
           = (to_jsonb(NEW) - 'publishes_at' - 'told_at')
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'selection % is final: %', OLD.id, OLD.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_selection_final';
"""
# An instant is moved until so long before it comes
LAST_MOVE = timedelta(seconds=10)
# Asked at commit: whoever reads meanwhile goes by the former instant, and would have seen as public
# what is not. Half of the time is left for the commit itself
MOVED_IN_TIME = f"""
    IF clock_timestamp() >= OLD.publishes_at - interval '{LAST_MOVE.seconds // 2} seconds' THEN
        RAISE EXCEPTION 'selection % is public in a moment', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_selection_moved_in_time';
    END IF;
    RETURN NULL;
"""
# Decisions come with their proposal, not afterwards
OF_A_PROPOSAL = """
    PERFORM 1 FROM programs_selection
      WHERE id = NEW.selection_id AND (state = 'proposed' OR number = 0) FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'selection % takes no more decisions', NEW.selection_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_decision_with_its_proposal';
    END IF;
    RETURN NEW;
"""


class SelectionQuerySet(models.QuerySet["Selection"]):
    def public(self) -> Self:
        """Those whose instant has come, by the database's clock: a web host may be ahead of it."""
        return self.filter(state=SelectionState.CONFIRMED, publishes_at__lte=DatabaseNow())

    def to_tell(self) -> Self:
        """Public, and nobody was told yet."""
        return self.public().filter(told_at=None)


@kept_history("SelectionHistory")
class Selection(models.Model):
    """선정안: what is to become of all applications of a panel; one proposes, another confirms.

    Public at one instant, and not a moment before. A later one takes the place of an earlier one,
    which stays as it was.
    """

    panel = models.ForeignKey(
        "programs.Panel",
        on_delete=models.PROTECT,
        related_name="selections",
        verbose_name=_("panel"),
    )
    number = models.PositiveSmallIntegerField(pgettext_lazy("round", "number"))
    # None only of those from before rankings were frozen
    ranking = models.ForeignKey(
        "programs.Ranking",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="selections",
        verbose_name=_("ranking"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=SelectionState, default=SelectionState.PROPOSED
    )
    reason = models.TextField(_("why it is made anew"), blank=True)
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    publishes_at = models.DateTimeField(_("public from"), null=True, blank=True)
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("returned by"),
    )
    return_reason = models.TextField(_("why it was returned"), blank=True)
    told_at = models.DateTimeField(_("applicants told at"), null=True, blank=True)

    objects = SelectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("selection")
        verbose_name_plural = _("selections")
        ordering = ["panel", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "number"], name="programs_selection_one_per_number"
            ),
            models.UniqueConstraint(
                fields=["panel"],
                condition=Q(state=SelectionState.PROPOSED),
                name="programs_selection_one_proposal",
            ),
            paired("confirmed_at", "confirmed_by", name="programs_selection_confirmed_pair"),
            paired("returned_at", "returned_by", name="programs_selection_returned_pair"),
            models.CheckConstraint(
                condition=~Q(state=SelectionState.CONFIRMED)
                & Q(confirmed_at=None, publishes_at=None, told_at=None)
                | Q(state=SelectionState.CONFIRMED, publishes_at__isnull=False)
                & (Q(confirmed_at__isnull=False) | Q(number=FORMER)),
                name="programs_selection_confirmed_has_instant",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="programs_selection_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state=SelectionState.RETURNED, returned_at__isnull=False)
                & ~Q(return_reason="")
                | ~Q(state=SelectionState.RETURNED) & Q(returned_at=None),
                name="programs_selection_return_has_reason",
            ),
        ]
        triggers = [
            only_moves(workflow.SELECTION),
            pgtrigger.Trigger(
                name="final",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=FINAL,
            ),
            pgtrigger.Trigger(
                name="moved_in_time",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("publishes_at"),
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(
                    old__publishes_at__df=pgtrigger.F("new__publishes_at"),
                    old__publishes_at__isnull=False,
                ),
                func=MOVED_IN_TIME,
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return gettext("%(panel)s · proposal %(number)s") % {
            "panel": self.panel,
            "number": self.number,
        }


class DecisionQuerySet(models.QuerySet["Decision"]):
    def public(self) -> Self:
        """Of each panel those of the newest selection that is public now."""
        newest = Selection.objects.public().filter(panel=OuterRef("selection__panel"))
        return self.filter(selection=Subquery(newest.order_by("-number").values("pk")[:1]))

    def standing(self) -> Self:
        """Of each panel those of the newest confirmed selection, public or not: for the foundation."""
        newest = Selection.objects.filter(
            panel=OuterRef("selection__panel"), state=SelectionState.CONFIRMED
        )
        return self.filter(selection=Subquery(newest.order_by("-number").values("pk")[:1]))


@kept_history("DecisionHistory")
class Decision(models.Model):
    """선정·예비·탈락: what became of an application, and why; written once, with its selection."""

    selection = models.ForeignKey(
        Selection,
        on_delete=models.PROTECT,
        related_name="decisions",
        verbose_name=_("selection"),
    )
    application = models.ForeignKey(
        "programs.Application", on_delete=models.PROTECT, related_name="decisions"
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2)
    awarded_won = models.BigIntegerField(_("awarded (won)"), null=True, blank=True)
    reserve_place = models.PositiveSmallIntegerField(
        _("place on the reserve list"), null=True, blank=True
    )
    reason = models.TextField(_("reason"))

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["selection", "-score", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection", "application"], name="programs_decision_once_a_selection"
            ),
            models.UniqueConstraint(
                fields=["selection", "reserve_place"], name="programs_decision_reserve_in_order"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="programs_decision_has_reason"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.SELECTED, awarded_won__isnull=False, awarded_won__gt=0)
                | ~Q(outcome=Outcome.SELECTED) & Q(awarded_won=None),
                name="programs_decision_only_selected_have_money",
            ),
            models.CheckConstraint(
                condition=Q(reserve_place=None) | Q(outcome=Outcome.RESERVE, reserve_place__gte=1),
                name="programs_decision_only_reserve_has_place",
            ),
        ]
        triggers = [
            never_changed(),
            pgtrigger.Trigger(
                name="with_its_proposal",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=OF_A_PROPOSAL,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.get_outcome_display()}"
