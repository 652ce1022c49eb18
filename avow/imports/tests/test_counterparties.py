"""Importing counterparties: several rows of one, standings, parents, identifiers."""

from datetime import date

import pytest

from avow.counterparties.groups import uppermost
from avow.counterparties.models import Counterparty, CounterpartyRecord
from avow.counterparties.search import search
from avow.counterparties.standing import standings_on
from avow.imports.reading.table import Unusable
from avow.ledger.models import Entry

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 11, 22), date(2026, 12, 1)


def standings(number, on=DAY):
    held = standings_on(Counterparty.objects.get(number=number), on)
    return [f"{row.relation}:{row.tense}" for row in held]


def refusals(report):
    return [(refusal.line, refusal.column, refusal.why) for refusal in report.refused]


def test_every_field_arrives(parties):
    report = parties(
        "number,name,country,recognised bank,parent,aliases,ticker,lei,standing\n"
        "1,Delta Holding,France,no,,,,,\n"
        "2,Delta Freight,FR,no,1,DF | Delta Fret,DLT; DLTB,5493001KJTIIGC8Y1R12,supplier; prospective customer\n"
        "3,Norbank,SE,yes,,,,,\n"
    )
    assert (len(report.added), report.status) == (3, 0)
    delta = Counterparty.objects.get(number="2")
    record = delta.record(DAY)
    assert (record.name, record.country, record.parent.number) == ("Delta Freight", "FR", "1")
    assert sorted(name.name for name in delta.names.filter(kind="alias")) == ["DF", "Delta Fret"]
    assert [str(known) for known in delta.identifiers.all()] == [
        "lei 5493001KJTIIGC8Y1R12",
        "ticker DLT",
        "ticker DLTB",
    ]
    assert standings("2") == ["customer:prospective", "supplier:present"]
    assert Counterparty.objects.get(number="3").record(DAY).is_recognised_bank
    assert uppermost(delta, DAY).number == "1"
    assert search("fret", DAY) == [delta]


@pytest.mark.parametrize("heading", ["state_owned", "State-owned", "SOE", "Public body", "Government owned"])
def test_state_owned_bodies_are_told_under_the_usual_names(parties, heading):
    report = parties(f"number,name,{heading}\n1,Port of Lund,yes\n2,Delta,no\n3,Norden,\n4,Oslo,perhaps\n")
    records = CounterpartyRecord.objects.on(DAY).order_by("counterparty__number")
    assert [record.is_state_owned for record in records] == [True, False, False]
    assert [(line, column) for line, column, _ in refusals(report)] == [(5, heading)]


def test_several_rows_of_one_number_are_one_with_all_its_lists(parties):
    report = parties(
        "cik,ticker,title,relation,tense\n7,AAA,Alpha,customer,present\n7,BBB,Alpha,supplier,prospective\n"
    )
    assert (report.added, report.merged, report.refused) == (["7"], 1, [])
    assert report.notes == [
        "1 row repeats a number that was there before: 1 counterparties, each with all its other names, identifiers and"
        " standings."
    ]
    assert [known.value for known in Counterparty.objects.get().identifiers.all()] == ["AAA", "BBB"]
    assert standings("7") == ["customer:present", "supplier:prospective"]


def test_rows_of_one_number_that_contradict_each_other(parties):
    report = parties("number,name,country\n7,Alpha,SE\n7,Beta,SE\n7,Alpha,FR\n7,Alpha,SE\n")
    assert [(line, column) for line, column, _ in refusals(report)] == [(3, "name"), (4, "country")]
    assert report.refused[0].why == "Number 7 is on line 2 with another name ('Alpha', here 'Beta')."
    report = parties("number,name,relation,tense\n8,Alpha,supplier,present\n8,Alpha,supplier,prospective\n")
    assert [why for _, _, why in refusals(report)] == ["Number 8 is present and prospective at once."]


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("standing", "Supplier", ["supplier:present"]),
        ("standing", "prospective suppliers, customers", ["customer:present", "supplier:prospective"]),
        ("standing", "competitor:present | customer:prospective", ["competitor:present", "customer:prospective"]),
        ("relation", "Vendor", ["supplier:present"]),
        ("supplier", "yes", ["supplier:present"]),
        ("supplier", "prospective", ["supplier:prospective"]),
        ("supplier", "no", []),
        ("supplier", "", []),
    ],
)
def test_standings_as_people_write_them(parties, heading, cell, expected):
    assert parties(f'number,name,{heading}\n7,Alpha,"{cell}"\n').refused == []
    assert standings("7") == expected


def test_a_standing_that_is_none_refuses_the_row(parties):
    report = parties("number,name,standing\n7,Alpha,friend\n8,Beta,supplier customer\n9,Gamma,supplier\n")
    assert [(line, column) for line, column, _ in refusals(report)] == [(2, "standing"), (3, "standing")]
    assert report.added == ["9"]


def test_a_standing_for_rows_that_say_none(parties):
    parties(
        "number,name,standing\n1,Alpha,\n2,Beta,competitor\n", standings=("supplier:present", "customer:prospective")
    )
    assert standings("1") == ["customer:prospective", "supplier:present"]
    assert standings("2") == ["competitor:present"]
    with pytest.raises(Unusable, match=r"--standing: 'friend:present' is no standing known here"):
        parties("number,name\n1,Alpha\n", standings=("friend:present",))


def test_standings_the_file_does_not_speak_of_stay(parties):
    parties("number,name\n1,Alpha\n", standings=("supplier:present",))
    assert parties("number,name\n1,Alpha AB\n", on=LATER).changed == {"1": [("name", "Alpha", "Alpha AB")]}
    assert standings("1", LATER) == ["supplier:present"]


def test_a_second_version_says_from_what_to_what(parties):
    parties("number,name,ticker,standing\n1,Alpha,A,supplier\n2,Beta,B,customer\n")
    report = parties("number,name,ticker,standing\n1,Alpha,AA,prospective supplier\n2,Beta,B,customer\n", on=LATER)
    assert report.changed == {
        "1": [
            ("identifiers", (("ticker", "A"),), (("ticker", "AA"),)),
            ("standings", ("supplier:present",), ("supplier:prospective",)),
        ]
    }
    assert (report.unchanged, standings("1", DAY), standings("1", LATER)) == (
        1, ["supplier:present"], ["supplier:prospective"],
    )  # fmt: skip
    assert parties("number,name,ticker,standing\n1,Alpha,AA,prospective supplier\n", on=LATER).entry is None
    assert Entry.objects.count() == 2


def test_missing_parents_and_circles_are_told(parties):
    report = parties("number,name,parent\n1,Alpha,9\n2,Beta,3\n3,Gamma,2\n4,Delta,4\n")
    assert [(finding.kind, finding.lines) for finding in report.findings] == [
        ("missing_parent", (2,)),
        ("cycle", (5,)),
        ("cycle", (3, 4)),
    ]
    assert Counterparty.objects.get(number="1").record(DAY).parent is None


def test_a_complete_file_ends_what_it_lacks(parties):
    text = "number,name\n" + "".join(f"{place},Name {place}\n" for place in range(10))
    parties(text, standings=("supplier:present",))
    report = parties(text.replace("3,Name 3\n", ""), on=LATER, complete=True)
    assert report.left == ["3"]
    assert (standings("3", DAY), standings("3", LATER)) == (["supplier:present"], [])
    assert search("name 3", LATER) == [] and len(search("name 3", DAY)) == 1
    assert parties(text, on=date(2026, 12, 24)).returned == ["3"]


def test_a_dry_run_writes_nothing(parties):
    report = parties("number,name\n1,Alpha\n", dry_run=True)
    assert (report.added, Counterparty.objects.exists(), Entry.objects.exists()) == (["1"], False, False)


def test_names_and_numbers_must_be_there(parties):
    report = parties("number,name\n,Alpha\n2,\n#N/A,Beta\n")
    assert refusals(report) == [
        (2, "number", "The number is empty."),
        (3, "name", "The name is empty."),
        (4, "number", "#N/A stands for a missing number."),
    ]
