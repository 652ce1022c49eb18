"""How an answer is kept: in the clear for rules and lists, or only in the sealed bytes; and whether it still fits."""

from avow.policy import Pack
from avow.policy.values import read

NAMED = "other_side"
"""The text that is always kept in the clear: lists show it, and gifts of parties that read the same add up."""


def is_open(pack: Pack, name: str) -> bool:
    """Whether this fact may be shown to others than those who read everything: neither sensitive nor a narrative."""
    fact = pack.facts.get(name)
    return fact is not None and not fact.sensitive and fact.type != "narrative"


def is_typed(pack: Pack, name: str) -> bool:
    """Whether this fact is kept in the clear for rules and lists. What a person wrote in words stays sealed, unless
    earlier entries are added up or kept apart by it."""
    fact = pack.facts.get(name)
    words = (
        fact is not None
        and fact.source == "answer"
        and fact.type == "text"
        and name != NAMED
        and name not in pack.counted_by
        and not fact.is_currency
    )
    return is_open(pack, name) and not words


def typed(pack: Pack) -> frozenset[str]:
    """Every fact that is kept in the clear."""
    return frozenset(name for name in pack.facts if is_typed(pack, name))


def fits(pack: Pack, name: str, value: object) -> bool:
    """Whether this answer still is one to the pack's question; a newer version of the policy may ask otherwise."""
    fact = pack.facts.get(name)
    if fact is None:
        return False
    try:
        read(fact.kind_of_value, value)
    except ValueError:
        return False
    return not fact.required or value not in (None, "")
