"""When each clause changed, and what: over the adopted versions and the dated values of their figures."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from avow.adoptions.current import pack_by_hash
from avow.adoptions.periods import Period
from avow.policy.differences import Change, differences
from avow.policy.differing.figures import Stretch, stretches
from avow.policy.figure_names import the_figure, with_number
from avow.policy.figures import FigureValue
from avow.policy.pack import Clause
from avow.policy.values import Type, shown

LETTERS = 24_000
"""Letters of changes on one page, so that it stays light."""
AROUND = 350
"""Letters that the page puts around each change."""
WHOLE = "The policy as a whole"
OF_THE_WHOLE = ("reading", "wording", "routing", "decision", "register")
"""What everyone is told besides the clauses: how open words are read, what one signs, who decides and how."""
FIRST = "It is in the policy from the first version adopted here."


@dataclass(frozen=True)
class Event:
    """What changed in one clause on one day, and by which version."""

    day: date
    number: str
    title: str
    version: str
    changes: tuple[Change, ...]


def of_clause(line: Sequence[Period], number: str) -> list[Event]:
    """Everything that happened to the clause, the newest first. `line` is the periods, the oldest first."""
    found: dict[date, list[Change]] = defaultdict(list)
    for day, change in [*_versions(line, number), *_figures(line, number)]:
        found[day].append(change)
    return [_event(line, day, number, found[day]) for day in sorted(found, reverse=True)]


def of_policy(line: Sequence[Period]) -> dict[date, list[Event]]:
    """What changed on each day, by clause in the order of the policy; without what was there from the first."""
    numbers = dict.fromkeys(number for period in reversed(line) for number in period.pack.clauses)
    found: dict[date, list[Event]] = defaultdict(list)
    for number in numbers:
        for event in of_clause(line, number):
            if event.changes[0].says != FIRST:
                found[event.day].append(event)
    for before, after in pairwise(line):
        if whole := _between(before, after).get(""):
            found[after.since].append(Event(after.since, "", WHOLE, after.adoption.version, tuple(whole)))
    return dict(found)


def brought(line: Sequence[Period], day: date) -> list[str]:
    """What the version that begins on the day says of figures for later days, unlike the one before it: "A figure
    changes on 1 December 2026: …"."""
    for before, after in pairwise(line):
        if after.since == day:
            return list(_dated_later(before, after))
    return []


def _dated_later(before: Period, after: Period) -> Iterator[str]:
    for number, clause in after.pack.clauses.items():
        was = before.clause(number)
        for name, figure in clause.figures.items():
            old = was.figures.get(name) if was is not None else None
            if old is None or old.type != figure.type:
                continue
            general = list(stretches(old, figure, None))
            found: list[tuple[str | None, Stretch]] = [(None, one) for one in general]
            for country in sorted({value.country for value in (*old.values, *figure.values) if value.country}):
                found += [(country, one) for one in stretches(old, figure, country) if one not in general]
            for country, one in found:
                if one.since > after.since and after.holds(one.since):
                    where = f" in {country}" if country else ""
                    now = shown(figure.type, one.now) if one.now is not None else "no figure any more"
                    instead = f" instead of {shown(figure.type, one.was)}" if one.was is not None else ""
                    day = shown(Type("date"), one.since)
                    yield (f"A figure changes on {day}: for {with_number(clause, figure)} it is {now}{where}{instead}.")


def cut(days: Mapping[date, Sequence[Event]]) -> Iterator[list[tuple[date, list[Event], bool]]]:
    """Pages of (day, what changed, whether the day began on the page before), each as long as LETTERS allows."""
    page: list[tuple[date, list[Event], bool]] = []
    size = 0
    for day, events in days.items():
        if page and size + AROUND > LETTERS:
            yield page
            page, size = [], 0
        page.append((day, [], False))
        size += AROUND
        for event in events:
            letters = sum(AROUND + len(one.says) + len(one.was) + len(one.now) for one in event.changes)
            if size + letters > LETTERS and (len(page) > 1 or page[-1][1]):
                begun = bool(page[-1][1])
                yield page if begun else page[:-1]
                page, size = [(day, [], begun)], AROUND
            page[-1][1].append(event)
            size += letters
    yield page


def _said(number: str, sentence: str) -> Change:
    return Change(number, "clause", "changed", "", sentence)


def _event(line: Sequence[Period], day: date, number: str, said: list[Change]) -> Event:
    period = next(period for period in line if period.holds(day))
    clause = period.clause(number) or next(one for p in reversed(line) if (one := p.clause(number)) is not None)
    return Event(day, number, clause.title, period.adoption.version, tuple(said))


def _versions(line: Sequence[Period], number: str) -> Iterator[tuple[date, Change]]:
    """The wording, the reading and the rules, which change with a version."""
    before: Clause | None = None
    been = False
    for place, period in enumerate(line):
        now = period.clause(number)
        if now is not None and before is None:
            words = FIRST if place == 0 else "It is in the policy again." if been else "This clause is new."
            yield period.since, _said(number, words)
        elif now is None and before is not None:
            yield period.since, _said(number, "It is no longer in the policy.")
        elif now is not None and before is not None:
            for change in _between(line[place - 1], period).get(number, ()):
                yield period.since, change
        been = been or now is not None
        before = now


def _between(before: Period, after: Period) -> dict[str, list[Change]]:
    """What changed in each clause, but for figures, which have days of their own, and worked cases; in the policy as a
    whole under ""."""
    return _changes(before.adoption.pack_hash, after.adoption.pack_hash)


@lru_cache(maxsize=32)
def _changes(before: str, after: str) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for change in differences(pack_by_hash(before), pack_by_hash(after), cases=False).changes:
        of_clause = change.clause and change.part not in ("clause", "figure", "case")
        if of_clause or (not change.clause and change.part in OF_THE_WHOLE):
            found.setdefault(change.clause, []).append(change)
    return found


def _figures(line: Sequence[Period], number: str) -> Iterator[tuple[date, Change]]:
    """The figures, which change with a version or on a day that the version itself names."""
    clauses = [clause for period in line if (clause := period.clause(number)) is not None]
    names = dict.fromkeys(name for clause in clauses for name in clause.figures)
    for name in names:
        values = [value for clause in clauses if name in clause.figures for value in clause.figures[name].values]
        for country in [None, *sorted({value.country for value in values if value.country})]:
            yield from _steps(line, number, name, country)


def _steps(line: Sequence[Period], number: str, name: str, country: str | None) -> Iterator[tuple[date, Change]]:
    """Each day on which the figure becomes another for someone in the country (None: where no country has its own)."""
    before: FigureValue | None = None
    was = ""
    had_clause, known = False, f"the figure “{name.replace('_', ' ')}”"
    for day, clause in _days(line, number, name):
        figure = clause.figures.get(name) if clause is not None else None
        now = figure.on(day, country) if figure is not None else None
        text = shown(figure.type, now.value) if figure is not None and now is not None else ""
        own = country is None or any(value is not None and value.country for value in (before, now))
        known = the_figure(clause, figure) if clause is not None and figure is not None else known
        if text != was and own and clause is not None:
            yield day, _said(number, _sentence(f"T{known[1:]}", text, was, country, had_clause))
        before, was, had_clause = now, text, clause is not None


def _sentence(called: str, text: str, was: str, country: str | None, had_clause: bool) -> str:
    where = f" in {country}" if country else ""
    if not text:
        return f"{called}{where} no longer counts; it was {was}."
    if not was:
        return f"{called}{where} is {text}{' from now on' if had_clause else ''}."
    return f"{called}{where} is {text} instead of {was}."


def _days(line: Sequence[Period], number: str, name: str) -> Iterator[tuple[date, Clause | None]]:
    """Every day on which the figure could become another, with the clause as it stands then."""
    for period in line:
        clause = period.clause(number)
        figure = clause.figures.get(name) if clause is not None else None
        within = sorted({value.since for value in figure.values}) if figure is not None else []
        last = period.until - timedelta(days=1) if period.until else date.max
        for day in dict.fromkeys([period.since, *(day for day in within if period.since < day <= last)]):
            yield day, clause
