"""Who is asked to acknowledge and to certify: with whom, how often, and which worked cases come out otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from avow.policy.cohorts import STANDING, WORDS, Membership, membership
from avow.policy.differing.cases import CaseDiffers, case_changes
from avow.policy.differing.change import ADDED, CHANGED, REMOVED, Change, listed, paired, told
from avow.policy.differing.rules import same
from avow.policy.differing.words import Words
from avow.policy.pack import Case, Cohort, Pack
from avow.policy.problems import FactError
from avow.policy.reminding import Reminding
from avow.policy.reminding import Words as OfReminders

WITH = {"": "nobody", "local_hr": "the local HR department"}
NOBODY = "nobody is"
WORDS_OF_A_REMINDER = tuple(one.name for one in fields(OfReminders))

JOINERS = {"": "the next time", "until_due": "until it is due", "until_closes": "until it closes"}


def cohorts(old: Pack, new: Pack) -> Iterator[Change]:
    """Each cohort that is added, gone, or otherwise."""
    for name, was, now in paired(old.cohorts, new.cohorts):
        if was is None or now is None:
            what, says = (ADDED, "is added") if was is None else (REMOVED, "is left out")
            yield Change("", "cohort", what, name, f"The cohort “{name}” {says}.")
            continue
        if not same(was.when, now.when):
            texts = Words(old).whole(was.when), Words(new).whole(now.when)
            says = f"Who is asked to {_what(now)}: when {texts[1]}; before, when {texts[0]}."
            yield Change("", "cohort", CHANGED, name, says, *texts)
        yield from told("", "cohort", name, f"What those asked to {_what(now)} read", was.says, now.says)
        yield from told("", "cohort", name, f"The title of the cohort “{name}”", was.title, now.title)
        if parts := [*_parts(was, now)]:
            yield Change("", "cohort", CHANGED, name, f"The cohort “{name}”: {'; '.join(parts)}.")
        yield from _words(name, was.remind, now.remind)
        yield from case_changes("", f"cohort {name}", was.cases, now.cases)


def _what(cohort: Cohort) -> str:
    return cohort.asks if cohort.name == cohort.asks else f"{cohort.asks} (“{cohort.name}”)"


def _parts(old: Cohort, new: Cohort) -> Iterator[str]:
    if old.asks != new.asks:
        yield f"it is asked to {new.asks} instead of to {old.asks}"
    if old.with_ != new.with_:
        yield f"with {WITH[new.with_]} instead of {WITH[old.with_]}"
    if old.clause != new.clause:
        yield f"under {_clause(new)} instead of {_clause(old)}"
    if old.joiners != new.joiners:
        yield f"whoever joins meanwhile is asked {JOINERS[new.joiners]}; before, {JOINERS[old.joiners]}"
    if old.every != new.every:
        yield f"{new.every or 'at no set time'}; before, {old.every or 'at no set time'}"

    if str(old.remind or NOBODY) != str(new.remind or NOBODY):
        yield f"reminded: {new.remind or NOBODY}; before, {old.remind or NOBODY}"


def _words(name: str, old: Reminding | None, new: Reminding | None) -> Iterator[Change]:
    """What a reminder says otherwise, by language."""
    before, after = (one.words if one else {} for one in (old, new))
    for language, was, now in paired(before, after):
        for key in WORDS_OF_A_REMINDER:
            what = f"What “{key}” of the reminders of “{name}” says in {language}"
            yield from told("", "cohort", name, what, *(getattr(one, key) if one else "" for one in (was, now)))


def _clause(cohort: Cohort) -> str:
    return f"clause {cohort.clause}" if cohort.clause else "no clause"


def differing(old: Pack, new: Pack) -> Iterator[CaseDiffers]:
    """Every worked case of an old cohort that comes out otherwise under the new version."""
    for name, cohort in old.cohorts.items():
        for case in cohort.cases:
            found = _under(new, name, case)
            expected = STANDING[case.expect["main"]]
            if found is None:
                says = f"“{case.name}”: {WORDS[expected]}; under the new version this cannot be asked."
            elif found.standing != expected:
                says = f"“{case.name}”: {WORDS[expected]}; under the new version {WORDS[found.standing]}."
            elif case.asks is not None and set(found.missing) != set(case.asks):
                lacks = listed(sorted(case.asks)), listed(sorted(found.missing))
                says = f"“{case.name}”: lacks {lacks[0]}; under the new version {lacks[1]}."
            else:
                continue
            standing = found.standing if found else ""
            number = cohort.judging.number
            yield CaseDiffers(number, case.name, "cohorts.toml", case.line, "main", expected, standing, says)


def _under(new: Pack, name: str, case: Case) -> Membership | None:
    """None where the new version has no such cohort, or not the facts of the case."""
    try:
        return membership(new, new.cohorts[name], case.facts, case.on) if name in new.cohorts else None
    except FactError:
        return None
