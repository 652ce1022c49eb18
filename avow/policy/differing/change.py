"""One change, and how two texts that are not the same are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TypeVar

One = TypeVar("One")
ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise. `clause` is "" where it belongs to the policy as a whole.

    `part` is policy, clause, wording, reading, figure, rule, total, kind, step, fact, routing, cohort, citation,
    decision, register or case; `says` is the whole sentence, and `was` and `now` the two texts where there are two to
    put side by side.
    """

    clause: str
    part: str
    what: str
    name: str
    says: str
    was: str = ""
    now: str = ""

    def as_json(self) -> dict[str, object]:
        return dict(asdict(self))


def told(clause: str, part: str, name: str, what: str, was: str, now: str) -> Iterator[Change]:
    """The change of one text, when it is one: `what` names it ("The summary of 5.2")."""
    if was == now:
        return
    if not was:
        yield Change(clause, part, ADDED, name, f"{what} is added.", was, now)
    elif not now:
        yield Change(clause, part, REMOVED, name, f"{what} is left out.", was, now)
    else:
        yield Change(clause, part, CHANGED, name, f"{what} is worded otherwise.", was, now)


def paired(old: Mapping[str, One], new: Mapping[str, One]) -> Iterator[tuple[str, One | None, One | None]]:
    """Each name of either, in the order of the new and then what is only in the old, with both sides."""
    for name in dict.fromkeys([*new, *old]):
        yield name, old.get(name), new.get(name)


def either(was: One | None, now: One | None) -> One:
    """The one that is there, of the two that `paired` gives."""
    if now is not None:
        return now
    if was is None:
        raise ValueError("of neither is there one")
    return was


def listed(words: list[str] | tuple[str, ...]) -> str:
    """a; a and b; a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else "nothing"


def list_changes(old: tuple[str, ...], new: tuple[str, ...], word: Callable[[str], str] = str) -> str:
    """What of a list is gone and what is new: "no longer a; now also b and c; in another order"."""
    gone = [word(one) for one in old if one not in new]
    more = [word(one) for one in new if one not in old]
    said = [f"no longer {listed(gone)}"] if gone else []
    said += [f"now also {listed(more)}"] if more else []
    if not said and old != new:
        said = ["in another order"]
    return "; ".join(said)
