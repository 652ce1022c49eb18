"""What the policy says of the register of gifts: what can become of one, leave to give, words to decline with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from avow.policy.differing.change import ADDED, CHANGED, REMOVED, Change, either, list_changes, paired, told
from avow.policy.pack import Pack
from avow.policy.register import Becoming, Leave
from avow.policy.values import Value, plain


def register(old: Pack, new: Pack) -> Iterator[Change]:
    """Each becoming, the leave, and the refusals that are otherwise."""
    for name, was, now in paired(old.becomings, new.becomings):
        if was is None or now is None:
            what, says = (ADDED, "can be told now") if was is None else (REMOVED, "can be told no longer")
            yield Change("", "register", what, name, f"That “{either(was, now).title}” {says}.")
        else:
            yield from _becoming(was, now)
    if old.leave != new.leave:
        yield _leave(old.leave, new.leave)
    if old.inspect_every_months != new.inspect_every_months:
        yield _inspecting(old.inspect_every_months, new.inspect_every_months)
    for language, before, after in paired(old.refusals, new.refusals):
        yield from told("", "register", language, f"The words to decline with, {language},", before or "", after or "")
    for language, before, after in paired(old.refusals_of_invitations, new.refusals_of_invitations):
        what = f"The words to decline an invitation with, {language},"
        yield from told("", "register", language, what, before or "", after or "")


def _becoming(old: Becoming, new: Becoming) -> Iterator[Change]:
    called = f"That “{new.title}”"
    yield from told("", "register", old.id, f"{called}: the title", old.title, new.title)
    yield from told("", "register", old.id, f"{called}: what the person reads", old.says, new.says)
    parts = []
    if old.kinds != new.kinds:
        parts.append(f"it can happen to: {list_changes(old.kinds, new.kinds)}")
    if old.sets != new.sets:
        parts.append(f"then {_facts(new.sets)} instead of {_facts(old.sets)}")
    if old.pays != new.pays:
        parts.append(f"what is paid counts as {new.pays or 'nothing'} instead of {old.pays or 'nothing'}")
    if parts:
        yield Change("", "register", CHANGED, old.id, f"{called}: {'; '.join(parts)}.")


def _facts(sets: Mapping[str, Value]) -> str:
    return ", ".join(f"{name} is {_word(value)}" for name, value in sets.items()) or "nothing is set"


def _word(value: Value) -> str:
    return str(plain(value)).lower()


def _leave(old: Leave | None, new: Leave | None) -> Change:
    if new is None:
        return Change("", "register", REMOVED, "leave", "Leave to give is no longer asked for.")
    if old is None:
        says = (
            f"Leave to give is asked for ({', '.join(new.kinds)}); it is answered within {new.answer_within_days} "
            f"working days, and lapses {new.lapses_after_days} days after its day."
        )
        return Change("", "register", ADDED, "leave", says)
    parts = []
    if old.kinds != new.kinds:
        parts.append(f"it is asked for: {list_changes(old.kinds, new.kinds)}")
    if old.answer_within_days != new.answer_within_days:
        parts.append(f"it is answered within {new.answer_within_days} working days and not {old.answer_within_days}")
    if old.lapses_after_days != new.lapses_after_days:
        parts.append(f"it lapses {new.lapses_after_days} days after its day and not {old.lapses_after_days}")
    if old.fact != new.fact:
        parts.append(f"{new.fact} says so instead of {old.fact}")
    return Change("", "register", CHANGED, "leave", f"Leave to give: {'; '.join(parts)}.")


def _inspecting(old: int, new: int) -> Change:
    what = ADDED if not old else REMOVED if not new else CHANGED
    before, after = (f"every {months} month{'' if months == 1 else 's'}" if months else "not" for months in (old, new))
    said = f"The register is inspected {after}" + (f", and not {before}." if old and new else ".")
    return Change("", "register", what, "inspect_every_months", said.replace("inspected not", "not inspected any more"))
