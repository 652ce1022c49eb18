"""Who reads a disclosure first, in words: whom the pack's routing sends it to."""

from collections.abc import Mapping

from avow.policy import Pack

WORDS = {
    "compliance_officer": "the compliance officer",
    "chief_executive": "the chief executive",
    "board_committee": "the board committee",
}


def reader(pack: Pack, facts: Mapping[str, object]) -> str:
    """ "the compliance officer", or whoever decides on these facts in their stead."""
    known = {name: value for name, value in facts.items() if name in pack.facts}
    decides = pack.route(known).decides
    return WORDS.get(decides, "whoever decides")
