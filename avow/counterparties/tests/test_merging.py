"""Two entries that are one party, and two after all."""

from datetime import UTC, date, datetime, timedelta

import pytest

from avow.counterparties.acts import put, put_many
from avow.counterparties.facts import facts_about
from avow.counterparties.groups import parents_of, uppermost
from avow.counterparties.merging import CannotMerge, canonical, merge, merge_of, separate
from avow.counterparties.models import Merge
from avow.counterparties.search import search
from avow.counterparties.standing import since, standings_on
from avow.ledger.models import Entry

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 1, 1), date(2026, 2, 1)
AT = datetime(2026, 1, 1, 8, tzinfo=UTC)
SAID = {"by": "system", "at": AT}
WHY = {**SAID, "on": LATER, "reason": "Same registered office and VAT number."}


@pytest.fixture
def three():
    """Three entries of the register, each with its own parent."""
    put_many({"T": {"name": "Top"}, **{n: {"name": f"Delta {n}", "parent": "T"} for n in "AB"}}, on=DAY, **SAID)
    return [put(number, on=DAY, name=f"Delta {number}", **SAID) for number in "ABC"]


def test_a_merge_holds_for_every_day_and_so_does_the_separation(three):
    a, b, c = three
    merge(a, c, **WHY)
    assert (canonical(a), canonical(b)) == (c, b)
    assert {uppermost(a, day) for day in (date.min, DAY, LATER, date.max)} == {c}
    assert parents_of(a, DAY) == []
    separate(a, **WHY)
    assert canonical(a) == a
    assert uppermost(a, DAY).number == "T"


def test_chains_end_at_the_last_one_in_whichever_order_they_were_made(three):
    a, b, c = three
    merge(a, b, **WHY)
    merge(b, c, **WHY)
    assert canonical(a) == canonical(b) == uppermost(a, DAY) == c
    separate(b, **WHY)
    assert (canonical(a), uppermost(a, DAY).number) == (b, "T")


def test_a_circle_is_refused_with_words(three):
    a, b, c = three
    merge(a, b, **WHY)
    merge(b, c, **WHY)
    with pytest.raises(CannotMerge, match="Delta A is merged into Delta C, so merging this way would close a circle"):
        merge(c, a, **WHY)
    assert Merge.objects.count() == 2


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda a, b, c: merge(a, a, **WHY), "cannot be merged into itself"),
        (lambda a, b, c: merge(b, a, **WHY), "merged into Delta C already. Separate it"),
        (lambda a, b, c: merge(a, b, **{**WHY, "reason": "  "}), "Say why"),
        (lambda a, b, c: separate(a, **WHY), "not merged into another entry"),
        (lambda a, b, c: separate(b, **{**WHY, "on": DAY}), "recorded on 2026-02-01"),
        (lambda a, b, c: separate(b, **{**WHY, "reason": ""}), "Say why"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_no_trace(three, act, words):
    a, b, c = three
    merge(b, c, **WHY)
    before = Entry.objects.count()
    with pytest.raises(CannotMerge, match=words):
        act(a, b, c)
    assert Entry.objects.count() == before


def test_a_parent_that_is_merged_leads_to_the_one_that_counts(three):
    _, b, c = three
    below = put("X", on=DAY, name="Below", parent="B", **SAID)
    merge(b, c, **WHY)
    assert uppermost(below, DAY) == c
    assert parents_of(below, DAY) == [c]


def test_one_that_is_below_its_own_duplicate_is_uppermost_itself(three):
    a, _, c = three
    put("C", on=DAY, parent="A", **SAID)
    merge(a, c, **WHY)
    assert uppermost(a, DAY) == uppermost(c, DAY) == c
    assert parents_of(c, DAY) == []


def test_standing_and_facts_are_those_of_the_one_it_was_merged_into(three):
    a, _, c = three
    put("A", on=DAY, standings=[("supplier", "present")], **SAID)
    put("C", on=DAY, standings=[("competitor", "present")], is_recognised_bank=True, **SAID)
    merge(a, c, **WHY)
    assert facts_about(a, DAY) == facts_about(c, DAY)
    assert [row.relation for row in standings_on(a, DAY)] == ["competitor"]
    assert since(a, DAY + timedelta(days=3)) == DAY
    separate(a, **WHY)
    assert facts_about(a, DAY)["is_supplier"]


def test_merged_names_lead_to_the_one_that_counts_which_is_offered_once(three):
    a, b, c = three
    put("A", on=DAY, name="Omega Haulage", **SAID)
    merge(a, c, **WHY)
    merge(b, c, **WHY)
    assert [found.number for found in search("omega", LATER)] == ["C"]
    assert [found.number for found in search("delta", LATER)] == ["C"]
    separate(b, **WHY)
    assert [found.number for found in search("delta", LATER)] == ["B", "C"]


def test_a_merged_name_leads_on_even_when_its_own_record_has_ended(three):
    a, _, c = three
    merge(a, c, **WHY)
    put_many({}, gone=["A"], on=LATER, **SAID)
    assert [found.number for found in search("delta a", LATER)] == ["C"]
    put_many({}, gone=["C"], on=LATER, **SAID)
    assert search("delta a", LATER) == []


def test_many_duplicates_of_one_do_not_hide_the_others(three):
    c = three[2]
    many = {f"N{place}": {"name": "Norden"} for place in range(40)}
    put_many({**many, "O": {"name": "Norden Oil"}}, on=DAY, **SAID)
    for number in many:
        merge(put(number, on=DAY, **SAID), c, **WHY)
    assert [found.number for found in search("norden", LATER)] == ["C", "O"]


def test_reasons_are_kept_in_the_sealed_documents(three):
    a, _, c = three
    merge(a, c, **WHY)
    assert merge_of(a).reason() == WHY["reason"]
    separation = separate(a, **{**WHY, "reason": "Two towns, two owners."})
    assert separation.reason() == "Two towns, two owners."
    merge(a, c, **WHY)
    told = Entry.objects.filter(subject=f"counterparty:{a.public_id}").values_list("verb", flat=True)
    assert [verb.split()[1] for verb in told] == ["merged", "separated", "merged"]
