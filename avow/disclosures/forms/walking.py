"""The steps of a kind for the answers given so far: which are shown, what they ask, what comes next."""

from collections.abc import Iterable, Mapping

from avow.disclosures.forms.keeping import fits
from avow.policy import Pack, Step


def steps(pack: Pack, kind: str, answers: Mapping[str, object], around: Mapping[str, object]) -> list[Step]:
    """The steps to be shown. `around` is what the registers know.

    A conditional step is shown when its condition holds, and also when it cannot be said although everything it reads
    has been asked: whoever does not know one thing is still asked the next.
    """
    known = {name: value for name, value in answers.items() if fits(pack, name, value)} | dict(around)
    shown: list[Step] = []
    given: set[str] = set(around)
    for step in pack.kinds[kind].steps:
        if step.when is not None:
            facts = {name: known[name] for name in step.when.names if name in known and name in given}
            holds = pack.holds(step.when, facts)
            if holds is False or (holds is None and not _all_asked(step.when.names, given, known, pack)):
                continue
        shown.append(step)
        given.update(step.asks)
    return shown


def asked(pack: Pack, kind: str, answers: Mapping[str, object], around: Mapping[str, object]) -> list[str]:
    """The facts that the shown steps ask for, in order."""
    return list(dict.fromkeys(name for step in steps(pack, kind, answers, around) for name in step.asks))


def find(shown: Iterable[Step], identifier: str) -> Step | None:
    """The shown step of that id."""
    return next((step for step in shown if step.id == identifier), None)


def _all_asked(names: Iterable[str], given: set[str], known: Mapping[str, object], pack: Pack) -> bool:
    return all(
        name in given and (name in known or pack.facts[name].source != "answer") for name in names if name in pack.facts
    )
