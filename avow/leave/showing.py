"""What whoever is asked for leave sees: what, when, worth how much, to whom, and what it adds up to. Nothing of the
story, of relatives, of the person at the other side, and no fact that the policy does not let management see."""

from collections.abc import Iterator
from dataclasses import dataclass

from avow.adoptions.current import pack_by_hash
from avow.disclosures import showing
from avow.disclosures.models import Version
from avow.disclosures.party import party_of
from avow.gifts import totals
from avow.gifts.models.gift import KINDS
from avow.people.facts import facts_about
from avow.policy.pack import Clause
from avow.policy.values import shown, unit_type

UNSEEN = ("other_side", "declined", "worth_in")
"""Shown otherwise, or of no interest before anything is given."""
TITLES = {"gift": "Their gifts to this party", "hospitality": "Their invitations to this party"}


@dataclass(frozen=True)
class Sum:
    """What it adds up to with one party, in words; `so_far` of `limit` for the bar, where it is money."""

    title: str
    says: str
    so_far: object
    limit: object
    unit: str
    is_money: bool
    is_over: bool


def title(version: Version) -> str:
    """What it is, and for whom: "A gift or favour given: Delta Bearings plc"."""
    kind = pack_by_hash(version.pack_hash).kinds[version.kind]
    party = party_of(version)
    to = party.name if party else version.other_side
    return f"{kind.title}: {to}" if to else kind.title


def rows(version: Version) -> list[dict[str, object]]:
    """Label and value of what may be seen, in the order in which the form asks; of the marks only those that are so."""
    pack, answers = pack_by_hash(version.pack_hash), version.open_answers()
    judged, party = version.judged.facts, party_of(version)
    found = [
        {"label": "To whom", "value": party.name if party else version.other_side, "unknown": showing.OPEN},
        *(
            {
                "label": pack.facts[name].label,
                "value": _money(answers, name) or showing.answer(pack, name, answers[name]),
                "unknown": showing.unknown_words(pack, name),
            }
            for step in pack.kinds[version.kind].steps
            for name in step.asks
            if name in answers and answers[name] is not False and name not in UNSEEN and _may_see(pack, name)
        ),
    ]
    each = showing.answer(pack, "amount", judged.get("amount"))
    if each and each != _money(answers, "worth") and _may_see(pack, "amount"):
        found.append({"label": "For each of those who get it", "value": each, "unknown": ""})
    return found


def sums(version: Version) -> list[Sum]:
    """The person's own totals with that party against their limits, this one included."""
    pack, person, party = pack_by_hash(version.pack_hash), version.disclosure.person, party_of(version)
    country = facts_about(person, version.on).get("country") or ""
    running = totals.with_party(
        pack, person, party, version.other_side, version.on, kinds=pack.leave.kinds, country=str(country)
    )
    return [_sum(pack, version, one) for one in running]


def of_everyone(version: Version) -> str:
    """About what everyone here gave them in twelve whole months, where that is enough people to tell nobody's; else
    nothing."""
    party = party_of(version)
    found = totals.of_everyone(party, version.kind, version.on) if party else None
    if found is None:
        return ""
    amount = shown(unit_type(pack_by_hash(version.pack_hash).currency), found.known)
    days = f"from {showing.day(found.first)} to {showing.day(found.last)}"
    return f"{found.people} people here or more: at most about {amount} in all, {days}."


def clause_of(version: Version) -> str | None:
    """The number of the clause that asks for leave."""
    found = clause(version)
    return found.number if found else None


def clause(version: Version) -> Clause | None:
    """The clause with the rule that reads whether leave was given."""
    pack = pack_by_hash(version.pack_hash)
    found: Iterator[Clause] = (
        clause
        for clause, rules in pack.rules_for(version.kind)
        if any(pack.leave.fact in rule.when.names for rule in rules)
    )
    return next(found, None)


def _may_see(pack, name: str) -> bool:
    fact = pack.facts.get(name)
    return fact is not None and "management" in fact.audience and not fact.sensitive and fact.type != "narrative"


def _money(answers, name: str) -> str | None:
    """The worth in the currency in which it was said."""
    if name != "worth" or not answers.get("worth_in") or answers.get("worth") is None:
        return None
    return f"{answers['worth_in']} {answers['worth']}"


def _sum(pack, version: Version, one: totals.Running) -> Sum:
    unit = unit_type(one.unit)
    title = TITLES.get(KINDS.get(one.kind, ("", ""))[0], pack.kinds[one.kind].title)
    with_this = "With this one" if one.kind == version.kind else "Beside it"
    says = (
        f"{with_this}, {shown(unit, one.so_far)} since {showing.day(one.first)}; the limit is {shown(unit, one.limit)}."
    )
    if one.uncertain:
        says += f" {one.uncertain} more cannot be counted, because their worth is not known."
    return Sum(title, says, one.so_far, one.limit, one.unit, one.is_money, one.so_far > one.limit)
