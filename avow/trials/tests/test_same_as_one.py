"""The bulk way says of every record what judging it alone says: hundreds of records, some packs, groups that change."""

import random
import tempfile
from dataclasses import replace
from datetime import date, timedelta

import pytest

from avow.policy import corporate, judge, load
from avow.policy.changed_figures import with_figures
from avow.policy.many import Judging
from avow.trials import judging
from avow.trials.groups import Membership
from avow.trials.judging import Rules
from avow.trials.records import Record
from avow.trials.table import Past

FIRST = date(2024, 1, 1)
PEOPLE = [f"person{number}" for number in range(6)]
PARTIES = [f"party{number}" for number in range(8)]
TYPED = ["Delta Bearings", "delta bearings.", "Echo AB", None]


@pytest.fixture(scope="module")
def old():
    return load(corporate())


@pytest.fixture(scope="module")
def new(old):
    """Half the limit, and a rule of 4.5 that comes to something else."""
    found = with_figures(old, {"5.2.limit_12m": "100"})
    clause = found.clauses["4.5"]
    graver = replace(clause, rules=tuple(replace(rule, finding="prohibited") for rule in clause.rules))
    return replace(found, clauses={**found.clauses, "4.5": graver})


def memberships():
    """Each party is its own group first; some join the group of another on some day, and some leave it again."""
    chance = random.Random(7)
    found = []
    for party in PARTIES:
        joined = FIRST + timedelta(days=chance.randrange(900))
        left = joined + timedelta(days=chance.randrange(1, 400))
        found += [
            Membership(party, party, date(1, 1, 1), joined),
            Membership(party, "party0", joined, left),
            Membership(party, party, left, None),
        ]
    return found


def some_records(pack, count, seed):
    """Records of every kind with answers of every sort, and many not known. Each fact is drawn by itself, so that one
    more fact in the policy leaves the others as they are."""
    for number in range(1, count + 1):
        chance = random.Random(f"{seed} {number}")
        kind = chance.choice(["gift_received"] * 9 + ["gift_given"] * 5 + list(pack.kinds))
        facts = {name: told for name, fact in pack.facts.items() if (told := _answer(fact, seed, number)) is not ...}
        party = chance.choice([*PARTIES, None, None])
        yield Record(
            disclosure=number, public_id=f"r{number}", number=1, on=FIRST + timedelta(days=chance.randrange(1000)),
            kind=kind, person=chance.choice(PEOPLE), pack_hash=pack.hash, country=chance.choice(["SE", "DE", None]),
            party=party, other_side=None if party else chance.choice(TYPED),
            facts={**facts, "kind": kind},
        )  # fmt: skip


def _answer(fact, seed, number):
    chance = random.Random(f"{seed} {number} {fact.name}")
    if fact.name in ("kind", "person", "party_group", "other_side", "country") or fact.type == "narrative":
        return ...
    if chance.random() < 0.08:
        return chance.choice([None, ...])
    if fact.type == "boolean":
        return chance.random() < 0.15
    if fact.type == "choice":
        return chance.choice(fact.choices).value
    if fact.type == "date":
        return (FIRST + timedelta(days=chance.randrange(1000))).isoformat()
    if fact.type == "integer":
        return str(chance.randrange(5))
    return f"{chance.randrange(120)}.{chance.randrange(100):02}" if fact.type != "text" else "words"


def group_on(spans, party, on):
    return next(
        (
            one.group
            for one in spans
            if one.party == party and one.since <= on and (one.until is None or on < one.until)
        ),
        None,
    )


def alone(pack, record, everything, spans):
    """What judging one says, rule by rule."""

    def row(one):
        facts = {name: value for name, value in one.facts.items() if name in pack.facts}
        facts |= pack.unasked(one.kind, facts)
        return {
            **facts, "person": one.person, "other_side": one.other_side,
            "party_group": group_on(spans, one.party, record.on),
        }  # fmt: skip

    past = [{**row(one), "on": one.on} for one in everything if one.person == record.person and one is not record]
    found = judge(pack, row(record), on=record.on, past=past, country=record.country, explain=False)
    return {
        (one.clause, one.rule): one.finding if one.outcome == "fires" else one.outcome
        for one in found.looked
        if one.outcome != "none"
    }


def expected(old, new, everything, spans):
    for record in everything:
        was, now = alone(old, record, everything, spans), alone(new, record, everything, spans)
        for clause, rule in sorted({*was, *now}):
            before, after = was.get((clause, rule), "none"), now.get((clause, rule), "none")
            if before != after:
                yield record.disclosure, clause, rule, before, after


def together(old, new, everything, spans):
    with tempfile.TemporaryDirectory() as spill, Judging(memory="1GB", spill=spill) as place:
        past = Past(place, [old, new])
        for _ in past.add(everything):
            pass
        past.group("then", spans)
        judging.judge(past, "old", "then", [Rules(old)])
        judging.judge(past, "new", "then", [Rules(new)])
        judging.compare(past, "old", "new")
        return list(judging.otherwise(past))


@pytest.mark.parametrize(("count", "seed"), [(250, 2), pytest.param(800, 2, marks=pytest.mark.long)])
def test_many_say_what_each_says_alone(old, new, count, seed):
    everything = list(some_records(old, count, seed))
    found = together(old, new, everything, memberships())
    said = [(one.disclosure, one.clause, one.rule, one.was, one.now) for one in found]
    assert len(said) > count / 20 and {"5.2", "4.5"} <= {one.clause for one in found}
    assert said == sorted(expected(old, new, everything, memberships()))


def test_the_words_for_each_way_to_say_otherwise():
    seen = {
        ("none", "approval"): "newly_found",
        ("none", "unknown"): "newly_asked",
        ("unknown", "none"): "no_longer_asked",
        ("unknown", "note"): "question_becomes_finding",
        ("approval", "none"): "no_longer_found",
        ("approval", "unknown"): "finding_becomes_question",
        ("approval", "prohibited"): "found_as_another",
    }
    with Judging() as place:
        for (was, now), change in seen.items():
            query = f"SELECT {judging.CHANGE} FROM (SELECT '{was}' AS was, '{now}' AS now)"
            assert place.connection.execute(query).fetchone() == (change,)
