"""Kinds of disclosure, the steps of their forms, and facts: what people are asked otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from avow.policy.differing.change import ADDED, CHANGED, REMOVED, Change, either, list_changes, listed, paired, told
from avow.policy.differing.rules import same
from avow.policy.differing.words import Words
from avow.policy.pack import Fact, Kind, Pack, Step
from avow.policy.values import shown

SOURCES = {
    "answer": "asked in a form",
    "register": "told by a register",
    "computed": "looked up",
    "review": "found by a reviewer",
}


def kinds(old: Pack, new: Pack) -> Iterator[Change]:
    """Each kind that is added, removed, or asked otherwise."""
    for name, was, now in paired(old.kinds, new.kinds):
        if was is None and now is not None:
            says = f"The kind “{now.title}” is added: {now.summary}"
            yield Change("", "kind", ADDED, name, says, "", now.summary)
        elif now is None and was is not None:
            says = f"The kind “{was.title}” is left out: nobody can begin one any more."
            yield Change("", "kind", REMOVED, name, says, was.summary, "")
        elif was is not None and now is not None:
            yield from _kind(old, new, was, now)


def _kind(before: Pack, after: Pack, old: Kind, new: Kind) -> Iterator[Change]:
    called = f"“{new.title}”"
    for name, what in (
        ("title", "the title"), ("summary", "the summary"), ("example", "the example"),
        ("instruction", "what to do until there is an answer"),
    ):  # fmt: skip
        yield from told("", "kind", old.id, f"{called}: {what}", getattr(old, name), getattr(new, name))
    if old.register_only != new.register_only:
        says = "is recorded without a review when nothing is found" if new.register_only else "is always reviewed"
        yield Change("", "kind", CHANGED, old.id, f"{called} {says}; its rows {_counted(new)} totals.")
    if old.clauses != new.clauses:
        says = f"{called} is about other clauses: {list_changes(old.clauses, new.clauses)}."
        yield Change("", "kind", CHANGED, old.id, says, ", ".join(old.clauses), ", ".join(new.clauses))
    if old.group != new.group:
        yield Change(
            "", "kind", CHANGED, old.id, f"{called} stands in another place on the page.", old.group, new.group
        )
    for name, was, now in paired({step.id: step for step in old.steps}, {step.id: step for step in new.steps}):
        yield from _step(before, after, f"{called}, step “{either(was, now).title}”", name, was, now)
    order = [step.id for step in old.steps if step.id in {one.id for one in new.steps}]
    if order != [step.id for step in new.steps if step.id in order]:
        yield Change("", "step", CHANGED, old.id, f"{called}: the steps come in another order.")


def _counted(kind: Kind) -> str:
    return "count in" if kind.register_only else "no longer count in"


def _step(before: Pack, after: Pack, called: str, name: str, old: Step | None, new: Step | None) -> Iterator[Change]:
    if old is None and new is not None:
        asks = listed([_ask(after, fact) for fact in new.asks])
        yield Change("", "step", ADDED, name, f"{called}, is added. It asks: {asks}", "", new.title)
    elif new is None and old is not None:
        asks = listed([_ask(before, fact) for fact in old.asks])
        yield Change("", "step", REMOVED, name, f"{called}, is left out. No longer asked: {asks}", old.title, "")
    elif old is not None and new is not None:
        for field in ("title", "text"):
            yield from told("", "step", name, f"{called}: the {field}", getattr(old, field), getattr(new, field))
        if old.asks != new.asks:
            either = {**before.facts, **after.facts}
            says = list_changes(old.asks, new.asks, lambda fact: f"“{either[fact].label}”")
            yield Change("", "step", CHANGED, name, f"{called}, asks otherwise: {says}.", *_lists(old.asks, new.asks))
        if not same(old.when, new.when):
            was = Words(before).whole(old.when) if old.when else "always"
            now = Words(after).whole(new.when) if new.when else "always"
            yield Change("", "step", CHANGED, name, f"{called}, is shown when {now}; before, when {was}.", was, now)


def _lists(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, str]:
    return ", ".join(old), ", ".join(new)


def _ask(pack: Pack, name: str) -> str:
    return f"“{pack.facts[name].label}”"


def facts(old: Pack, new: Pack) -> Iterator[Change]:
    """Each fact that is added, removed, or otherwise."""
    for name, was, now in paired(old.facts, new.facts):
        if was is None and now is not None:
            says = f"The fact {name} is added: “{now.label}”, {now.kind_of_value}, {SOURCES[now.source]}."
            yield Change("", "fact", ADDED, name, says, "", now.label)
        elif now is None and was is not None:
            yield Change("", "fact", REMOVED, name, f"The fact {name} is left out: “{was.label}”.", was.label, "")
        elif was is not None and now is not None and was != now:
            parts = list(_parts(was, now))
            says = f"The fact {name} (“{now.label}”) is otherwise: {'; '.join(parts)}."
            yield Change("", "fact", CHANGED, name, says, was.label, now.label)


def _parts(old: Fact, new: Fact) -> Iterator[str]:
    if old.kind_of_value != new.kind_of_value or old.type != new.type:
        yield f"it is {new.kind_of_value} and was {old.kind_of_value}"
    if old.source != new.source:
        yield f"it is {SOURCES[new.source]} and was {SOURCES[old.source]}"
    if old.audience != new.audience:
        yield f"who sees it: {list_changes(old.audience, new.audience)}"
    if old.label != new.label:
        yield f"it was asked as “{old.label}”"
    if old.choices != new.choices:
        either = {**old.labels, **new.labels}
        values = tuple(tuple(choice.value for choice in fact.choices) for fact in (old, new))
        yield f"its choices: {list_changes(values[0], values[1], lambda one: f'“{either[one]}”') or 'worded otherwise'}"
    if old.required != new.required:
        yield "it must be answered" if new.required else "it need not be answered"
    if old.sensitive != new.sensitive:
        yield "it is sealed" if new.sensitive else "it is no longer sealed"
    if old.currency_in != new.currency_in:
        yield f"its currency is that of {new.currency_in or 'the policy'}"
    if old.is_currency != new.is_currency:
        yield "it names a currency" if new.is_currency else "it names no currency any more"
    if old.unasked != new.unasked:
        yield f"where nobody was asked it is {shown(new.kind_of_value, new.unasked, new.labels)}"
    if old.help != new.help:
        yield "its help is worded otherwise"
    if old.short != new.short:
        yield f"sentences call it “{new.short}” instead of “{old.short}”"
    if (old.called, old.so, old.not_so) != (new.called, new.so, new.not_so):
        yield "reasons speak of it in other words"
