"""Signed addresses that stand for a person outside a sign-in, made again for each mail.

Nothing of a token is kept: an equal value gives an equal token. What must be revocable signs its
key and an edition, [key, edition]; a later edition makes all former tokens unknown.
"""

from typing import Any

from django.core import signing


class UnknownToken(Exception):
    """A signed address that is forged, of a former edition, or revoked."""


def token_of(value: Any, *, salt: str) -> str:
    """A token for an address; `value` is plain JSON, which everybody can read who has the token.

    `salt` says what the token is for: one that was made for something else is unknown there.
    """
    return signing.Signer(salt=salt).sign_object(value)


def value_of(token: str, *, salt: str) -> Any:
    """What was signed. Raises UnknownToken."""
    try:
        return signing.Signer(salt=salt).unsign_object(token)
    except (signing.BadSignature, ValueError):
        raise UnknownToken from None
