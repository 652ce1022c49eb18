"""Reading [COHORT.remind] of cohorts.toml: steps and words."""

from __future__ import annotations

import re
from string import Formatter

from avow.policy.calendar import EachVersion, Yearly
from avow.policy.reminding import FALLBACK, FILLED, TO, Reminding, Step, Words
from avow.policy.section import Section

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
FURTHEST = 366  # days
MOST_LETTERS = 2_000


def read_reminding(section: Section, every: Yearly | EachVersion | None) -> Reminding | None:
    """The steps and words, or None where the pack has none or they cannot be used."""
    if not section.data:
        return None
    before = len(section.problems)
    steps = _steps(section, every)
    words = {}
    for language, one in section.section("words", required=True).tables():
        if not LANGUAGE.match(language):
            one.complain("", f'words are by language, such as "en" or "pt-BR"; {language[:20]!r} is not one')
        words[language] = _words(one)
    if words and FALLBACK not in words:
        section.complain("words", f"words.{FALLBACK} is missing: whoever reads another language is reminded in English")
    section.close()
    return Reminding(tuple(steps), words) if len(section.problems) == before and words else None


def _steps(section: Section, every: Yearly | EachVersion | None) -> list[Step]:
    found: list[Step] = []
    open_for = every.closes_after_days - every.due_after_days if isinstance(every, Yearly) else FURTHEST
    for one in section.sections("steps", required=True):
        step = Step(
            one.integer("days", required=True, low=-FURTHEST, high=FURTHEST), one.one_of("to", TO, required=True)
        )
        if step in found:
            one.complain("", f"there are two steps “{step}”")
        elif found and step.days < found[-1].days:
            one.complain("days", "steps stand in the order of their days")
        elif step.to != TO[0] and not any(earlier.to == TO[0] for earlier in found):
            one.complain("to", f"the {step.to} would be told before the person was reminded")
        elif step.days > open_for:
            one.complain("days", f"nothing is taken any more {step.days} days after it was due")
        one.close()
        found.append(step)
    if section.has("steps") and not found:
        section.complain("steps", "steps is empty; a pack that reminds nobody leaves out the whole table")
    return found


def _words(one: Section) -> Words:
    others = one.text("subject_others", required=True)
    words = Words(
        subject=one.text("subject", required=True),
        subject_late=one.text("subject_late", default=others),  # versions adopted before it was asked have none
        before=one.text("before", required=True),
        late=one.text("late", required=True),
        subject_others=others,
        manager=one.text("manager", required=True),
        hr=one.text("hr", required=True),
        officer=one.text("officer", required=True),
    )
    for key, text in vars(words).items():
        if len(text) > MOST_LETTERS:
            one.complain(key, f"{key} is longer than {MOST_LETTERS:,} letters")
        if key.startswith("subject") and "\n" in text:
            one.complain(key, f"{key} is one line")
        try:
            wrong = [name for _, name, how, turn in Formatter().parse(text) if name is not None
                     and (name not in FILLED or how or turn)]  # fmt: skip
        except ValueError:
            one.complain(key, f"{key} has a brace that is not closed; only {{what}} and {{due}} are filled in")
        else:
            if wrong:
                one.complain(key, f"{{{wrong[0]}}} cannot be filled in; {{what}} and {{due}} can")
    one.close()
    return words
