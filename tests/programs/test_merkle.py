"""The tree of RFC 6962, against the vectors that its implementations share, and against itself."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.merkle import EMPTY, is_proved, path_of, root_of

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
# As the reference implementation of Certificate Transparency tests them
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
trees = st.lists(st.binary(max_size=8), min_size=1, max_size=40)


@pytest.mark.parametrize("count", range(1, 9))
def test_root_is_that_of_the_reference(count):
    assert root_of(LEAVES[:count]).hex() == ROOTS[count - 1]


def test_root_of_nothing_is_the_digest_of_nothing():
    assert root_of([]) == EMPTY == hashlib.sha256(b"").digest()


@given(trees)
def test_each_leaf_is_proved_at_its_place_only(leaves):
    root, count = root_of(leaves), len(leaves)

    for index, leaf in enumerate(leaves):
        path = path_of(leaves, index)
        places = [
            place
            for place in range(count)
            if is_proved(leaf, index=place, count=count, path=path, root=root)
        ]
        assert index in places
        assert {leaves[place] for place in places} == {leaf}


@given(trees, st.data())
def test_nothing_else_is_proved(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    path, root, leaf = path_of(leaves, index), root_of(leaves), leaves[index]
    said = {"index": index, "count": len(leaves), "path": path, "root": root}

    assert not is_proved(leaf + b"x", **said)
    assert not is_proved(leaf, **said | {"root": hashlib.sha256(root).digest()})
    assert not is_proved(leaf, **said | {"path": [*path, root]})
    assert not is_proved(leaf, **said | {"index": -1})
    assert not is_proved(leaf, **said | {"index": len(leaves)})
    if path:
        assert not is_proved(leaf, **said | {"path": path[:-1]})


@given(trees, st.binary(max_size=8), st.data())
def test_every_change_of_the_leaves_changes_the_root(leaves, other, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    added = [*leaves[:index], other, *leaves[index:]]
    removed = leaves[:index] + leaves[index + 1 :]

    assert root_of(added) != root_of(leaves) != root_of(removed)
    if other != leaves[index]:
        assert root_of([*removed[:index], other, *removed[index:]]) != root_of(leaves)


def test_a_node_passes_for_no_leaf():
    pair = [b"a", b"b"]
    digests = b"".join(hashlib.sha256(b"\0" + leaf).digest() for leaf in pair)

    assert root_of([digests]) != root_of(pair)


@pytest.mark.parametrize("index", [-1, 2])
def test_there_is_no_way_from_a_leaf_that_is_not_there(index):
    with pytest.raises(IndexError):
        path_of([b"a", b"b"], index)
