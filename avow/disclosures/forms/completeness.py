"""What is missing before a disclosure can be sent."""

from avow.disclosures.forms import walking
from avow.policy import Pack
from avow.policy.problems import FactError


def problems(pack: Pack, kind: str, gathered) -> dict[str, str]:
    """Each fact that has to be answered and is not, or whose answer does not fit: name → a plain sentence."""
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
