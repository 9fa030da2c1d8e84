"""Signatures of receipts: the vector of RFC 8032 (7.1, test 2), former keys, strangers' keys."""

import base64
import secrets

from portal.common.signing import is_signed, public_keys, signed

SEED = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
PUBLIC = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
SIGNATURE = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def in_base64(text: str) -> str:
    return base64.b64encode(bytes.fromhex(text)).decode()


def test_signature_is_that_of_the_standard(settings):
    settings.RECEIPT_KEY = in_base64(SEED)

    signature = signed(b"\x72")

    assert signature.value == SIGNATURE
    assert public_keys() == {signature.key_id: in_base64(PUBLIC)}
    assert is_signed(b"\x72", key_id=signature.key_id, value=SIGNATURE)


def test_other_words_letters_and_keys_are_not_signed(settings):
    settings.RECEIPT_KEY = in_base64(SEED)
    key_id = signed(b"").key_id

    assert not is_signed(b"\x73", key_id=key_id, value=SIGNATURE)
    assert not is_signed(b"\x72", key_id="0" * 16, value=SIGNATURE)
    for value in ("", "zz", SIGNATURE[:-2], "0" * 128):
        assert not is_signed(b"\x72", key_id=key_id, value=value)


def test_what_a_former_key_signed_stays_ours(settings):
    settings.RECEIPT_KEY = in_base64(SEED)
    old = signed(b"old")

    settings.RECEIPT_KEY = base64.b64encode(secrets.token_bytes(32)).decode()
    assert not is_signed(b"old", key_id=old.key_id, value=old.value)

    settings.RECEIPT_FORMER_KEYS = [in_base64(PUBLIC)]
    assert is_signed(b"old", key_id=old.key_id, value=old.value)
    assert list(public_keys()) == [signed(b"new").key_id, old.key_id]
