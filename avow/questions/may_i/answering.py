"""What the policy says to whoever asks May I?: one line, then why, and what it depends on. Never yes.

What the register knows of the other side is left out, so that nobody finds out by asking what a company is to us.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from avow.counterparties.facts import facts_about
from avow.disclosures import judging, showing
from avow.gifts.models.gift import KINDS
from avow.gifts.watching import Sum, watch
from avow.policy.problems import FactError
from avow.questions.may_i.asking import Asking
from avow.questions.may_i.deciding import OWN_VIEW, deciding

NOTHING = "Nothing in the policy asks for approval on these facts."
LINES = {
    "prohibited": "On these facts the policy does not allow this.",
    "approval": "On these facts the policy asks for approval first.",
    "judgement": "On these facts the policy alone cannot say. A person looks at it with you.",
    "unknown": "It depends on what is still open.",
    "nothing": NOTHING,
}
MANAGER = "Your manager first."
APART = "Apart from that, nothing in the policy asks for approval on these facts."
MANAGER_SAYS = "Nothing is given before your manager has given leave, whatever it is worth."
NOT_A_YES = (
    "That is not a yes. The examples of the policy are not the whole of it: where somebody sensible could wonder "
    "whether it sways you, tell us about it, and a person looks at it with you."
)
ASKS = ("prohibited", "approval", "judgement")


@dataclass(frozen=True)
class Found:
    """All that one clause says. `says` are its sentences, each with its weight; the rest is what is behind them."""

    clause: str
    title: str
    reading: str
    says: list[tuple[str, str]] = field(default_factory=list)
    values: list[dict] = field(default_factory=list)
    more: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """`line` is the answer; `beside` what has to be known with it. `clauses` are those that came up;
    `findings` is what was found, each clause once, the gravest first."""

    line: str
    beside: list[str]
    findings: list[Found]
    depends: list[str]
    sums: list[Sum] = field(default_factory=list)
    clauses: tuple[str, ...] = ()


def answer(asking: Asking) -> Answer | None:
    """What the policy says today of what was typed; None where that does not fit the policy. Nothing is written."""
    pack, kind = asking.pack, asking.kind.id
    party = asking.counterparty
    gathered = judging.gather(pack, asking.draft, asking.said, party, asking.on, without_register=True)
    hidden = facts_about(None, asking.on)
    counts = asking.counts_sums or kind not in KINDS
    gathered = gathered if counts else replace(gathered, past=())
    try:
        written = judging.as_json(pack, judging.judge(pack, gathered), gathered)
    except FactError:
        return None
    findings = showing.for_discloser(pack, written["findings"])
    questions = [one for one in showing.open_questions(pack, written["questions"]) if one["fact"] not in hidden]
    always = pack.cites.get("reasonable_person")
    found = {one["finding"] for one in findings if one["clause"] != always or one["values"]}
    leave = pack.leave if pack.leave is not None and kind in pack.leave.kinds else None
    cited = {one["clause"] for one in findings} | {number for one in questions for number in one["clauses"]}
    unasked = OWN_VIEW - deciding(pack, kind) | ({leave.fact} if leave is not None else set())
    questions = [one for one in questions if one["fact"] not in unasked]
    gravest = next((one for one in ASKS if one in found), "unknown" if questions else "nothing")
    beside = []
    line = LINES[gravest]
    if leave is not None:
        beside, line = [MANAGER_SAYS, APART if line == NOTHING else line], MANAGER
    if gravest in ("nothing", "unknown"):
        beside.append(NOT_A_YES)
    if kind in KINDS and not asking.counts_sums:
        beside.append("What you accepted or gave before is not counted here. With it, the answer may be another one.")
    seen = None
    if kind in KINDS and counts:
        seen = watch(pack, asking.person, kind, asking.said, asking.counterparty, asking.on)
    depends = [_depends(one) for one in questions]
    return Answer(line, beside, _by_clause(findings), depends, seen.sums if seen else [],
                  tuple(number for number in pack.clauses if number in cited))  # fmt: skip


def _by_clause(findings: Iterable[Mapping]) -> list[Found]:
    found: dict[str, Found] = {}
    for one in findings:
        group = found.setdefault(one["clause"], Found(one["clause"], one["title"], one["reading"]))
        group.says.append((str(one["says"]), one["weight"]))
        group.values.extend(value for value in one["values"] if value not in group.values)
        more = (*(f"{text[:1].upper()}{text[1:]}" for text in one["figures_shown"]), *one["would_change"])
        group.more.extend(text for text in more if text not in group.more)
    return list(found.values())


def _depends(question: dict) -> str:
    """A question that is open, with the clauses that ask it."""
    if question["source"] != "answer" or question["rows"]:
        return str(question["says"])
    return f"{question['label']} ({', '.join(question['clauses'])})"
