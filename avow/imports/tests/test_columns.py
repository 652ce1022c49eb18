"""Which column holds what: said, guessed, or asked for with the nearest name."""

import pytest

from avow.imports import counterparty_rows, people_rows
from avow.imports.columns import choose
from avow.imports.reading.table import Table, Unusable


def chosen(*columns, said=(), fields=people_rows.FIELDS):
    return choose(Table(list(columns), 1, iter(())), fields, said)


def test_usual_names_are_recognised_whatever_their_capitals_and_marks():
    columns = chosen("Personnel No.", "FULL NAME", "E-Mail", "Reports_to", "Shoe size")
    assert columns.described() == {
        "number": "Personnel No.",
        "name": "FULL NAME",
        "email": "E-Mail",
        "manager": "Reports_to",
    }
    assert (sorted(columns.guessed), columns.unused) == (["email", "manager", "name", "number"], ["Shoe size"])


def test_what_is_said_wins_over_what_is_guessed_and_frees_the_column():
    columns = chosen("id", "name", "nick", said=["name=nick", "number=name"])
    assert columns.described() == {"name": "nick", "number": "name"}
    assert columns.unused == ["id"]


def test_fixed_values_and_fields_left_out():
    columns = chosen("id", "name", "email", said=["employer:=Norden = AB", "email="])
    assert columns.described() == {"number": "id", "name": "name", "employer": ":=Norden = AB"}


def test_columns_are_found_without_regard_to_capitals_and_spaces():
    assert chosen("PERS NR", "name", said=["number=pers  nr"]).described()["number"] == "PERS NR"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("numbr=id", r"A person has no field 'numbr'. Did you mean 'number'\?"),
        ("number=idd", r"There is no column 'idd'. Did you mean 'id'\?"),
        ("number=NAMEE", r"There is no column 'NAMEE'. Did you mean 'name'\?"),
        ("number=zzzzz", r"There is no column 'zzzzz'. The columns are: id, name"),
        ("shoe=id", r"A person has no field 'shoe'. There are: number, name"),
        ("id", "is not understood. Write field=column"),
        ("=id", "is not understood"),
        ("", "is not understood"),
    ],
)
def test_what_is_mistyped_gets_the_nearest_name(said, words):
    with pytest.raises(Unusable, match=words):
        chosen("id", "name", said=[said])


def test_a_field_said_twice():
    with pytest.raises(Unusable, match="says 'number' twice"):
        chosen("id", "name", said=["number=id", "number:=7"])


def test_a_column_that_is_there_twice_is_only_a_problem_when_it_is_used():
    assert chosen("id", "name", "note", "note").unused == ["note", "note"]
    with pytest.raises(Unusable, match=r"column 'name' is there 2 times. Give each its own name"):
        chosen("id", "name", "name")
    with pytest.raises(Unusable, match=r"'note' is there 2 times \(columns 3, 4\)"):
        chosen("id", "name", "note", "note", said=["grade=note"])


def test_what_must_be_there_is_asked_for_by_name():
    with pytest.raises(Unusable, match=r"looks like the person's number\. Say which one it is: --map number=COLUMN"):
        chosen("who", "name")
    assert chosen("id", "First name", "Surname").described()["last_name"] == "Surname"


def test_identifiers_may_be_of_any_kind():
    columns = chosen("id", "name", "Ticker", "Krs", said=["identifier.krs=Krs"], fields=counterparty_rows.FIELDS)
    assert columns.described()["identifier.ticker"] == "Ticker"
    assert columns.described()["identifier.krs"] == "Krs"
    with pytest.raises(Unusable, match=r"no field 'identifier.\['"):
        chosen("id", "name", said=["identifier.[=id"], fields=counterparty_rows.FIELDS)
