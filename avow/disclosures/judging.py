"""From a draft to what the rules read: answers, registers, roles, what was sent before; and where each came from."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from django.utils import timezone

from avow import policy
from avow.access.facts import facts_about as facts_about_person
from avow.adoptions.current import pack_by_hash
from avow.counterparties.facts import facts_about as facts_about_counterparty
from avow.counterparties.groups import uppermost, uppermost_many
from avow.counterparties.models import Counterparty
from avow.counterparties.standing import since as standing_since
from avow.disclosures import computing, worth
from avow.disclosures.forms import keeping, walking
from avow.disclosures.models import Disclosure, Judgement, Version, Withdrawal
from avow.disclosures.party import parties_of, party_of
from avow.people.models import Person
from avow.policy.values import plain

OWN_DAY = ("received_on",)
"""The answer that says on which day a gift or invitation is judged."""
SAID = "you said"
UNASKED = "the policy, where nobody is asked"


@dataclass(frozen=True)
class Gathered:
    """Everything needed to judge one disclosure. `answers` are those its steps ask, as text, true, false or None."""

    on: date
    answers: dict[str, object]
    facts: dict[str, object]
    sources: dict[str, str]
    past: Iterable[Mapping[str, object]] | policy.History = ()
    country: str | None = None


def gather(
    pack: policy.Pack,
    disclosure: Disclosure,
    answers: Mapping[str, object],
    counterparty: Counterparty | None,
    on: date,
    *,
    without_register: bool = False,
) -> Gathered:
    """Everything the rules may read about this disclosure, if it were sent on that day. `without_register` leaves out
    what the register says of the other side, but for its group: for answers to somebody who has sent nothing, who is
    not to find out by typing names what a company is to us."""
    judged_on = day_judged(answers, on)
    shown = None if without_register else counterparty
    around = Around(
        facts_about_person(disclosure.person, judged_on),
        {} if without_register else facts_about_counterparty(counterparty, judged_on),
        standing_since(shown, judged_on) if shown else None,
        uppermost(counterparty, judged_on).public_id if counterparty else None,
    )
    known = {"kind": disclosure.kind, **_known(pack, around.person), **_known(pack, around.register)}
    asked = walking.asked(pack, disclosure.kind, answers, {**known, **comes_to(pack, answers, on)})
    said = {name: answers[name] for name in asked if name in answers}
    computed = computing.facts(computing.Asked(pack, disclosure, said, judged_on, counterparty, on))
    gathered = put_together(pack, disclosure, said, counterparty, around, computed, judged_on)
    return replace(gathered, past=past_rows(pack, disclosure, judged_on))


@dataclass(frozen=True)
class Around:
    """What the registers know of a disclosure on its day: of the person, of the other side, since when that has had its
    standing, and the public id of its group."""

    person: Mapping[str, object]
    register: Mapping[str, object]
    since: date | None
    group: str | None


def put_together(
    pack: policy.Pack,
    disclosure: Disclosure,
    said: dict[str, object],
    counterparty: Counterparty | None,
    around: Around,
    computed: Mapping[str, computing.Known],
    judged_on: date,
    who_said: str = SAID,
) -> Gathered:
    """What was said, what the registers know and what Avow counted, as rules read it, and where each came from; without
    what the person sent before."""
    person, register = _known(pack, around.person), _known(pack, around.register)
    known = {"kind": disclosure.kind, **person, **register}
    sources = {name: who_said for name in said} | {name: "the people register" for name in person}
    if counterparty is not None:
        day = around.since
        words = "the counterparty register" + (f", since {day.day} {day:%B %Y}" if day else "")
        sources |= {name: words for name, value in register.items() if value is not None}
    sources |= {
        name: "the roles given" for name in ("is_compliance_officer", "is_chief_executive") if name in pack.facts
    }
    sources |= {name: one.source for name, one in computed.items()}
    sources["kind"] = who_said

    facts = {**known, **{name: value for name, value in said.items() if pack.facts[name].type != "narrative"}}
    facts |= {name: one.value for name, one in computed.items()}
    if counterparty is not None and "other_side" in said:
        facts["other_side"] = counterparty.name
    unasked = _unasked(pack, disclosure.kind, facts)
    facts |= unasked
    sources |= dict.fromkeys(unasked, UNASKED)
    facts["person"] = disclosure.person.public_id
    facts["party_group"] = around.group
    country = around.person.get("country")
    return Gathered(on=judged_on, answers=said, facts=facts, sources=sources, country=str(country) if country else None)


def around(pack: policy.Pack, disclosure: Disclosure, counterparty: Counterparty | None, on: date) -> dict[str, object]:
    """What the registers know on that day, for deciding which steps are shown."""
    found = {**facts_about_person(disclosure.person, on), **facts_about_counterparty(counterparty, on)}
    return {"kind": disclosure.kind, **_known(pack, found)}


def comes_to(pack: policy.Pack, answers: Mapping[str, object], on: date) -> dict[str, object]:
    """What the answers that fit come to in the currency of the policy, for the same."""
    fitting = {name: value for name, value in answers.items() if keeping.fits(pack, name, value)}
    return {name: one.value for name, one in worth.amount(pack, fitting, day_judged(fitting, on)).items()}


def day_judged(answers: Mapping[str, object], on: date) -> date:
    """The day by which a disclosure sent on `on` is judged: a gift's own, where it says so."""
    own = next((answers[name] for name in OWN_DAY if answers.get(name)), None)
    return date.fromisoformat(own) if isinstance(own, str) else on


def chosen(identifier: object) -> Counterparty | None:
    """The entry of the register with this public id."""
    return Counterparty.objects.filter(public_id=identifier).first() if isinstance(identifier, str) else None


def judge(pack: policy.Pack, gathered: Gathered, explain: bool | Literal["findings"] = True) -> policy.Judgement:
    """Findings and questions on what was gathered."""
    return policy.judge(
        pack,
        gathered.facts,
        on=gathered.on,
        past=gathered.past,
        country=gathered.country,
        sources=gathered.sources,
        explain=explain,
    )


def as_json(
    pack: policy.Pack, judgement: policy.Judgement, gathered: Gathered, typed: Collection[str] | None = None
) -> dict[str, object]:
    """What is attested of a judgement, with those facts that are kept in the clear: `typed`, where they are at hand."""
    written = replace(judgement, looked=()).as_json()
    kept = keeping.typed(pack) if typed is None else typed
    plain = {name: value for name, value in gathered.facts.items() if name in kept}
    return {
        "findings": written["findings"],
        "questions": [_with_reason(question, gathered) for question in written["questions"]],
        "facts": plain,
        "sources": {name: words for name, words in gathered.sources.items() if name in plain},
    }


def _with_reason(question: dict[str, object], gathered: Gathered) -> dict[str, object]:
    """A question for what could not be counted, with why not: there is no rate of that day, nobody knows the price."""
    why = gathered.sources.get(str(question["fact"]), "")
    if question["source"] != "computed" or question["rows"] or not why.startswith(worth.MISSING):
        return question
    return {**question, "says": f"{question['says']} It is not known, because {why}."}


@dataclass(frozen=True)
class AtHand:
    """What `again` looks up by itself, read beforehand where very many are judged again: the last judgement, the other
    side, its group and what the registers say of both sides on the day, the person's other rows, the rates, and what
    sources of facts look up (`computing.read`)."""

    before: Judgement
    counterparty: Counterparty | None
    around: Around
    past: policy.History
    rates: object
    memo: dict[str, object]


def again(
    version: Version, found: Mapping[str, object], source: str, at_hand: AtHand | None = None
) -> dict[str, object]:
    """The body of a further judgement of a version: the facts it was judged on, what has been found since, and what
    Avow counts and the registers say of the other side as they are now."""
    pack, disclosure = pack_by_hash(version.pack_hash), version.disclosure
    before = at_hand.before if at_hand else version.judged
    counterparty = at_hand.counterparty if at_hand else party_of(version)
    rates = at_hand.rates if at_hand else None
    sent_on = timezone.localdate(version.submitted_at)
    memo = at_hand.memo if at_hand else None
    asked = computing.Asked(pack, disclosure, version.facts, version.on, counterparty, sent_on, rates, memo)
    computed = computing.facts(asked)
    said = {name: value for name, value in version.facts.items() if name != "other_side"}
    said |= _unasked(pack, version.kind, version.facts)
    facts = {**before.facts, **said, **{name: one.value for name, one in computed.items()}, **found}
    sources = {
        **before.sources,
        **dict.fromkeys(version.facts, before.sources.get("kind", SAID)),
        **{name: UNASKED for name in said if name not in version.facts},
        **{name: one.source for name, one in computed.items()},
        **dict.fromkeys(found, source),
    }
    if "party_group" in pack.facts or counterparty is not None:
        group = at_hand.around.group if at_hand else None
        if at_hand is None and counterparty:
            group = uppermost(counterparty, version.on).public_id
        facts["party_group"] = group
    if counterparty is not None and counterparty.pk != version.counterparty_id:
        about = at_hand.around.register if at_hand else facts_about_counterparty(counterparty, version.on)
        register = _known(pack, about)
        facts |= register
        sources |= dict.fromkeys(register, "the counterparty register")
    facts["person"] = disclosure.person.public_id
    gathered = Gathered(
        on=version.on,
        answers={},
        facts=facts,
        sources=sources,
        past=at_hand.past if at_hand else past_rows(pack, disclosure, version.on),
        country=(at_hand.around.person if at_hand else facts_about_person(disclosure.person, version.on)).get("country")
        or None,
    )
    return {
        "disclosure": disclosure.public_id,
        "number": version.number,
        "on": version.on.isoformat(),
        "pack_hash": pack.hash,
        **as_json(pack, judge(pack, gathered, explain="findings"), gathered),
    }


def keep(version: Version, body: Mapping[str, object], attested) -> Judgement:
    """The row of a judgement whose body was attested."""
    version.__dict__.pop("judged", None)
    names = ("pack_hash", "findings", "questions", "facts", "sources")
    row = Judgement(attested=attested, version=version, on=date.fromisoformat(str(body["on"])))
    for name in names:
        setattr(row, name, body[name])
    row.save(force_insert=True)
    return row


def past_rows(pack: policy.Pack, disclosure: Disclosure, on: date) -> list[dict[str, object]]:
    """What the person sent before in the kinds that are counted: the last version of each that is not withdrawn, in
    the longest window that the policy has and that ends on the day.

    Each row has the facts that a total may read of it; what its form never asked is as the policy says it is then.
    """
    if not any(clause.totals_of(rule) for clause, rules in pack.rules_for(disclosure.kind) for rule in rules):
        return []
    after = min(total.after(on) for clause in pack.clauses.values() for total in clause.totals.values())
    sent = sent_before(pack, [disclosure.person], leave_out=disclosure.pk, days=(after, on))
    groups = uppermost_many({one.party for one in sent if one.party is not None}, on)
    return [
        row_of(
            pack, disclosure.person.public_id, one.version.kind, one.version.on, one.version.facts, one.judged,
            groups[one.party].public_id if one.party is not None else None,
        )
        for one in sent
    ]  # fmt: skip


SENT = ("id", "disclosure_id", "disclosure__person_id", "kind", "on", "facts", "counterparty_id")


@dataclass(frozen=True)
class Sent:
    """The last version of something that was sent and counts (a row of the columns SENT), the facts on which it was
    last judged (what was said, looked up, counted and found since), and the primary key of its other side in the
    register."""

    version: Any
    judged: Mapping[str, object]
    party: int | None


def sent_before(
    pack: policy.Pack,
    people: Iterable[Person | int],
    leave_out: int | None = None,
    days: tuple[date, date] | None = None,
) -> list[Sent]:
    """What these people sent in the kinds that are counted and did not withdraw, but for one disclosure; in three
    queries. With `days`, only what is of a day after the first and up to the last of them."""
    counted = [kind.id for kind in pack.kinds.values() if kind.register_only]
    versions = (
        Version.objects.filter(disclosure__person__in=list(people), kind__in=counted)
        .exclude(disclosure=leave_out)
        .exclude(disclosure__in=Withdrawal.objects.values("disclosure"))
        .order_by("disclosure", "number")
        .values_list(*SENT, named=True)
    )
    latest = {version.disclosure_id: version for version in versions}
    if days:
        latest = {key: version for key, version in latest.items() if days[0] < version.on <= days[1]}
    judgements = Judgement.objects.filter(version__in=[version.id for version in latest.values()]).order_by("pk")
    judged = dict(judgements.values_list("version", "facts"))
    parties = parties_of(latest.values())
    return [Sent(version, judged[version.id], parties[version.disclosure_id]) for version in latest.values()]


def row_of(
    pack: policy.Pack,
    person: str,
    kind: str,
    on: date,
    said: Mapping[str, object],
    judged: Mapping[str, object],
    group: str | None,
) -> dict[str, object]:
    """One of a person's rows as totals read it. The other side's name is as it was written."""
    facts = {**said, **judged, "other_side": said.get("other_side")}
    unasked = _unasked(pack, kind, facts)
    columns = pack.counted_by - {"kind", "person", "party_group"}
    row = {name: facts.get(name, unasked.get(name)) for name in columns}
    return {"person": person, "kind": kind, "on": on, "party_group": group, **row}


def _unasked(pack: policy.Pack, kind: str, given: Collection[str]) -> dict[str, object]:
    """What the policy says facts are that the form of this kind never asks, as answers are kept."""
    return {name: plain(value) for name, value in pack.unasked(kind, given).items()}


def _known(pack: policy.Pack, facts: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if name in pack.facts}
