"""Reading cohorts.toml: who is asked to acknowledge and to certify, with whom, how often and until when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from avow.policy.calendar import EachVersion, Yearly
from avow.policy.loading.cases import facts_of
from avow.policy.loading.coverage import missing_cases
from avow.policy.loading.facts import NAME, Names
from avow.policy.loading.reminding import read_reminding
from avow.policy.pack import Case, Clause, Cohort
from avow.policy.problems import nearest
from avow.policy.section import Section

ASKS = ("acknowledge", "certify")
WITH = ("local_hr",)
JOINERS = ("until_due", "until_closes")
ROLLING = ("joined_on",)
EXPECTED = {"included": "fires", "left_out": "none", "unknown": "unknown"}
NOBODY_LEFT_OUT = "in which it does not fire"
IN_WORDS = {"in which it fires": "of somebody included", NOBODY_LEFT_OUT: "of somebody left out"}
MONTH_AND_DAY = re.compile(r"[0-9]{2}-[0-9]{2}\Z")


def read_cohorts(top: Section, names: Names) -> dict[str, Cohort]:
    """Every cohort by name. Those called `acknowledge` and `certify` ask for that; others say what they ask."""
    found: dict[str, Cohort] = {}
    if not top.data:
        top.complain("", "there are no cohorts here; a pack that asks nobody has no such file")
    for name, section in top.tables():
        if not NAME.match(name):
            section.complain("", f"a cohort is named in small letters, digits and _; {name[:80]!r} is not")
        asks = section.one_of("asks", ASKS, default=name if name in ASKS else "")
        if not asks:
            what = f"{name} does not say what it asks for: {' or '.join(ASKS)}"
            section.complain("", what, nearest(name, ASKS))
        when = section.expression("when", names.people, required=True)
        says = section.text("says")
        clause, title = section.text("clause"), section.text("title")
        with_ = section.one_of("with", WITH)
        if with_ and asks == "acknowledge":
            section.complain("with", "one acknowledges alone; only certifying is done with somebody")
        joiners = section.one_of("joiners", JOINERS)
        if joiners and asks == "acknowledge":
            section.complain("joiners", "whoever joins is asked to acknowledge anyway; this is said of certifying")
        every = _every(section)
        rolling = section.one_of("rolling", ROLLING)
        if rolling and asks == "acknowledge":
            section.complain("rolling", "one acknowledges each version when it comes; this is said of certifying")
        elif rolling and section.data.get("every") != "year":
            section.complain("rolling", "rolling goes with every = “year”: each person on their own day of the year")
        if rolling and joiners:
            what = "whoever comes to belong is asked on their own day; leave joiners out beside rolling"
            section.complain("joiners", what)
        cases = tuple(_cases(section, names))
        remind = read_reminding(section.section("remind"), every)
        section.close()
        if when is not None:
            found[name] = Cohort(name, when, says, asks or ASKS[0], clause, title, with_, every, cases, joiners, remind)
    top.close()
    return found


def _every(section: Section) -> Yearly | EachVersion | None:
    every = section.one_of("every", ("year", "version"))
    days = {key: section.integer(key, low=1, high=366) for key in ("due_after_days", "closes_after_days")}
    opens = section.text("opens")
    if section.data.get("every", every) != every:
        return None  # what goes with it cannot be told
    wanted = {"year": ("opens", *days), "version": ("due_after_days",)}.get(every, ())
    for key in ("opens", *days):
        if key in wanted and not section.has(key):
            section.complain("", f"{key} is missing: it goes with every = “{every}”")
        elif key not in wanted and section.has(key):
            beside = f"with every = “{every}”" if every else "without every"
            section.complain(key, f"{key} says nothing {beside}")
    due, closes = days["due_after_days"], days["closes_after_days"]
    if every == "version":
        return EachVersion(due)
    if every != "year":
        return None
    if due and closes and closes < due:
        section.complain("closes_after_days", f"it would be closed ({closes} days) before it is due ({due} days)")
    day = _month_and_day(section, opens)
    rolling = section.text("rolling")
    return Yearly(day.month, day.day, due, closes, rolling) if day else None


def _month_and_day(section: Section, opens: str) -> date | None:
    if not opens:
        return None
    try:
        if MONTH_AND_DAY.match(opens):
            return date.fromisoformat(f"2001-{opens}")
    except ValueError:
        pass
    section.complain("opens", f'opens is a month and a day of every year, such as "01-15"; {opens[:20]!r} is not')
    return None


def _cases(section: Section, names: Names) -> list[Case]:
    """The worked cases of one cohort: facts about a person, and how the person stands."""
    found: dict[str, Case] = {}
    readable = {name: fact for name, fact in names.facts.items() if not names.people[name].barred}
    for one in section.sections("case"):
        name = one.text("name", required=True)
        if name in found:
            one.complain("name", f"there are two cases called {name!r}")
        on = one.day("on", required=True)
        about = one.section("facts", required=True)
        facts = facts_of(about, names)
        for fact in facts:
            if fact not in readable:
                about.complain(fact, f"{fact} is nothing that the registers say of a person", at_key=True)
        asks = one.names("asks", readable, "fact") if one.has("asks") else None
        expect = EXPECTED[one.one_of("expect", tuple(EXPECTED), required=True) or "included"]
        if asks is not None and expect != "unknown":
            one.complain("asks", "asks goes with a case that expects unknown")
        one.close()
        stated = None if asks is None else tuple(asks)
        found[name] = Case(name, on or date.min, facts, (), {"main": expect}, stated, line=one.line())
    return list(found.values())


def check_cohorts(
    cohorts: Mapping[str, Cohort], clauses: Mapping[str, Clause], sections: Mapping[str, Section]
) -> None:
    """Complain of clauses that are not there, and of cohorts whose worked cases leave something out.

    Who acknowledges may be everyone (2.1), so that nobody left out need be shown there.
    """
    for name, cohort in cohorts.items():
        top = sections["cohorts.toml"]
        if cohort.clause and cohort.clause not in clauses:
            what = f"there is no clause {cohort.clause}"
            top.complain((name, "clause"), what, nearest(cohort.clause, clauses))
        broken = any(problem.file == "cohorts.toml" for problem in top.problems)
        if cohort.cases and not broken:
            for missing in missing_cases(cohort.judging, cohort.judging.rules[0]):
                if cohort.asks == "acknowledge" and missing == NOBODY_LEFT_OUT:
                    continue
                top.complain((name, "when"), f"{name} has no worked case {IN_WORDS.get(missing, missing)}")
