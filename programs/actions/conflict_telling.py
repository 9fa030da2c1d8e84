"""Mails about conflicts that keep a reviewer from what is assigned to them already."""

from collections import Counter
from collections.abc import Collection, Iterable

from programs.actions.notifications import foundation, notify
from programs.models import Call, Conflict, Reviewer
from programs.queries import applications_handled_by
from programs.queries.conflict import conflicts_on_assignments, not_about

Pair = tuple[int, int]  # the keys of a reviewer and of an application


def pairs_on_assignments(
    applications: Iterable[int], *, reviewer: Reviewer | None = None
) -> set[Pair]:
    """Who is kept from which of these applications though they are assigned to them."""
    conflicts = Conflict.objects.filter(application__in=applications)
    if reviewer:
        conflicts = conflicts.filter(reviewer=reviewer)
    rows = conflicts_on_assignments(conflicts).order_by()
    return set(rows.values_list("reviewer", "application"))


def tell_of_conflicts(pairs: Collection[Pair]) -> None:
    """Each of the foundation gets one mail for a call: of how many they may read, neither who nor
    why. Both stand on the page that it leads to."""
    if not pairs:
        return
    keys = {application for _reviewer, application in pairs}
    about = conflicts_on_assignments(Conflict.objects.filter(application__in=keys)).order_by()
    calls = Call.objects.in_bulk(about.values_list("application__call", flat=True))
    for reader in foundation():
        shown = about.filter(not_about(reader), application__in=applications_handled_by(reader))
        rows = set(shown.values_list("reviewer", "application", "application__call"))
        counts = Counter(call for *pair, call in rows if tuple(pair) in pairs)
        for key, count in sorted(counts.items()):
            call = calls[key]
            path = f"/admin/programs/conflict/?assigned=yes&q={call.code}"
            notify([reader], "conflict_found", path=path, call=call, count=count)
