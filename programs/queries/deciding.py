"""What a panel still needs before it is decided about."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from programs.enums import OPEN_WORK, AssignmentState
from programs.models import Panel
from programs.queries.ranking import is_of_the_newest_facts


@dataclass(frozen=True)
class Needs:
    """What keeps a panel from its ranking; with all reviews in, whether one is frozen."""

    judged: int  # applications
    open_reviews: int
    below_quorum: int  # applications
    quorum: int
    is_ranked: bool

    @property
    def is_reviewed(self) -> bool:
        """Its ranking can be frozen."""
        return bool(self.judged) and not self.open_reviews and not self.below_quorum


def needs_of(panel: Panel) -> Needs:
    """Two statements, however many applications there are."""
    finished = Q(
        application__assignments__panel=F("panel"),
        application__assignments__state=AssignmentState.FINISHED,
    )
    open_ones = Q(
        application__assignments__panel=F("panel"), application__assignments__state__in=OPEN_WORK
    )
    counts = panel.places.annotate(
        finished=Count("application__assignments", filter=finished),
        open=Count("application__assignments", filter=open_ones),
    ).values_list("finished", "open")
    rows = list(counts.order_by())
    return Needs(
        judged=len(rows),
        open_reviews=sum(open_count for _finished, open_count in rows),
        below_quorum=sum(finished_count < panel.quorum for finished_count, _open in rows),
        quorum=panel.quorum,
        is_ranked=panel.rankings.exists(),
    )


def has_newest_ranking(panel: Panel) -> bool:
    """Whether the last ranking is of the scores and points that count now."""
    newest = panel.rankings.order_by("-number").first()
    if newest is None:
        return False
    newest.panel = panel
    return is_of_the_newest_facts(newest)
