"""The tree against RFC 9162's own example, the vectors of Certificate Transparency, and a naive reading of the RFC."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.ledger import tree

DATA = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
LEAVES = [tree.leaf_hash(bytes.fromhex(text)) for text in DATA]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
sizes = st.integers(1, 70)


def naive(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162 2.1.1, word for word."""
    if not leaves:
        return tree.EMPTY
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return tree.node_hash(naive(leaves[:k]), naive(leaves[k:]))


def some(count: int) -> list[bytes]:
    return [tree.leaf_hash(str(number).encode()) for number in range(count)]


@pytest.mark.parametrize("size", range(9))
def test_the_roots_everybody_knows(size):
    assert tree.root(LEAVES[:size]).hex() == ROOTS[size]


def test_the_example_of_the_rfc():
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = tree.node_hash(a, b), tree.node_hash(c, d), tree.node_hash(e, f)
    k, last = tree.node_hash(g, h), tree.node_hash(i, j)
    seven = LEAVES[:7]
    assert tree.inclusion_proof(seven, 0) == [b, h, last]
    assert tree.inclusion_proof(seven, 3) == [c, g, last]
    assert tree.inclusion_proof(seven, 4) == [f, j, k]
    assert tree.inclusion_proof(seven, 6) == [i, k]
    assert tree.consistency_proof(seven, 3) == [c, d, g, last]
    assert tree.consistency_proof(seven, 4) == [last]
    assert tree.consistency_proof(seven, 6) == [i, j, k]


@given(sizes)
def test_the_frontier_gives_the_root_at_every_length(size):
    leaves, frontier = some(size), []
    for count, leaf in enumerate(leaves):
        frontier = tree.append(frontier, count, leaf)
        assert tree.root_of(frontier) == naive(leaves[: count + 1])
        assert len(frontier) == (count + 1).bit_count()


@settings(deadline=None)
@given(sizes, st.data())
def test_inclusion_is_proved_for_the_leaf_and_for_no_other(size, data):
    leaves = some(size)
    index = data.draw(st.integers(0, size - 1))
    root, proof = naive(leaves), tree.inclusion_proof(leaves, index)
    assert tree.included(leaves[index], index, size, proof, root)
    assert not tree.included(tree.leaf_hash(b"other"), index, size, proof, root)
    assert not tree.included(leaves[index], index, size, [*proof, tree.EMPTY], root)
    assert not tree.included(leaves[index], size, size, proof, root)
    for other in range(size):
        assert other == index or not tree.included(leaves[index], other, size, proof, root)
    if proof:
        assert not tree.included(leaves[index], index, size, proof[:-1], root)
        assert not tree.included(leaves[index], index, size, [tree.EMPTY, *proof[1:]], root)


@settings(deadline=None)
@given(sizes, st.data())
def test_consistency_is_proved_with_the_beginning_and_with_no_other(size, data):
    leaves = some(size)
    earlier = data.draw(st.integers(0, size))
    first, second = naive(leaves[:earlier]), naive(leaves)
    proof = tree.consistency_proof(leaves, earlier)
    assert tree.consistent(earlier, size, first, second, proof)
    assert not tree.consistent(earlier, size, tree.leaf_hash(b"other"), second, proof)
    assert not tree.consistent(earlier, size, first, tree.leaf_hash(b"other"), proof) or earlier == 0
    assert not tree.consistent(size + 1, size, first, second, proof)
    if proof:
        assert not tree.consistent(earlier, size, first, second, proof[:-1])
        assert not tree.consistent(earlier, size, first, second, [*proof, tree.EMPTY])


def test_what_is_not_there_has_no_proof():
    with pytest.raises(IndexError):
        tree.inclusion_proof(LEAVES, 8)
    with pytest.raises(IndexError):
        tree.inclusion_proof([], 0)
    with pytest.raises(IndexError):
        tree.consistency_proof(LEAVES, 9)
