"""Signatures of receipts and seals: Ed25519 (RFC 8032), with the key of this installation.

A key is named by the first 16 hexadecimal letters of the SHA-256 of its public half.
"""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


@dataclass(frozen=True)
class Signature:
    """128 hexadecimal letters, and the name of the key that made them."""

    key_id: str
    value: str


def _key_id(public: Ed25519PublicKey) -> str:
    return hashlib.sha256(public.public_bytes_raw()).hexdigest()[:16]


@cache
def _private_key(text: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(text, validate=True))


@cache
def _public_keys(private: str, former: tuple[str, ...]) -> dict[str, Ed25519PublicKey]:
    keys = [_private_key(private).public_key()]
    keys += [
        Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True)) for text in former
    ]
    return {_key_id(key): key for key in keys}


def _our_keys() -> dict[str, Ed25519PublicKey]:
    return _public_keys(settings.RECEIPT_KEY, tuple(settings.RECEIPT_FORMER_KEYS))


def public_keys() -> dict[str, str]:
    """The public keys by name, each 32 bytes in base64; the one that signs now comes first."""
    return {
        name: base64.b64encode(key.public_bytes_raw()).decode() for name, key in _our_keys().items()
    }


def signed(message: bytes) -> Signature:
    """The signature of `message` by the key that signs now."""
    key = _private_key(settings.RECEIPT_KEY)
    return Signature(_key_id(key.public_key()), key.sign(message).hex())


def is_signed(message: bytes, *, key_id: str, value: str) -> bool:
    """Whether one of our keys, the former ones too, signed `message`."""
    key = _our_keys().get(key_id)
    if key is None:
        return False
    try:
        key.verify(bytes.fromhex(value), message)
    except (InvalidSignature, ValueError):
        return False
    return True
