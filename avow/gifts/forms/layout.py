"""The order of the quick page: who, what, when, then the rest of what the policy's steps ask, under their titles."""

from dataclasses import dataclass

from avow.disclosures import hints, judging
from avow.disclosures.forms.step import UNKNOWN
from avow.disclosures.hints import Hint
from avow.gifts.forms.page import Page
from avow.gifts.forms.recording import TICKS, WORTH

WHO = ("contact",)
WHAT = ("description",)
WHEN = ("declined", "received_on")
SIZE = ("shared_by", "face_value", "occasions")
WHOSE = ("believed_standing", "holder", "relation", "relative_name")
OWN_PLACE = ("other_side", "worth", "worth_in")


@dataclass(frozen=True)
class Asked:
    """One question: its field, its "I don't know" box if any, and whether it is asked now."""

    name: str
    field: object
    unknown: object
    hidden: bool
    optional: bool


@dataclass(frozen=True)
class Part:
    """Questions under one title; `hidden` while none of them is asked."""

    id: str
    title: str
    text: str
    questions: list[Asked]

    @property
    def hidden(self) -> bool:
        return all(question.hidden for question in self.questions)


def laid_out(page: Page) -> dict[str, object]:
    """What the template shows, by place."""
    form, asked = page.form, set(page.read.asked)
    facts = [name for name in form.step.asks if name in form.fields]

    def one(name: str) -> Asked:
        unknown = form[name + UNKNOWN] if name + UNKNOWN in form.fields else None
        fact = page.pack.facts[name]
        optional = not fact.required and (fact.type in ("text", "narrative") or name == "face_value")
        return Asked(name, form[name], unknown, name not in asked, optional and not fact.is_currency)

    def of(names) -> list[Asked]:
        return [one(name) for name in names if name in facts]

    placed = {*WHO, *WHAT, *WHEN, *SIZE, *WHOSE, *OWN_PLACE, *TICKS}
    words = [name for name in facts if page.pack.facts[name].type == "narrative"]
    return {
        "who": of(WHO), "what": of(WHAT), "when": of(WHEN), "size": of(SIZE), "whose": of(WHOSE), "ticks": of(TICKS),
        "worth": one(WORTH) if WORTH in facts else None,
        "worth_in": one("worth_in") if "worth_in" in facts else None,
        "kind": form.kind,
        "further": _further(page, placed | set(words), of),
        "words": of(words),
        "more_open": any(_is_said(form, name) for name in (*SIZE, *WHO) if name in facts),
    }  # fmt: skip


def _is_said(form, name: str) -> bool:
    """Whether something else stands there than at first, or something is wrong with it."""
    usual = form.pack.facts[name].unasked
    return bool(form[name].errors) or str(form[name].value() or "") not in ("", str(usual))


def _further(page: Page, elsewhere: set[str], of) -> list[Part]:
    """What the steps of the chosen kind ask beyond, a part for each title."""
    kind = page.pack.kinds[page.form.kind]
    return [
        Part(step.id, step.title, step.text, of(left))
        for step in kind.steps
        if (left := [name for name in step.asks if name not in elsewhere])
    ]


def rules_of_the_site(page: Page) -> list[Hint]:
    """What rooms below show about the chosen kind on the day that is written: the rules of the person's own site."""
    day, kind = judging.day_judged(page.answers, page.on), page.pack.kinds[page.form.kind]
    return hints.of(page.person, kind, None, day)
