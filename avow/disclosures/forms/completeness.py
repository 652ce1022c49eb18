"""What is missing before a disclosure can be sent, and which answers rules may read in the clear."""

from avow.policy import Pack
from avow.policy.problems import FactError


def is_plain(pack: Pack, name: str) -> bool:
    """Whether this answer is kept as a typed fact; sensitive ones and narratives are only in the sealed bytes."""
    fact = pack.facts.get(name)
    return fact is not None and not fact.sensitive and fact.type != "narrative"


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
