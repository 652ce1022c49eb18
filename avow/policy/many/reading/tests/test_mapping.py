"""Which column holds which fact: what one says, what is called alike, and what is said where a name is wrong."""

import pytest

from avow.policy.many.reading.mapping import mapped
from avow.policy.many.reading.problems import BadMapping

COLUMNS = ["person", "On", "Amount", "Other side", "note"]
KIND = {"kind": "gift_received"}


def test_columns_that_are_called_like_a_fact(pack):
    found = mapped(pack, "f.csv", COLUMNS, {}, KIND)
    assert found.columns == {"on": 1, "person": 0, "other_side": 3, "amount": 2}
    assert found.constants == KIND


def test_a_column_that_is_said_goes_before_one_that_is_called_alike(pack):
    assert mapped(pack, "f.csv", COLUMNS, {"person": "note"}, KIND).columns["person"] == 4


def test_a_value_for_all_rows_goes_before_a_column_that_is_called_alike(pack):
    found = mapped(pack, "f.csv", COLUMNS, {}, {**KIND, "amount": "5"})
    assert "amount" not in found.columns


@pytest.mark.parametrize(
    ("columns", "wished", "constants", "said"),
    [
        (COLUMNS, {"amuont": "note"}, KIND, "no fact called 'amuont'. Did you mean amount?"),
        (COLUMNS, {"amount": "Amuont"}, KIND, "no column called 'Amuont' for amount. Did you mean 'Amount'?"),
        (COLUMNS, {"amount": "zzz"}, KIND, "Its columns are: 'person', 'On', 'Amount', 'Other side', 'note'."),
        (["person", "amount"], {}, KIND, "No column of f.csv says the day a row is judged on."),
        (["on"], {}, KIND, "No column of f.csv says whose record a row is. Name it with --map person=COLUMN."),
        (COLUMNS, {}, {}, "Or give one kind for all rows with --kind."),
        (["person", "on", "amount", "Amount"], {}, KIND, "more than one column for amount: 'amount' (column 3)"),
        (["person", "on", "a", "a"], {"amount": "a"}, KIND, "Give them different names."),
        (COLUMNS, {"amount": "Amount"}, {**KIND, "amount": "5"}, "amount has a column and a value for all rows."),
        (COLUMNS, {"relative_name": "note"}, KIND, "no fact called 'relative_name'"),  # sealed, never read by a rule
    ],
)  # fmt: skip
def test_what_is_said_of_a_wrong_name(pack, columns, wished, constants, said):
    with pytest.raises(BadMapping) as error:
        mapped(pack, "f.csv", columns, wished, constants)
    assert said in str(error.value)


def test_the_day_it_was_received(pack):
    found = mapped(pack, "f.csv", ["person", "received_on"], {}, KIND)
    assert found.columns["on"] == found.columns["received_on"] == 1


def test_many_columns_are_not_all_listed(pack):
    with pytest.raises(BadMapping, match="and 960 more"):
        mapped(pack, "f.csv", [f"c{i}" for i in range(1000)], {}, KIND)
