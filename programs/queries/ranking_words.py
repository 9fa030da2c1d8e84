"""What holds in a ranking, in words for who reads it; as it froze them, not as the call is now."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from programs.models import Criterion, Ranking
from programs.scoring import TRIM_FROM


def rules_in_words(ranking: Ranking) -> list[tuple[str, bool]]:
    """Each rule, and whether the call announced it; where it did not, a convention holds."""
    content = json.loads(ranking.content)
    terms = content.get("terms")
    if not terms:
        return []
    silent = set(terms["not_announced"])
    said = {
        "trims": _trimming(trims=terms["trims"]),
        "bonus_most": _limit(
            terms["bonus_most"],
            _("Bonuses are added after the mean, together at most %(points)s points."),
            _("Bonuses are added after the mean, without a limit."),
        ),
        "penalty_most": _limit(
            terms["penalty_most"],
            _("Penalties are taken away after the mean, together at most %(points)s points."),
            _("Penalties are taken away after the mean, without a limit."),
        ),
        "pass_mark": _limit(
            terms["pass_mark"],
            _("Pass mark: %(points)s points after bonus and penalty."),
            _("There is no pass mark: every application passes."),
        ),
        "tie_order": _ties(ranking, terms["tie_order"]),
    }
    return [(words, name not in silent) for name, words in said.items()]


def _trimming(*, trims: bool) -> str:
    if not trims:
        return _("The score is the mean of all sheets; none is left out.")
    words = _(
        "The score is the mean of the sheets; from %(count)s sheets on one highest and one lowest "
        "total are left out."
    )
    return words % {"count": TRIM_FROM}


def _limit(points: str | None, limited: str, free: str) -> str:
    return free if points is None else limited % {"points": points.removesuffix(".00")}


def _ties(ranking: Ranking, keys: Sequence[str]) -> str:
    criteria = Criterion.all_objects.filter(call=ranking.panel.call_id)
    labels = {str(criterion.key): criterion.label for criterion in criteria}
    words = _(
        "Equal scores: the higher mean comes first, then the criteria in this order: %(criteria)s. Who "
        "is equal in all shares the place; where the line runs through it, a recorded draw parts them."
    )
    return words % {"criteria": ", ".join(labels.get(key, key) for key in keys)}


def place_on_the_line(ranking: Ranking, shared: Mapping[int, Sequence[Any]]) -> int | None:
    """The shared place through which the line of the panel's number of awards runs, if one does."""
    count = ranking.panel.award_count
    if count is None:
        return None
    through = (
        place for place, all_of in shared.items() if place <= count < place + len(all_of) - 1
    )
    return next(through, None)
