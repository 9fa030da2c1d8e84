"""Signed addresses: made again for each mail, of use for one purpose only."""

import pytest

from portal.common.tokens import UnknownToken, token_of, value_of


def test_a_token_gives_what_was_signed():
    assert value_of(token_of([7, 2], salt="programs.seat"), salt="programs.seat") == [7, 2]


def test_the_same_token_is_made_again_for_each_mail():
    first, second = (token_of([7, 2], salt="programs.seat") for _mail in range(2))

    assert first == second


def test_another_edition_has_another_token():
    assert token_of([7, 2], salt="programs.seat") != token_of([7, 3], salt="programs.seat")


def test_a_token_for_something_else_is_unknown():
    token = token_of([7, 2], salt="programs.unsubscribe")

    with pytest.raises(UnknownToken):
        value_of(token, salt="programs.seat")


def test_a_token_of_another_installation_is_unknown(settings):
    token = token_of([7, 2], salt="programs.seat")
    settings.SECRET_KEY = "another"

    with pytest.raises(UnknownToken):
        value_of(token, salt="programs.seat")


def test_a_token_outlives_the_change_of_the_key(settings):
    token = token_of([7, 2], salt="programs.seat")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"

    assert value_of(token, salt="programs.seat") == [7, 2]


@pytest.mark.parametrize("text", ["", ":", "x", "WzcsMl0", "특구:특구", "a\x00b:c", "x" * 10_000])
def test_what_is_no_token_is_unknown(text):
    with pytest.raises(UnknownToken):
        value_of(text, salt="programs.seat")


def test_a_changed_token_is_unknown():
    content, signature = token_of([7, 2], salt="programs.seat").split(":")
    other = token_of([8, 2], salt="programs.seat").split(":")[0]

    for text in (f"{other}:{signature}", f"{content}:{signature[:-1]}", f"{content}:"):
        with pytest.raises(UnknownToken):
            value_of(text, salt="programs.seat")
