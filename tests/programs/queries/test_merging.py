"""Merging what two people write in one section, field by field."""

import pytest

from programs.queries.merging import as_token, digests_of, from_token, merged

# What the page showed, what was typed, what is saved by now → what becomes of the field
CASES = [
    ("a", "a", "a", "left"),
    ("a", "a", "theirs", "left"),
    ("a", "b", "a", "written"),
    ("a", "b", "b", "left"),
    ("a", "b", "theirs", "clashing"),
    ("", "b", "", "written"),
    ("", "b", "theirs", "clashing"),
    ("", "", "theirs", "left"),
    ("a", "", "a", "written"),
    ("a", "", "theirs", "clashing"),
    ("a", "b", "", "clashing"),
]


@pytest.mark.parametrize(("shown", "typed", "now", "what"), CASES)
def test_what_becomes_of_a_field(shown, typed, now, what):
    merge = merged({"field": typed}, seen=digests_of({"field": shown}), now={"field": now})

    assert (merge.written == ["field"], merge.clashing == ["field"]) == (
        what == "written",
        what == "clashing",
    )


@pytest.mark.parametrize(("shown", "typed", "now", "what"), CASES)
def test_what_the_page_goes_on_from(shown, typed, now, what):
    """Its own text where that is saved, and what it showed where it is not."""
    merge = merged({"field": typed}, seen=digests_of({"field": shown}), now={"field": now})

    is_saved = what == "written" or typed == now
    assert merge.seen == digests_of({"field": typed if is_saved else shown})


def test_fields_that_were_not_sent_keep_what_the_page_showed_of_them():
    seen = digests_of({"other": "a"})

    assert merged({"field": "b"}, seen=seen, now={}).seen == seen | digests_of({"field": "b"})


@pytest.mark.parametrize("nothing", ["", None, [], False])
def test_what_says_nothing_has_no_digest(nothing):
    assert digests_of({"field": nothing, "zero": 0}).keys() == {"zero"}


def test_a_token_says_the_digests():
    digests = digests_of({"lead-labour-cash_won": 5, "12": ["a"], "rows": [{"name": "가"}]})

    assert from_token(as_token(digests)) == digests
    assert as_token(digests) == as_token(dict(reversed(digests.items())))


@pytest.mark.parametrize("token", ["", ",", "x", "a:b:c", "0" * 64])
def test_what_is_no_token_was_seen_by_nobody(token):
    assert from_token(token) == {}
