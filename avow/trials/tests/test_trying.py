"""A proposed version is tried on the company's own past: who would have been judged otherwise?"""

from dataclasses import replace
from datetime import date

import pytest

from avow.adoptions.current import policy_in_force, proposed_pack
from avow.disclosures.testing import disclosed
from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.trials import reading
from avow.trials.acts import ask
from avow.trials.models import BackTest, JudgedOtherwise, Tried
from avow.trials.question import Question
from avow.trials.running import run
from avow.trials.testing import AT, TODAY, proposed, tried

APRIL = date(2026, 4, 3)


@pytest.fixture
def gifts(here):
    """Amina got 150 from Delta in March and 40 from Echo in April; Boris holds a share."""
    return (
        disclosed(here.amina, "gift_received", amount="150.00", on=date(2026, 3, 2)),
        disclosed(here.amina, "gift_received", amount="40.00", other_side="Echo", received_on="2026-04-02", on=APRIL),
        disclosed(here.boris),
    )  # fmt: skip


def wrong():
    """What verifying finds; inside a test's transaction no head is signed yet."""
    return [finding.says for finding in verify().findings if finding.kind != "head"]


def told(back_test):
    rows = JudgedOtherwise.objects.filter(back_test=back_test).select_related("disclosure__person")
    return [(row.disclosure.person.name, row.clause, row.rule, row.change, row.was, row.now) for row in rows]


def test_a_lower_limit_finds_the_gift_above_it(here, gifts, stricter):
    done = tried(proposed(here.chen, stricter.folder), here.chen)
    assert told(done) == [("Amina Haddad", "5.2", "main", "newly_found", "none", "approval")]
    assert (done.judged, done.otherwise, done.left_out) == (3, 1, {})
    assert done.by("clause", "change") == {("5.2", "newly_found"): 1}
    assert done.by("kind", "grade", "month") == {("gift_received", "P3", "2026-03"): 1}
    assert done.against_hashes == [policy_in_force(TODAY).hash]


def test_as_it_is_dated_a_limit_of_next_year_finds_nothing_in_the_past(here, gifts, stricter):
    done = tried(proposed(here.chen, stricter.folder), here.chen, as_dated=True)
    assert (done.judged, done.otherwise, done.cells) == (3, 0, [])


def test_a_rule_that_finds_less_and_one_that_finds_as_something_else(here, gifts, ours):
    ours.change("clauses/4.5-*.toml", 'finding = "approval"', 'finding = "prohibited"')
    done = tried(proposed(here.chen, ours.folder), here.chen)
    assert told(done) == [("Boris Lindqvist", "4.5", "main", "found_as_another", "approval", "prohibited")]


def test_the_result_is_attested_with_the_root_of_its_rows(here, gifts, stricter):
    done = tried(proposed(here.chen, stricter.folder), here.chen)
    entry = Entry.objects.latest("number")
    assert (entry.verb, entry.actor) == ("version tried", here.chen.key)
    assert Tried.objects.get().back_test == done
    assert wrong() == []
    row = JudgedOtherwise.objects.get()
    row.grade = "E9"
    row.save()
    assert wrong() == [f"the records of back-test {done.public_id} are not those that were attested"]


def test_withdrawn_and_erased_records_are_not_tried(here, gifts, stricter):
    from avow.disclosures.acts import withdraw
    from avow.disclosures.testing import noon
    from avow.ledger import keyring

    withdraw(gifts[1].disclosure, here.amina, "Wrong party.", noon(date(2026, 4, 4)))
    keyring.destroy(here.boris.key)
    done = tried(proposed(here.chen, stricter.folder), here.chen)
    assert (done.judged, done.left_out) == (1, {"of people who were erased": 1})


def test_days_and_what_comes_before_them_in_the_window(here, stricter):
    disclosed(here.amina, "gift_received", amount="60.00", received_on="2026-02-02", on=date(2026, 2, 2))
    disclosed(here.amina, "gift_received", amount="60.00", received_on="2026-03-02", on=date(2026, 3, 2))
    proposal = proposed(here.chen, stricter.folder)
    later = tried(proposal, here.chen, since=date(2026, 3, 1))
    assert (later.judged, later.otherwise) == (1, 1)
    assert later.left_out == {"before the first day asked about": 1}
    earlier = tried(proposal, here.chen, until=date(2026, 2, 28))
    assert (earlier.judged, earlier.otherwise) == (1, 0)


def test_against_what_is_in_force_today(here, gifts, stricter):
    done = tried(proposed(here.chen, stricter.folder), here.chen, against="now")
    assert (done.judged, done.otherwise) == (3, 1)


def test_a_kind_that_the_version_no_longer_has_is_left_out_and_said(here, gifts, stricter):
    proposal = proposed(here.chen, stricter.folder)
    pack = proposed_pack(proposal)
    fewer = replace(pack, kinds={name: kind for name, kind in pack.kinds.items() if name != "financial_interest"})
    done = run(ask(proposal, Question(), by=here.chen, at=AT), fewer, today=TODAY, now=lambda: AT)
    assert (done.judged, done.otherwise) == (2, 1)
    assert done.left_out == {"of a kind that the version does not have": 1}


def test_counts_are_over_what_one_may_see(here, gifts, stricter):
    for person in (here.chen, here.farah, here.dolores):
        disclosed(person, "gift_received", amount="150.00", other_side="Foxtrot")
    done = tried(proposed(here.chen, stricter.folder), here.chen)
    assert done.otherwise == 4
    assert reading.how_many(done, here.chen, TODAY) == 2
    assert reading.how_many(done, here.farah, TODAY) == 1
    assert reading.how_many(done, here.amina, TODAY) == reading.how_many(done, here.emeka, TODAY) == 0
    assert [cell["count"] for cell in reading.cells(done, here.chen, TODAY)] == [2]
    assert [cell["month"] for cell in reading.cells(done, here.farah, TODAY)] == ["2026-03"]


@pytest.mark.parametrize(
    ("column", "value"), [("judged", 77), ("otherwise", 9), ("left_out", {"x": 1}), ("against_hashes", ["0"])]
)
def test_no_number_of_an_attested_back_test_changes_unseen(here, stricter, column, value):
    done = tried(proposed(here.chen, stricter.folder), here.chen)
    assert wrong() == []
    BackTest.objects.filter(pk=done.pk).update(**{column: value})
    assert wrong()
