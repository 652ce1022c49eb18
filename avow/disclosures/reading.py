"""Who reads a disclosure, in words: whom the pack's routing sends it to first, and who sees a part of it besides.

reading.register(leave.readers)      in AppConfig.ready(); a source gives a sentence for each who sees a part
"""

from collections.abc import Callable, Iterable, Mapping

from avow.disclosures.models import Disclosure
from avow.policy import Pack

WORDS = {
    "compliance_officer": "the compliance officer",
    "chief_executive": "the chief executive",
    "board_committee": "the board committee",
}

Source = Callable[[Disclosure], Iterable[str]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Ask this too; registering the same one twice changes nothing."""
    if source not in _sources:
        _sources.append(source)
    return source


def of_a_part(disclosure: Disclosure) -> list[str]:
    """Who sees a part of what was sent, and which, a sentence for each."""
    return [says for source in _sources for says in source(disclosure)]


def reader(pack: Pack, facts: Mapping[str, object]) -> str:
    """ "the compliance officer", or whoever decides on these facts in their stead."""
    known = {name: value for name, value in facts.items() if name in pack.facts}
    decides = pack.route(known).decides
    return WORDS.get(decides, "whoever decides")
