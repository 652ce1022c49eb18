"""Answers and findings in plain words, as the person who disclosed reads them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from avow.counterparties.models import Counterparty
from avow.disclosures.forms import walking
from avow.disclosures.models import Attachment
from avow.policy import Pack
from avow.policy.values import read, shown, unit_type

OPEN = "left open"
UNKNOWN = "I don’t know"


@dataclass(frozen=True)
class Group:
    """The answers of one step. Each row has label, value, and what to say where there is no value."""

    id: str
    title: str
    rows: list[dict[str, object]]
    missing: bool = False


def answer(pack: Pack, name: str, value: object) -> str | None:
    """An answer as people read it; None where nothing was said or known. One that no longer fits is shown as it is."""
    fact = pack.facts.get(name)
    if value is None or value == "":
        return None
    if fact is None:
        return str(value)
    try:
        text = shown(fact.kind_of_value, read(fact.kind_of_value, value), fact.labels)
    except ValueError:
        return str(value)
    return text[:1].upper() + text[1:] if fact.type == "boolean" else text


def unknown_words(pack: Pack, name: str) -> str:
    """What stands where there is no value: nobody is said not to know what was simply left open."""
    fact = pack.facts.get(name)
    return OPEN if fact is None or fact.type in ("text", "narrative", "date") else UNKNOWN


def groups(
    pack: Pack,
    kind: str,
    answers: Mapping[str, object],
    around: Mapping[str, object],
    counterparty: Counterparty | None,
) -> list[Group]:
    """All answers, step by step, as the form asks them."""
    made = []
    for step in walking.steps(pack, kind, answers, around):
        rows = [
            {
                "name": name,
                "label": pack.facts[name].label,
                "value": answer(pack, name, answers.get(name)),
                "unknown": unknown_words(pack, name) if name in answers else "no answer yet",
            }
            for name in step.asks
        ]
        if counterparty is not None and "other_side" in step.asks:
            rows.append({"name": "counterparty", "label": "In our register", "value": counterparty.name, "unknown": ""})
        made.append(Group(step.id, step.title, rows, missing=any(name not in answers for name in step.asks)))
    return made


def outcome(findings: Iterable[Mapping[str, object]], questions: Iterable[object], register_only: bool) -> str:
    """The one line over the findings. It is never "yes", and never "no": people decide."""
    found = {finding["finding"] for finding in findings}
    if "prohibited" in found:
        return "On these facts the policy does not allow this. A person decides, and looks at it with you first."
    if "approval" in found:
        return "On these facts the policy asks for approval. A person decides, and looks at it with you first."
    if "judgement" in found:
        return "On these facts the policy cannot say. A person looks at it with you."
    if list(questions):
        return "Something that could matter is not known yet. That is all right: a person looks at it with you."
    if register_only:
        return "Nothing in the policy asks for approval on these facts. That is not a yes; it is put on record."
    return "Nothing in the policy asks for approval on these facts. That is not a yes: a person still reads it."


def unless_open(outcome: str, unsaid: str, findings: Iterable[object], questions: Iterable[object]) -> str:
    """The one line, where it is known who the other side is or something is found all the same; else what is said
    while that is open, as nothing can be said of sums yet."""
    return unsaid if unsaid and not list(findings) and not list(questions) else outcome


def for_discloser(pack: Pack, findings: Iterable[Mapping]) -> list[dict]:
    """The findings as the discloser may see them, the gravest first: without values that only officers know."""
    seen = []
    order = list(WEIGHTS)
    for finding in sorted(findings, key=lambda one: order.index(one["finding"])):
        values = [value for value in finding["values"] if may_see(pack, value["name"])]
        units = {total["name"]: total["unit"] for total in finding["totals"]}
        seen.append(
            {
                **finding,
                "values": [{**value, "shown": _value(pack, value, units), "why": _why(value)} for value in values],
                "figures_shown": [figure(used) for used in finding["figures"]],
                "weight": WEIGHTS[finding["finding"]],
            }
        )
    return seen


WEIGHTS = {
    "prohibited": "not allowed by the policy, on these facts",
    "approval": "asks for approval",
    "judgement": "someone looks at it with you",
    "note": "good to know",
}


def _value(pack: Pack, value: Mapping, units: Mapping[str, str]) -> str:
    """A compared value in words; a total has its unit from the finding."""
    if value["value"] is None:
        return "not known"
    if value["name"] in units:
        try:
            return shown(unit_type(units[value["name"]] or ""), Decimal(str(value["value"])))
        except InvalidOperation:
            return str(value["value"])
    return answer(pack, value["name"], value["value"]) or "not known"


def _why(value: Mapping) -> str:
    """What a value was compared with, and where it came from; a yes or no speaks for itself."""
    return value["source"] if value["comparison"] == "is yes" else f"{value['comparison']}; {value['source']}"


def open_questions(pack: Pack, questions: Iterable[Mapping]) -> list[dict[str, object]]:
    """What is not known yet, as the discloser reads it; what a reviewer has to find is one sentence a clause."""
    seen: list[dict[str, object]] = []
    for question in questions:
        if not may_see(pack, question["fact"]):
            continue
        if question["source"] == "review":
            cited = ", ".join(question["clauses"])
            says = f"What clause {cited} asks beyond your answers is for the compliance officer to find."
            question = {**question, "says": says}
        if question["says"] not in [one["says"] for one in seen]:
            seen.append(dict(question))
    return seen


def may_see(pack: Pack, name: str) -> bool:
    fact = pack.facts.get(name)
    return fact is None or "discloser" in fact.audience


def figure(used: Mapping) -> str:
    """A figure with its unit and since when: "limit USD 200.00, since 1 January 2000"."""
    unit = unit_type(used["unit"] or "")
    value = shown(unit, Decimal(used["value"])) if used["value"] is not None else "not known"
    since = f", since {day(date.fromisoformat(used['since']))}" if used["since"] else ""
    return f"the policy’s figure: {value}{since}"


def files_of(identifiers: Iterable[str]) -> list[Attachment]:
    """The attachments with these public ids, in the order in which they were added."""
    found = Attachment.objects.filter(public_id__in=list(identifiers)).select_related("disclosure__person")
    return list(found.order_by("added_at", "pk"))


def policy(pack: Pack) -> str:
    """The version of the policy in words: its name, its version, since when."""
    return f"{pack.name}, version {pack.version}, in force from {day(pack.in_force_from)}"


def day(value: date) -> str:
    """3 May 2026."""
    return f"{value.day} {value:%B %Y}"


def day_of(written: str) -> str:
    """3 May 2026, of 2026-05-03."""
    return day(date.fromisoformat(written))
