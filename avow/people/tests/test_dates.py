"""Statements about a person, dated any day, in any order: what holds on a day, and what we knew when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avow.ledger.models import Entry
from avow.people.acts import end, put
from avow.people.models import Person, PersonRecord
from avow.people.statements import LaterRecord

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
AT = datetime(2026, 1, 1, 8, tzinfo=UTC)
SAID = {"by": "system", "at": AT}


def day(number):
    return DAY + timedelta(days=number)


def site(person, on):
    record = person.record(on)
    return record and record.site


def test_the_same_again_writes_nothing():
    put("A1", on=DAY, name="Amina", site="Dock", **SAID)
    put("A1", on=day(3), name="Amina", site="Dock", **SAID)
    assert PersonRecord.objects.count() == 1
    assert Entry.objects.count() == 1


def test_a_change_closes_the_row_and_opens_another():
    amina = put("A1", on=DAY, name="Amina", site="Dock", **SAID)
    put("A1", on=day(3), site="Office", **SAID)
    assert [site(amina, day(number)) for number in (-1, 0, 2, 3, 90)] == [None, "Dock", "Dock", "Office", "Office"]


def test_a_correction_on_the_same_day_supersedes_and_both_stay_on_record():
    amina = put("A1", on=DAY, name="Amina", site="Dock", **SAID)
    first = Entry.objects.last().number
    put("A1", on=DAY, site="Office", **SAID)
    assert site(amina, DAY) == "Office"
    assert [row.site for row in PersonRecord.objects.as_of(DAY, first)] == ["Dock"]
    assert PersonRecord.objects.on(DAY).count() == 1


def test_a_change_before_one_that_is_on_record_is_refused_and_says_which_day():
    amina = put("A1", on=DAY, name="Amina", site="Dock", **SAID)
    put("A1", on=day(5), site="Office", **SAID)
    with pytest.raises(LaterRecord, match=r"A1 has changed on 2026-01-06.*Date it 2026-01-06 or later"):
        put("A1", on=day(2), site="Elsewhere", **SAID)
    put("A1", on=day(2), site="Dock", **SAID)
    assert site(amina, day(2)) == "Dock"


def test_what_held_before_the_first_day_on_record_can_be_added():
    amina = put("A1", on=DAY, name="Amina", site="Dock", **SAID)
    put("A1", on=day(-10), site="School", **SAID)
    assert [site(amina, day(number)) for number in (-11, -10, -1, 0)] == [None, "School", "School", "Dock"]
    assert Person.objects.get().name == "Amina"


def test_leavers_leave_stay_in_the_past_and_may_return():
    amina = put("A1", on=DAY, name="Amina", site="Dock", **SAID)
    amina = end(amina, on=day(5), **SAID)
    assert amina.left_on == day(5)
    assert amina.is_here(day(4)) and not amina.is_here(day(5))
    put("A1", on=day(9), site="Office", **SAID)
    amina.refresh_from_db()
    assert (amina.left_on, amina.name, site(amina, day(7)), site(amina, day(9))) == (None, "Amina", None, "Office")


def test_nobody_leaves_twice():
    amina = end(put("A1", on=DAY, name="Amina", **SAID), on=day(5), **SAID)
    with pytest.raises(ValueError, match="A1 is not with us on 2026-01-08"):
        end(amina, on=day(7), **SAID)
    with pytest.raises(LaterRecord):
        end(amina, on=day(2), **SAID)


def test_a_new_person_needs_a_name_and_a_manager_who_is_known():
    with pytest.raises(ValueError, match="needs a name"):
        put("A1", on=DAY, **SAID)
    with pytest.raises(ValueError, match="manager 'B1' is not known"):
        put("A1", on=DAY, name="Amina", manager="B1", **SAID)
    with pytest.raises(KeyError, match="A person has no 'shoe_size'"):
        put("A1", on=DAY, name="Amina", shoe_size=41, **SAID)
    assert not Person.objects.exists()


def test_who_managed_whom_on_a_day_is_kept_when_the_manager_changes():
    boris = put("B1", on=DAY, name="Boris", **SAID)
    chen = put("C1", on=DAY, name="Chen", **SAID)
    amina = put("A1", on=DAY, name="Amina", manager=boris, **SAID)
    put("A1", on=day(5), manager="C1", **SAID)
    assert [amina.record(day(number)).manager for number in (4, 5)] == [boris, chen]
    put("A1", on=day(9), manager=None, **SAID)
    assert amina.record(day(9)).manager is None


acts = st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["Dock", "Office", "leaves"])), max_size=8)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts)
def test_whatever_is_said_in_whatever_order_one_row_holds_on_a_day_and_the_past_stays_known(acts):
    with transaction.atomic():
        amina, seen = put("A1", on=DAY, name="Amina", site="School", **SAID), {}
        for number, said in acts:
            before = {n: held(amina, n) for n in range(8)}
            try:
                if said == "leaves":
                    end(amina, on=day(number), **SAID)
                else:
                    put("A1", on=day(number), site=said, **SAID)
            except (LaterRecord, ValueError):
                assert {n: held(amina, n) for n in range(8)} == before
                continue
            now = None if said == "leaves" else said
            after = {n: held(amina, n) for n in range(8)}
            assert after == {n: now if reaches(before, number, n, now) else before[n] for n in after}
            seen[Entry.objects.last().number] = after
        for entry, then in seen.items():
            for n, expected in then.items():
                assert [row.site for row in PersonRecord.objects.as_of(day(n), entry)] == expected_rows(expected)
        transaction.set_rollback(True)


def held(person, number):
    rows = [row.site for row in person.records.on(day(number))]
    assert len(rows) <= 1
    return rows[0] if rows else None


def reaches(before, number, n, now):
    """Whether what is said for day `number` holds on day n: unless it was known already, until something later was."""
    if n < number or before[number] == now:
        return False
    return before[number] is not None or all(before[between] is None for between in range(number, n + 1))


def expected_rows(value):
    return [] if value is None else [value]
