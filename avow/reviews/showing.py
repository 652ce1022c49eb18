"""What was disclosed and what the rules found, in words, for somebody who reviews or is consulted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from avow.adoptions.current import pack_by_hash
from avow.disclosures import showing, to_another
from avow.disclosures.forms.other_side import is_on_card
from avow.disclosures.models import Judgement, Version
from avow.gifts.became import of as became_of_gift
from avow.ledger.keyring import Erased
from avow.policy.pack import Pack

SAID = "you said"
"""How a judgement names the source of what the person answered."""

WEIGHTS = {
    "prohibited": "prohibited on these facts",
    "approval": "needs approval",
    "judgement": "needs a judgement",
    "note": "note",
}


@dataclass(frozen=True)
class Told:
    """One version in words. `groups` are the answers step by step, `looked_up` what the registers say, with sources."""

    version: Version
    pack: Pack
    groups: list[showing.Group]
    looked_up: list[dict[str, object]]
    files: list
    erased: bool

    @property
    def kind(self):
        return self.pack.kinds[self.version.kind]


def told(version: Version, before: Version | None = None) -> Told:
    """Everything that a version says, for a reviewer; with what each answer was in the version before."""
    pack = pack_by_hash(version.pack_hash)
    judgement = version.judgement
    looked_up = [
        {
            "label": pack.facts[name].label,
            "value": showing.answer(pack, name, value),
            "source": judgement.sources.get(name, ""),
        }
        for name, value in judgement.facts.items()
        if name in pack.facts and judgement.sources.get(name) not in (SAID, None) and value is not None
    ]
    try:
        answers = version.answers()
        earlier = before.answers() if before else None
        files = showing.files_of(version.attachments)
    except Erased:
        return Told(version, pack, [], looked_up, [], erased=True)
    groups = showing.groups(pack, version.kind, answers, judgement.facts, version.counterparty)
    if earlier is not None:
        for row in (row for group in groups for row in group.rows if row["name"] in pack.facts):
            name = row["name"]
            if answers.get(name) != earlier.get(name):
                row["was"] = showing.answer(pack, name, earlier.get(name)) or showing.unknown_words(pack, name)
    return Told(version, pack, groups, looked_up, files, erased=False)


def for_management(version: Version) -> list[dict[str, object]]:
    """What somebody consulted for management may see: the answers that the pack lists for them and whose audience they
    are. Never relatives, never a narrative."""
    pack = pack_by_hash(version.pack_hash)
    sees = pack.consultation.of(version.kind).management_sees
    counted = {name: value for name, value in version.judged.facts.items() if pack.facts[name].source == "computed"}
    answers, rows = {**counted, **version.open_answers()}, []
    for name in sees:
        fact = pack.facts.get(name)
        if fact is None or "management" not in fact.audience or fact.sensitive or name not in answers:
            continue
        value = showing.answer(pack, name, answers[name])
        if name == "other_side":
            value = _as_registered(version, value)
        rows.append({"label": fact.label, "value": value, "unknown": showing.unknown_words(pack, name)})
    return rows


def _as_registered(version: Version, typed: str | None) -> str | None:
    """The other side by its name in the register, where it was chosen or found there; what was typed only if that
    differs, and is a name."""
    known = version.other_side
    if not known or is_on_card(typed):
        return known or typed
    same = not typed or " ".join(typed.split()).casefold() == " ".join(known.split()).casefold()
    return known if same else f"{known} (they wrote: {typed})"


def findings(version: Version) -> list[dict[str, object]]:
    """What the rules find now, clause by clause, the gravest first; each with every value compared and figure used."""
    return _by_clause(version, version.judged)


def findings_when_sent(version: Version) -> list[dict[str, object]]:
    """What they found when it was sent, where something that happened since made it otherwise; else nothing."""
    first, now = version.judgement, version.judged
    rules = ({(one["clause"], one["rule"]) for one in judged.findings} for judged in (first, now))
    return [] if len({frozenset(one) for one in rules}) == 1 else _by_clause(version, first)


def became(version: Version) -> list[dict[str, object]]:
    """What became of a gift, as the person told: the words of the policy, the day, and what was paid."""
    known = pack_by_hash(version.pack_hash).becomings
    rows = became_of_gift(version.disclosure)
    return [{"row": row, "title": known[row.becoming].title} for row in rows if row.becoming in known]


def _by_clause(version: Version, judgement: Judgement) -> list[dict[str, object]]:
    pack = pack_by_hash(version.pack_hash)
    order = list(WEIGHTS)
    by_clause: dict[str, dict[str, object]] = {}
    for finding in sorted(judgement.findings, key=lambda one: order.index(one["finding"])):
        clause = by_clause.setdefault(
            finding["clause"], {"clause": finding["clause"], "title": finding["title"], "found": []}
        )
        clause["found"].append(_finding(pack, finding))
    return list(by_clause.values())


def _finding(pack: Pack, finding: Mapping) -> dict[str, object]:
    totals = {total["name"] for total in finding["totals"]}
    return {
        **finding,
        "weight": WEIGHTS[finding["finding"]],
        "values": [
            {**value, "shown": _value(pack, value, totals), "says": _holds(value)} for value in finding["values"]
        ],
        "figures_shown": [{**used, "shown": showing.figure(used)} for used in finding["figures"]],
        "totals_shown": [_total(total) for total in finding["totals"]],
    }


def questions(version: Version) -> list[dict[str, object]]:
    """What the rules could not judge, said to a reviewer: the sentences themselves are written for the discloser."""
    return [{**question, "says": to_another.sentence(question["says"])} for question in version.judged.questions]


def with_judgements(versions: Mapping[int, Version]) -> None:
    """Read how the rules judged each of these versions, by primary key, in one query."""
    for judgement in Judgement.objects.filter(version__in=list(versions)).order_by("pk"):
        versions[judgement.version_id].__dict__["judged"] = judgement


def clauses(version: Version) -> list[str]:
    """The clauses that the rules found something under, or may yet: the gravest first. Notes do not count."""
    order = list(WEIGHTS)
    grave = [one for one in version.judged.findings if one["finding"] != "note"]
    found = [one["clause"] for one in sorted(grave, key=lambda one: order.index(one["finding"]))]
    asked = [clause for question in version.judged.questions for clause in question["clauses"]]
    return list(dict.fromkeys([*found, *asked]))


def _value(pack: Pack, value: Mapping, totals: set[str]) -> str:
    if value["value"] is None:
        return "not known"
    if value["name"] in totals:
        return str(value["value"])
    return showing.answer(pack, value["name"], value["value"]) or "not known"


def _holds(value: Mapping) -> str:
    return {True: "yes", False: "no", None: "cannot be said"}[value["holds"]]


def _total(total: Mapping) -> str:
    """A total in one sentence: what is known, what is uncertain, over which days."""
    try:
        known = f"{Decimal(str(total['known'])):,.2f}"
    except InvalidOperation:
        known = str(total["known"])
    after, until = showing.day(date.fromisoformat(total["after"])), showing.day(date.fromisoformat(total["until"]))
    words = f"{total['unit']} {known}".strip() + f" in all, after {after} and up to {until}"
    return f"{words}; {total['uncertain']} more cannot be counted" if total["uncertain"] else words


def bearing(version: Version) -> str:
    """How the person themselves classified it (3.1), as the form put it; empty where the kind does not ask."""
    return showing.answer(pack_by_hash(version.pack_hash), "bearing", version.bearing) or ""
