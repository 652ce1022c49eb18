"""Which party is in which group, from a file: as a whole right, or not used at all."""

from datetime import date

import pytest

from avow.policy.many.reading import BadFile, BadMapping, read_memberships

HEAD = "party,party_group,since,until\n"


@pytest.fixture
def read(judging, file):
    def read(content, **wishes):
        table = read_memberships(judging.connection, file(content, "groups.csv"), **wishes)
        return judging.connection.sql(
            f"SELECT party, party_group, since, until FROM {table} ORDER BY party, since"
        ).fetchall()

    return read


def test_groups_over_time(read):
    assert read(HEAD + "kwik,delta,2020-01-01,2022-01-01\nkwik,omega,2022-01-01,\n") == [
        ("kwik", "delta", date(2020, 1, 1), date(2022, 1, 1)), ("kwik", "omega", date(2022, 1, 1), None),
    ]  # fmt: skip


def test_without_an_end(read):
    assert read("Party,Party_Group,Since\nkwik,delta,2020-01-01\n") == [("kwik", "delta", date(2020, 1, 1), None)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEAD + "kwik,delta,2020-01-01,2020-01-01\n", "line 2, until is not after since"),
        (HEAD + "kwik,,2020-01-01,\n", "line 2, party_group is missing"),
        (HEAD + "kwik,delta,1.2.2020,\n", "say with --dates"),
        (HEAD + "kwik,delta\n", "line 2, the row has 2 fields where the heading has 4"),
        (
            HEAD + "kwik,delta,2020-01-01,\nkwik,omega,2022-01-01,\n",
            "kwik is in two groups at once, the second of them",
        ),
    ],
)
def test_groups_that_cannot_be_used(read, content, said):
    with pytest.raises(BadFile) as error:
        read(content)
    assert said in str(error.value)


def test_a_column_that_is_missing(read):
    with pytest.raises(BadMapping, match=r"no one column party_group\. It needs party and group"):
        read("party,since\n")


def test_a_group_called_group_and_since_always(read):
    always = [("kwik", "delta", None, None)]
    assert read("Party,Group\nkwik,delta\n") == always
    assert read("party,group,since,until\nkwik,delta,,\n") == always


def test_always_is_before_every_other_day(read):
    with pytest.raises(BadFile, match="kwik is in two groups at once"):
        read(HEAD + "kwik,delta,2020-01-01,\nkwik,omega,,\n")
    assert len(read(HEAD + "kwik,delta,2020-01-01,\nkwik,omega,,2020-01-01\n")) == 2


def test_other_dates(read):
    assert read(HEAD + "kwik,delta,1.2.2020,\n", dates="dmy")[0][2] == date(2020, 2, 1)
