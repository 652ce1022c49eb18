"""A Merkle tree as RFC 9162 section 2.1 defines it: hashes, the frontier, inclusion and consistency proofs.

Plain Python. A tree of n leaves is kept as its *frontier*: the roots of its complete subtrees, largest first, which
is all that is needed to append and to know the root. Hashes are `bytes` of length 32.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf: SHA-256(0x00 ‖ data)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def append(frontier: Sequence[bytes], size: int, leaf: bytes) -> list[bytes]:
    """The frontier after one more leaf hash. `size` is the number of leaves before it."""
    kept = list(frontier)
    while size & 1:
        leaf = node_hash(kept.pop(), leaf)
        size >>= 1
    kept.append(leaf)
    return kept


def root_of(frontier: Sequence[bytes]) -> bytes:
    """The root of the tree with this frontier; SHA-256 of nothing when it is empty."""
    if not frontier:
        return EMPTY
    root = frontier[-1]
    for left in reversed(frontier[:-1]):
        root = node_hash(left, root)
    return root


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes, in order, in memory that grows with the logarithm of their number."""
    frontier: list[bytes] = []
    for size, leaf in enumerate(leaves):
        frontier = append(frontier, size, leaf)
    return root_of(frontier)


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The path from leaf `index` (from 0) to the root over `leaves`, lowest first (RFC 9162 2.1.3.1).

    Raises IndexError when there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"there is no leaf {index} in a tree of {len(leaves)}")
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if index < k:
        return [*inclusion_proof(leaves[:k], index), root(leaves[k:])]
    return [*inclusion_proof(leaves[k:], index - k), root(leaves[:k])]


def included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> bool:
    """Whether `proof` shows `leaf` at `index` in the tree of `size` leaves with that root (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = node_hash(step, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, step)
        node, last = node >> 1, last >> 1
    return last == 0 and found == expected


def consistency_proof(leaves: Sequence[bytes], earlier: int) -> list[bytes]:
    """Shows that the tree over the first `earlier` leaves is a beginning of the one over all (RFC 9162 2.1.4.1).

    Raises IndexError when `earlier` is not from 0 to the number of leaves.
    """
    if not 0 <= earlier <= len(leaves):
        raise IndexError(f"a tree of {len(leaves)} has no beginning of {earlier}")
    if earlier in {0, len(leaves)}:
        return []
    return _consistency(leaves, earlier, whole=True)


def _consistency(leaves: Sequence[bytes], earlier: int, *, whole: bool) -> list[bytes]:
    if earlier == len(leaves):
        return [] if whole else [root(leaves)]
    k = _split(len(leaves))
    if earlier <= k:
        return [*_consistency(leaves[:k], earlier, whole=whole), root(leaves[k:])]
    return [*_consistency(leaves[k:], earlier - k, whole=False), root(leaves[:k])]


def consistent(earlier: int, later: int, first: bytes, second: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the tree (`later`, `second`) begins with (`earlier`, `first`) (RFC 9162 2.1.4.2)."""
    if not 0 <= earlier <= later:
        return False
    if earlier == later:
        return first == second and not proof
    if earlier == 0:
        return first == EMPTY and not proof
    path = list(proof)
    if earlier & (earlier - 1) == 0:
        path.insert(0, first)
    if not path:
        return False
    node, last = earlier - 1, later - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, step)
        node, last = node >> 1, last >> 1
    return last == 0 and old == first and new == second
