"""What two people write in one section, field by field: what is taken over, and where they clash.

A page sends back the digest of each field as it showed it (`seen`). So a field that its writer left
alone is told from one that they wrote: the first keeps what a colleague saved, the second is saved
where nobody else wrote it meanwhile. A table is one field, with all its rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.common.digest import digest_of
from programs.validators import is_answered

# By field; one that says nothing has none, so that a page which does not know a field saw nothing there
Digests = Mapping[str, str]
LENGTH = 16  # of a digest, in hexadecimal digits: a page may show hundreds of fields


def digests_of(said: Mapping[str, Any]) -> dict[str, str]:
    """The digest of each field (name → what it says, as JSON can hold it) that says something."""
    return {
        name: digest_of({"said": value})[:LENGTH]
        for name, value in said.items()
        if is_answered(value)
    }


def as_token(digests: Digests) -> str:
    """Digests as a page holds them: "title:0f3a…,requested_won:77c1…"; equal for equal ones."""
    return ",".join(f"{name}:{digest}" for name, digest in sorted(digests.items()))


def from_token(token: str) -> dict[str, str]:
    """What `as_token` made, back again; anything else was seen by nobody."""
    pairs = (pair.split(":") for pair in token.split(",") if pair.count(":") == 1)
    return {name: digest for name, digest in pairs}


def with_text(digests: Digests) -> dict[str, str]:
    """Without fields that say nothing."""
    return {name: digest for name, digest in digests.items() if digest}


@dataclass(frozen=True)
class Merge:
    """The fields to be written, those that are empty and stay so, those that two people wrote
    differently, and the digests that the page goes on from when the first are written."""

    written: list[str]
    empty: list[str]
    clashing: list[str]
    seen: dict[str, str]


def merged(typed: Mapping[str, Any], *, seen: Digests, now: Mapping[str, Any]) -> Merge:
    """What becomes of each field that was typed, where the section says `now`.

    What equals `seen` was not touched, and what equals `now` needs no writing.
    """
    mine, saved, onward = digests_of(typed), digests_of(now), dict(seen)
    written, clashing = [], []
    for name in typed:
        own, shown, theirs = mine.get(name), seen.get(name), saved.get(name)
        if own not in (shown, theirs):
            (written if shown == theirs else clashing).append(name)
        if name in written or own == theirs:
            onward |= {name: own or ""}
    empty = [name for name in typed if name not in mine and name not in saved]
    return Merge(written, empty, clashing, with_text(onward))
