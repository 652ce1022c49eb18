"""What is missing before a disclosure can be sent, and which answers rules may read in the clear."""

from avow.policy import Pack
from avow.policy.problems import FactError

NAMED = "other_side"
"""The one text that is kept in the clear: lists show it, and gifts of parties that read the same add up."""


def is_open(pack: Pack, name: str) -> bool:
    """Whether this fact may be shown to others than those who read everything: neither sensitive nor a narrative."""
    fact = pack.facts.get(name)
    return fact is not None and not fact.sensitive and fact.type != "narrative"


def is_typed(pack: Pack, name: str) -> bool:
    """Whether this fact is kept in the clear for rules and lists. What a person wrote in words stays sealed."""
    fact = pack.facts.get(name)
    words = fact is not None and fact.source == "answer" and fact.type == "text" and name != NAMED
    return is_open(pack, name) and not words


def problems(pack: Pack, kind: str, gathered) -> dict[str, str]:
    """Each fact that has to be answered and is not, or whose answer does not fit: name → a plain sentence."""
    from avow.disclosures.forms import walking

    found: dict[str, str] = {}
    for name in walking.asked(pack, kind, gathered.answers, gathered.facts):
        fact = pack.facts[name]
        value = gathered.answers.get(name)
        if fact.required and (value is None or value == ""):
            found[name] = f"“{fact.label}” has no answer yet."
    try:
        pack.read({name: value for name, value in gathered.answers.items() if name in pack.facts})
    except FactError as error:
        found |= error.problems
    return found
