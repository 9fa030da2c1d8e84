"""The Merkle tree over the submissions of a call, as RFC 6962 (2.1) builds it.

A leaf is the digest of a zero byte and its bytes, a node that of a one byte and both digests below
it, so that no node can pass for a leaf. With n leaves the left side has the largest power of two
below n.
"""

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256().digest()


def leaf_digest(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\0" + leaf).digest()


def _node_digest(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def _left_size(count: int) -> int:
    """The largest power of two below `count`, which is at least 2."""
    return 1 << (count - 1).bit_length() - 1


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaves in their order; of none it is the digest of nothing (RFC 6962, 2.1)."""
    digests = [leaf_digest(leaf) for leaf in leaves]
    return _root(digests) if digests else EMPTY


def _root(digests: Sequence[bytes]) -> bytes:
    if len(digests) == 1:
        return digests[0]
    half = _left_size(len(digests))
    return _node_digest(_root(digests[:half]), _root(digests[half:]))


def path_of(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The digests beside the way from leaf `index` up to the root (audit path, RFC 6962, 2.1.1).

    Raises IndexError where there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    return _path([leaf_digest(leaf) for leaf in leaves], index)


def _path(digests: Sequence[bytes], index: int) -> list[bytes]:
    if len(digests) == 1:
        return []
    half = _left_size(len(digests))
    if index < half:
        return [*_path(digests[:half], index), _root(digests[half:])]
    return [*_path(digests[half:], index - half), _root(digests[:half])]


def is_proved(leaf: bytes, *, index: int, count: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether `path` shows that `leaf` is number `index` (from 0) of the `count` under `root`.

    As RFC 9162 (2.1.3.2) checks it; a path that is too short or too long shows nothing.
    """
    if not 0 <= index < count:
        return False
    place, last, digest = index, count - 1, leaf_digest(leaf)
    for beside in path:
        if last == 0:
            return False
        if place % 2 or place == last:
            digest = _node_digest(beside, digest)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            digest = _node_digest(digest, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and digest == root
