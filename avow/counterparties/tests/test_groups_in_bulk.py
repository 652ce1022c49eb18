"""Groups of many at once are those of each alone, followed step by step."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avow.counterparties.acts import put_many
from avow.counterparties.groups import below, members, parents_of, uppermost, uppermost_many
from avow.counterparties.merging import CannotMerge, canonical, canonical_many, merge, separate
from avow.counterparties.models import Counterparty, Merge
from avow.counterparties.signals import changed
from avow.people.statements import LaterRecord
from avow.trials.groups import Lines

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
SAID = {"by": "system", "at": datetime(2026, 1, 1, 8, tzinfo=UTC)}
NUMBERS = "ABCDEFG"

parties = st.sampled_from(NUMBERS)
days = st.integers(0, 4)
acts = st.one_of(
    st.tuples(st.just("parent"), parties, st.none() | parties, days),
    st.tuples(st.just("gone"), parties, st.none(), days),
    st.tuples(st.just("merge"), parties, parties, days),
    st.tuples(st.just("separate"), parties, st.none(), days),
)


def day(number):
    return DAY + timedelta(days=number)


def done(what, number, other, on):
    party = Counterparty.objects.get(number=number)
    why = {**SAID, "on": day(on), "reason": "Looked at both."}
    if what == "merge":
        merge(party, Counterparty.objects.get(number=other), **why)
    elif what == "separate":
        separate(party, **why)
    elif what == "gone":
        put_many({}, gone=[number], on=day(on), **SAID)
    else:
        put_many({number: {"name": number, "parent": other}}, on=day(on), **SAID)


def registered(history, after=lambda: None):
    put_many({number: {"name": number} for number in NUMBERS}, on=DAY, **SAID)
    for act in history:
        try:
            with transaction.atomic():
                done(*act)
                after()
        except (CannotMerge, LaterRecord):
            continue
    return list(Counterparty.objects.all())


def step_by_step(party, on):
    """The uppermost as anybody would find it by hand, one record after the other."""

    def counting(one):
        while merged := Merge.objects.filter(duplicate=one, to_day=None).first():
            one = merged.into
        return one

    line = [counting(party)]
    while (record := line[-1].record(on)) is not None and record.parent is not None:
        above = counting(record.parent)
        if above in line:
            return min(line[line.index(above) :], key=lambda one: one.public_id)
        line.append(above)
    return line[-1]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acts, max_size=14))
def test_random_registers_with_parents_by_day_circles_and_merges(history):
    with transaction.atomic():
        everyone = registered(history)
        lines = Lines()
        for on in (day(number) for number in range(-1, 6)):
            expected = {party.pk: step_by_step(party, on) for party in everyone}
            assert uppermost_many(everyone, on) == expected
            assert {party.pk: uppermost(party, on) for party in everyone} == expected
            for party in everyone:
                group = {pk for pk, top in expected.items() if top == expected[party.pk]}
                assert members(party, on) == sorted(group)
                assert lines.group(party.public_id, on)[0] == expected[party.pk].public_id
                assert party not in parents_of(party, on)
        assert canonical_many(party.pk for party in everyone) == {party.pk: canonical(party) for party in everyone}
        transaction.set_rollback(True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acts, max_size=14))
def test_whoever_is_in_another_group_after_an_act_was_told_of(history):
    told, groups = [], {}

    def compare():
        now = {on: uppermost_many(everyone(), on) for on in (day(number) for number in range(-1, 6))}
        for on, tops in now.items() if groups else ():
            otherwise = {pk for pk, top in tops.items() if top != groups[on].get(pk, top)}
            assert otherwise <= {pk for parties, since in told if since <= on for pk in parties}
        groups.update(now)
        told.clear()

    def everyone():
        return list(Counterparty.objects.values_list("pk", flat=True))

    def hear(parties, since, **_):
        told.append((parties, since))

    changed.connect(hear)
    try:
        with transaction.atomic():
            registered([("parent", "A", None, 0), *history], after=compare)
            transaction.set_rollback(True)
    finally:
        changed.disconnect(hear)


@pytest.fixture
def deep():
    """A hundred and fifty, each the parent of the next, the last of them a duplicate of yet another."""
    numbers = [f"{place:03}" for place in range(150)]
    above = dict(zip(numbers[1:], numbers, strict=False))
    put_many({number: {"name": number, "parent": above.get(number)} for number in numbers}, on=DAY, **SAID)
    return list(Counterparty.objects.order_by("number"))


def test_the_number_of_queries_depends_on_neither_depth_nor_count(deep, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert set(uppermost_many(deep, DAY).values()) == {deep[0]}
    with django_assert_num_queries(1):
        assert uppermost_many([deep[-1].pk], DAY) == {deep[-1].pk: deep[0]}
    with django_assert_num_queries(2):
        assert members(deep[70], DAY) == sorted(party.pk for party in deep)
    with django_assert_num_queries(1):
        assert below([deep[148].pk], DAY) == {deep[148].pk, deep[149].pk}


def test_nobody_and_keys_that_nobody_has(deep):
    assert uppermost_many([], DAY) == {}
    assert uppermost_many([0, deep[0].pk], DAY) == {deep[0].pk: deep[0]}
