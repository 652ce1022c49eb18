"""From a draft to what the rules read: answers, registers, roles, what was sent before; and where each came from."""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date

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
from avow.policy.values import plain

OWN_DAY = ("received_on",)
"""The answer that says on which day a gift or invitation is judged."""
UNASKED = "the policy, where nobody is asked"


@dataclass(frozen=True)
class Gathered:
    """Everything needed to judge one disclosure. `answers` are those its steps ask, as text, true, false or None."""

    on: date
    answers: dict[str, object]
    facts: dict[str, object]
    sources: dict[str, str]
    past: list[dict[str, object]] = field(default_factory=list)
    country: str | None = None


def gather(
    pack: policy.Pack,
    disclosure: Disclosure,
    answers: Mapping[str, object],
    counterparty: Counterparty | None,
    on: date,
) -> Gathered:
    """Everything the rules may read about this disclosure, if it were sent on that day."""
    judged_on = day_judged(answers, on)
    person = facts_about_person(disclosure.person, judged_on)
    register = facts_about_counterparty(counterparty, judged_on)
    known = {"kind": disclosure.kind, **_known(pack, person), **_known(pack, register)}
    asked = walking.asked(pack, disclosure.kind, answers, known)
    said = {name: answers[name] for name in asked if name in answers}

    sources = {name: "you said" for name in said} | {name: "the people register" for name in _known(pack, person)}
    if counterparty is not None:
        day = standing_since(counterparty, judged_on)
        words = "the counterparty register" + (f", since {day.day} {day:%B %Y}" if day else "")
        sources |= {name: words for name, value in _known(pack, register).items() if value is not None}
    sources |= {
        name: "the roles given" for name in ("is_compliance_officer", "is_chief_executive") if name in pack.facts
    }
    computed = computing.facts(computing.Asked(pack, disclosure, said, judged_on, counterparty, on))
    sources |= {name: one.source for name, one in computed.items()}
    sources["kind"] = "you said"

    facts = {**known, **{name: value for name, value in said.items() if pack.facts[name].type != "narrative"}}
    facts |= {name: one.value for name, one in computed.items()}
    if counterparty is not None and "other_side" in said:
        facts["other_side"] = counterparty.name
    unasked = _unasked(pack, disclosure.kind, facts)
    facts |= unasked
    sources |= dict.fromkeys(unasked, UNASKED)
    facts["person"] = disclosure.person.public_id
    facts["party_group"] = uppermost(counterparty, judged_on).public_id if counterparty else None
    return Gathered(
        on=judged_on,
        answers=said,
        facts=facts,
        sources=sources,
        past=past_rows(pack, disclosure, judged_on),
        country=person.get("country") or None,
    )


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


def judge(pack: policy.Pack, gathered: Gathered) -> policy.Judgement:
    """Findings and questions on what was gathered."""
    return policy.judge(
        pack,
        gathered.facts,
        on=gathered.on,
        past=gathered.past,
        country=gathered.country,
        sources=gathered.sources,
    )


def as_json(pack: policy.Pack, judgement: policy.Judgement, gathered: Gathered) -> dict[str, object]:
    """What is attested of a judgement, with those facts that are kept in the clear."""
    written = judgement.as_json()
    plain = {name: value for name, value in gathered.facts.items() if keeping.is_typed(pack, name)}
    return {
        "findings": written["findings"],
        "questions": written["questions"],
        "facts": plain,
        "sources": {name: words for name, words in gathered.sources.items() if name in plain},
    }


def again(version: Version, found: Mapping[str, object], source: str) -> dict[str, object]:
    """The body of a further judgement of a version: the facts it was judged on, what has been found since, and what
    Avow counts and the registers say of the other side as they are now."""
    pack = pack_by_hash(version.pack_hash)
    before, disclosure = version.judged, version.disclosure
    counterparty = party_of(version)
    sent_on = timezone.localdate(version.submitted_at)
    computed = computing.facts(computing.Asked(pack, disclosure, version.facts, version.on, counterparty, sent_on))
    facts = {**before.facts, **{name: one.value for name, one in computed.items()}, **found}
    sources = {**before.sources, **{name: one.source for name, one in computed.items()}, **dict.fromkeys(found, source)}
    if "party_group" in pack.facts or counterparty is not None:
        facts["party_group"] = uppermost(counterparty, version.on).public_id if counterparty else None
    if counterparty is not None and counterparty.pk != version.counterparty_id:
        register = _known(pack, facts_about_counterparty(counterparty, version.on))
        facts |= register
        sources |= dict.fromkeys(register, "the counterparty register")
    facts["person"] = disclosure.person.public_id
    gathered = Gathered(
        on=version.on,
        answers={},
        facts=facts,
        sources=sources,
        past=past_rows(pack, disclosure, version.on),
        country=facts_about_person(disclosure.person, version.on).get("country") or None,
    )
    return {
        "disclosure": disclosure.public_id,
        "number": version.number,
        "on": version.on.isoformat(),
        "pack_hash": pack.hash,
        **as_json(pack, judge(pack, gathered), gathered),
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
    """What the person sent before in the kinds that are counted: the last version of each that is not withdrawn.

    Each row has the facts that a total may read of it; what its form never asked is as the policy says it is then.
    """
    if not any(clause.totals_of(rule) for clause, rules in pack.rules_for(disclosure.kind) for rule in rules):
        return []
    counted = [kind.id for kind in pack.kinds.values() if kind.register_only]
    columns = pack.counted_by - {"kind", "person", "party_group"}
    versions = (
        Version.objects.filter(disclosure__person=disclosure.person, kind__in=counted)
        .exclude(disclosure=disclosure.pk)
        .exclude(disclosure__in=Withdrawal.objects.values("disclosure"))
        .order_by("disclosure", "number")
    )
    latest = {version.disclosure_id: version for version in versions}
    judged = _judged(latest.values())
    parties = parties_of(latest.values())
    groups = uppermost_many({key for key in parties.values() if key is not None}, on)
    return [
        {
            "person": disclosure.person.public_id,
            "kind": version.kind,
            "on": version.on,
            "party_group": groups[key].public_id if (key := parties[version.disclosure_id]) is not None else None,
            **_as_judged(pack, version, judged[version.pk], columns),
        }
        for version in latest.values()
    ]


def _judged(versions: Iterable[Version]) -> dict[int, dict[str, object]]:
    """The facts on which each version was last judged: what was said, looked up, counted and found since."""
    judgements = Judgement.objects.filter(version__in=list(versions)).order_by("pk")
    return dict(judgements.values_list("version", "facts"))


def _as_judged(
    pack: policy.Pack, version: Version, judged: Mapping[str, object], columns: Set[str]
) -> dict[str, object]:
    """The facts of an earlier version that totals read. The other side's name is as it was written."""
    facts = {**version.facts, **judged, "other_side": version.facts.get("other_side")}
    unasked = _unasked(pack, version.kind, facts)
    return {name: facts.get(name, unasked.get(name)) for name in columns}


def _unasked(pack: policy.Pack, kind: str, given: Collection[str]) -> dict[str, object]:
    """What the policy says facts are that the form of this kind never asks, as answers are kept."""
    return {name: plain(value) for name, value in pack.unasked(kind, given).items()}


def _known(pack: policy.Pack, facts: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if name in pack.facts}
