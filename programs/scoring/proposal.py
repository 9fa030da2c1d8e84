"""Who could be selected in the order of a ranking; people decide, and may depart from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from programs.scoring.order import Line


@dataclass(frozen=True)
class Proposed:
    """`selected` in order; `reserve` in order, those who pass and found no place or no money;
    `tied` share a place across the line, and only a draw or a reason can part them."""

    selected: tuple[str, ...]
    reserve: tuple[str, ...]
    rejected: tuple[str, ...]
    tied: tuple[str, ...]


def proposed(
    lines: Sequence[Line],
    *,
    asked_won: Mapping[str, int],
    count: int | None,
    budget_won: int | None,
) -> Proposed:
    """In order as long as places and money last; the first who does not fit draws the line.

    `asked_won` has won by receipt number. Whom the money does not reach is not jumped over for a
    cheaper one behind: that is an act with a reason.
    """
    selected: list[Line] = []
    spent = 0
    passing = [line for line in lines if line.passes]
    for line in passing:
        asked = asked_won[line.number]
        if count is not None and len(selected) >= count:
            break
        if budget_won is not None and spent + asked > budget_won:
            break
        selected.append(line)
        spent += asked
    behind = passing[len(selected) :]
    tied: list[str] = []
    if selected and behind and selected[-1].place == behind[0].place:
        place = behind[0].place
        tied = [line.number for line in passing if line.place == place]
    return Proposed(
        selected=tuple(line.number for line in selected),
        reserve=tuple(line.number for line in behind),
        rejected=tuple(line.number for line in lines if not line.passes),
        tied=tuple(tied),
    )
