"""Which past gifts does a newly found supplier group turn into a breach?"""

from datetime import date

import pytest

from avow.counterparties import acts as counterparties
from avow.counterparties.groups import uppermost
from avow.disclosures.testing import disclosed, noon
from avow.trials import groups
from avow.trials.groups import Lines, NoGroups
from avow.trials.models import JudgedOtherwise
from avow.trials.testing import TODAY, proposed, tried

BEGIN = date(2026, 1, 1)


def put(number, on=BEGIN, **said):
    return counterparties.put(number, on=on, by="system", at=noon(on), **said)


@pytest.fixture
def delta(here):
    return put("D-1", name="Delta Bearings"), put("D-2", name="Delta Tools")


@pytest.fixture
def two_gifts(here, delta):
    """120 from each of two companies that nobody knew to be of one group."""
    for party, day in zip(delta, (date(2026, 3, 2), date(2026, 4, 2)), strict=True):
        disclosed(
            here.amina, "gift_received", on=day, received_on=day.isoformat(), amount="120.00",
            other_side=party.name, counterparty=party,
        )  # fmt: skip


def told(back_test):
    return [(str(row.on), row.change) for row in JudgedOtherwise.objects.filter(back_test=back_test)]


def test_as_they_were_then_the_two_are_apart(here, two_gifts, ours):
    assert told(tried(proposed(here.chen, ours.folder), here.chen)) == []


def test_as_the_register_has_them_today_the_second_gift_is_over_the_limit(here, two_gifts, delta, ours):
    put("DG", on=date(2026, 9, 1), name="Delta Group")
    for party in delta:
        put(party.number, on=date(2026, 9, 1), name=party.name, parent="DG")
    proposal = proposed(here.chen, ours.folder)
    assert told(tried(proposal, here.chen)) == []
    assert told(tried(proposal, here.chen, groups="now")) == [("2026-04-02", "newly_found")]


def test_a_party_that_joined_between_the_gifts_counts_with_the_group_on_the_later_day(here, two_gifts, ours):
    put("D-1", on=date(2026, 3, 15), name="Delta Bearings", parent="D-2")
    proposal = proposed(here.chen, ours.folder)
    assert told(tried(proposal, here.chen, figures={"5.2.limit_12m": "239"})) == []
    assert told(tried(proposal, here.chen, figures={"5.2.limit_12m": "240"})) == [("2026-04-02", "no_longer_found")]


def test_groups_over_time_are_those_of_the_register_on_each_day(here, delta):
    put("DG", name="Delta Group")
    put("D-1", on=date(2026, 3, 1), name="Delta Bearings", parent="D-2")
    put("D-2", on=date(2026, 5, 1), name="Delta Tools", parent="DG")
    put("D-1", on=date(2026, 8, 1), name="Delta Bearings", parent=None)
    one = delta[0]
    spans = list(Lines().over_time(one.public_id))
    assert [span.since for span in spans][1:] == [date(2026, 3, 1), date(2026, 5, 1), date(2026, 8, 1)]
    for day in (
        date(2025, 6, 1),
        BEGIN,
        date(2026, 2, 28),
        date(2026, 3, 1),
        date(2026, 6, 1),
        date(2026, 8, 1),
        TODAY,
    ):
        by_party = {one.public_id: spans}
        assert groups.group_on(by_party, one.public_id, day) == uppermost(one, day).public_id, day


def test_a_circle_gives_one_answer_for_all_in_it(here, delta):
    put("D-1", on=date(2026, 3, 1), name="Delta Bearings", parent="D-2")
    put("D-2", on=date(2026, 3, 1), name="Delta Tools", parent="D-1")
    found = {Lines().group(party.public_id, TODAY)[0] for party in delta}
    assert found == {uppermost(delta[0], TODAY).public_id}


def file(tmp_path, text):
    path = tmp_path / "groups.csv"
    path.write_text(text)
    return path


def test_a_file_of_groups(delta, tmp_path):
    spans = groups.from_file(
        file(tmp_path, "Party,Group,since,until\nD-1,D-2,2026-03-01,\n"), [delta[1].public_id], TODAY
    )
    assert [(span.party, span.group, span.since, span.until) for span in spans] == [
        (delta[0].public_id, delta[1].public_id, date(2026, 3, 1), None),
        (delta[1].public_id, delta[1].public_id, date(1, 1, 1), None),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "needs the columns party and group; it has: a, b"),
        ("", "needs the columns"),
        ("party,group\nD-1,D-3\n", r"groups.csv:2: the register has no counterparty with the number 'D-3'"),
        ("party,group\n,D-1\n", "number ''"),
        ("party,group,since\nD-1,D-2,soon\n", "groups.csv:2: 'soon' is not a day"),
        ("party,group\nD-1,D-2\nD-1,D-1\n", "D-1 is in two groups"),
    ],
)
def test_a_file_that_cannot_be_used_says_which_line_and_why(delta, tmp_path, text, words):
    with pytest.raises(NoGroups, match=words):
        groups.from_file(file(tmp_path, text), [], TODAY)
