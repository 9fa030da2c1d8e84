"""The facts of an assignment, read for `programs.matching`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.common.digest import digest_of
from programs.enums import TO_JUDGE, MemberState
from programs.matching import METHOD, Expertise, Facts, Pair, affinity_of, assigned
from programs.matching.affinity import folded
from programs.models import Panel, Reviewer, Submission
from programs.queries.conflict import barring_pairs, sanctioned_in, working_reviewers

READY = (MemberState.ACCEPTED, MemberState.PLEDGED)


@dataclass(frozen=True)
class MatchingFacts:
    facts: Facts
    why: dict[Pair, dict[str, Any]]

    @property
    def as_json(self) -> dict[str, Any]:
        """What a proposal is made of, for its digest."""
        facts = self.facts
        return {
            "reviewers": sorted(facts.reviewers),
            "applications": sorted(facts.applications),
            "each": facts.per_application,
            "most": facts.most_per_reviewer,
            "barred": sorted(facts.barred),
            "standing": sorted(facts.standing),
            "affinity": sorted([*pair, points] for pair, points in facts.affinity.items()),
        }

    @property
    def sha256(self) -> str:
        """Equal facts lead to equal pairs."""
        return digest_of(self.as_json)

    def proposed(self) -> dict[str, Any]:
        """The content of a proposal: new pairs and why, and places that nobody can take."""
        found = assigned(self.facts)
        return {
            "pairs": [
                {
                    "reviewer": reviewer,
                    "application": application,
                    "why": {"method": METHOD, **self.why.get((reviewer, application), {})},
                }
                for reviewer, application in found.pairs
            ],
            "unfilled": {str(key): count for key, count in found.unfilled.items()},
        }


def matching_facts(panel: Panel) -> MatchingFacts:
    """Members who accepted and may judge while the panel reviews, places, conflicts, what stands; five statements.

    Who recused, was released or did not fit once is not asked for the same application again.
    """
    members = panel.members.filter(state__in=READY, reviewer__in=working_reviewers())
    members = members.exclude(reviewer__in=sanctioned_in(panel))
    reviewers = [member.reviewer for member in members.select_related("reviewer")]
    keys = list(panel.places.order_by("application").values_list("application", flat=True))
    rows = list(panel.assignments.values_list("reviewer", "application", "state"))
    standing = {(r, a) for r, a, state in rows if state in TO_JUDGE}
    gone = {(r, a) for r, a, state in rows if state not in TO_JUDGE}
    here = {(reviewer.pk, key) for reviewer in reviewers for key in keys}
    barred = (barring_pairs(panel) | gone) & here
    why = fits_of(reviewers, keys)
    return MatchingFacts(
        Facts(
            reviewers=[reviewer.pk for reviewer in reviewers],
            applications=keys,
            per_application=panel.per_application,
            most_per_reviewer=panel.most_per_reviewer,
            barred=frozenset(barred),
            affinity={pair: said["affinity"] for pair, said in why.items()},
            standing=frozenset(standing),
        ),
        why,
    )


def fits_of(
    reviewers: Sequence[Reviewer], applications: Sequence[int]
) -> dict[Pair, dict[str, Any]]:
    """What speaks for each pair, with the points for it (`affinity`); one statement."""
    texts = _texts(applications)
    why = {}
    for reviewer in reviewers:
        expertise = Expertise(frozenset(reviewer.technology_fields), frozenset(reviewer.fields))
        for key in applications:
            fields, text = texts.get(key, (frozenset(), ""))
            _points, why[reviewer.pk, key] = affinity_of(
                expertise, technology_fields=fields, text=text
            )
    return why


def _texts(keys: Sequence[int]) -> dict[int, tuple[frozenset[str], str]]:
    """Fields of technology of the company, and the words of the submission that counts, folded."""
    last = Submission.objects.filter(application__in=keys).order_by("application", "received_at")
    rows = last.values_list("application", "application__company__fields", "content")
    return {key: (frozenset(fields or ()), folded(content)) for key, fields, content in rows}
