"""From a draft to what the rules read: answers, registers, roles, what was sent before; and where each came from."""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from avow import policy
from avow.access.facts import facts_about as facts_about_person
from avow.adoptions.current import pack_by_hash
from avow.counterparties.facts import facts_about as facts_about_counterparty
from avow.counterparties.groups import uppermost
from avow.counterparties.models import Counterparty
from avow.counterparties.standing import since as standing_since
from avow.disclosures import computing
from avow.disclosures.forms import keeping, walking
from avow.disclosures.models import Disclosure, Judgement, Version, Withdrawal
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
    own = next((answers[name] for name in OWN_DAY if answers.get(name)), None)
    judged_on = date.fromisoformat(own) if isinstance(own, str) else on
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
    found = computing.facts(pack, disclosure.person, said, judged_on)
    sources |= dict.fromkeys(found, computing.SOURCE)
    sources["kind"] = "you said"

    facts = {**known, **{name: value for name, value in said.items() if pack.facts[name].type != "narrative"}, **found}
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
    """The body of a further judgement of a version: the facts it was judged on, and what has been found since."""
    pack = pack_by_hash(version.pack_hash)
    before, disclosure = version.judged, version.disclosure
    gathered = Gathered(
        on=version.on,
        answers={},
        facts={**before.facts, **found},
        sources={**before.sources, **dict.fromkeys(found, source)},
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
        .exclude(disclosure=disclosure)
        .exclude(disclosure__in=Withdrawal.objects.values("disclosure"))
        .select_related("counterparty")
        .order_by("disclosure", "number")
    )
    latest = {version.disclosure_id: version for version in versions}
    looked_up = _looked_up(latest.values(), {name for name in columns if pack.facts[name].source != "answer"})
    groups: dict[int | None, str | None] = {}
    rows = []
    for version in latest.values():
        if version.counterparty_id not in groups:
            party = version.counterparty
            groups[version.counterparty_id] = uppermost(party, on).public_id if party else None
        rows.append(
            {
                "person": disclosure.person.public_id,
                "kind": version.kind,
                "on": version.on,
                "party_group": groups[version.counterparty_id],
                **_as_judged(pack, version, columns),
                **looked_up.get(version.pk, {}),
            }
        )
    return rows


def _as_judged(pack: policy.Pack, version: Version, columns: Set[str]) -> dict[str, object]:
    """The facts of an earlier version that totals read."""
    unasked = _unasked(pack, version.kind, version.facts)
    return {name: version.facts.get(name, unasked.get(name)) for name in columns}


def _looked_up(versions: Iterable[Version], names: Set[str]) -> dict[int, dict[str, object]]:
    """What the registers and the reviewers said of each version when it was last judged."""
    if not names:
        return {}
    judgements = Judgement.objects.filter(version__in=list(versions)).order_by("pk")
    return {one.version_id: {name: one.facts.get(name) for name in names} for one in judgements}


def _unasked(pack: policy.Pack, kind: str, given: Collection[str]) -> dict[str, object]:
    """What the policy says facts are that the form of this kind never asks, as answers are kept."""
    return {name: plain(value) for name, value in pack.unasked(kind, given).items()}


def _known(pack: policy.Pack, facts: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if name in pack.facts}
