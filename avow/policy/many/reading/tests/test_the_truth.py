"""Real gifts with known right answers: `avow judge` gives every one of them, and refuses what has no day or amount.

Two independent programs agreed on the answers. The counts of rows are made here again with the csv module alone.
"""

import csv
import json
import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest

from avow.policy import judge as judge_one
from avow.policy import load, normalised
from avow.policy.many import Judging
from avow.policy.many.reading import read_records
from avow.policy.many.reading.tests.conftest import DAY

AS_WRITTEN = ("policy.toml", 'currency = "USD"', 'currency = "USD"\nsame_party = "as_written"')
CALENDAR_YEAR = ("clauses/5.2-*", "months = 12", 'window = "calendar_year"')
NET_OF_ONE = ("clauses/5.1-*", "OR amount > limit_once)", "OR amount - paid_back > limit_once)")
AND_ITS_CASE = (
    "clauses/5.1-*",
    '[[case]]\nname = "A watch worth 390',
    """[[case]]
name = "Whether anything was paid back is open"
on = 2026-03-10
facts = { kind = "gift_received", declined = false, is_partner = true, amount = "390.00", found_modest = false }
expect = { main = "unknown", own_answers = "unknown" }

[[case]]
name = "A watch worth 390""",
)
NATURES = ("Food and Beverage", "Gift", "Entertainment", "Travel and Lodging")
FOUND = ["is_partner=true", "is_favour=false", "found_customary=false", "found_modest=true", "found_lawful=true"]
OWN = ["customary=true", "modest=true", "lawful=true", "employer_allows=true", "found_employer_allows=true"]
ASKED = [word for pair in FOUND + OWN for word in ("--set", pair)]


class Gifts:
    """One of the three sets of right answers, and how its file is to be read."""

    def __init__(self, folder, file, truth, person, party, amount, row, words, own="", as_written=True):
        self.file, self.single = f"{folder}/{file}", f"{folder}/{truth}_single_truth.csv"
        self.pairs = f"{folder}/{truth}_rolling_pairs_truth.csv"
        self.person, self.party, self.amount, self.row, self.words = person, party, amount, row, words
        self.paid_back, self.as_written = own, as_written

    def mapping(self):
        """The columns by fact, as `read_records` takes them."""
        pairs = zip(self.words[::2], self.words[1::2], strict=True)
        return dict(pair.split("=") for word, pair in pairs if word == "--map")


CALIFORNIA = ["--map", "person=filer", "--map", "other_side=sourceName", "--map", "on=date"]
SETS = {
    "California, gross": Gifts(
        "gifts-california", "calmatters_gifts.csv", "calmatters_gross", "filer", "sourceName", "amount", "source_row",
        CALIFORNIA,
    ),
    "California, net": Gifts(
        "gifts-california", "calmatters_gifts.csv", "calmatters_net", "filer", "sourceName", "amount", "source_row",
        [*CALIFORNIA, "--map", "paid_back=reimbursedAmount"], own="reimbursedAmount",
    ),
    "Open Payments": Gifts(
        "gifts-openpayments", "openpayments.csv", "openpayments", "physician_profile_id", "payer_id", "amount_usd",
        "record_id",
        ["--map", "person=physician_profile_id", "--map", "party_group=payer_id", "--map", "other_side=payer_name",
         "--map", "on=date", "--map", "amount=amount_usd"], as_written=False,
    ),
}  # fmt: skip


@pytest.fixture(params=SETS)
def gifts(request):
    return SETS[request.param]


@pytest.fixture
def taken(gifts, real, tmp_path):
    """(the file to judge, its rows as the csv module reads them). Of payments, those that are gifts or hospitality."""
    path = real(gifts.file)
    with path.open(encoding="utf-8-sig", newline="") as file:
        read = csv.DictReader(file)
        rows = [row for row in read if "nature" not in row or row["nature"] in NATURES]
        headings = read.fieldnames
    if "nature" in headings:
        path = tmp_path / "gifts.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, headings)
            writer.writeheader()
            writer.writerows(rows)
    return path, rows


@pytest.fixture
def pack_of(gifts, changed):
    def pack_of(*lines):
        return changed(*([AS_WRITTEN] if gifts.as_written else []), *lines)

    return pack_of


def truth(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def unusable(gifts, rows):
    """What is wrong with each row that cannot be judged, by its number."""
    found = defaultdict(set)
    for number, row in enumerate(rows, 1):
        if not row[gifts.person].strip():
            found[number].add(gifts.person)
        try:
            if not date(2000, 1, 1) <= date.fromisoformat(row["date"].strip()) <= DAY:
                found[number].add("date")
        except ValueError:
            found[number].add("date")
        for column in filter(None, (gifts.amount, gifts.paid_back)):
            try:
                if Decimal(row[column].strip() or "nothing") < 0:
                    found[number].add(column)
            except ArithmeticError:
                if row[column].strip() or column == gifts.amount:
                    found[number].add(column)
    return found


def test_single_gifts(gifts, taken, pack_of, real, judge):
    """More than 200.00 in one gift: 5.1, with what the file does not say given for all rows."""
    path, rows = taken
    words = [*gifts.words, "--kind", "gift_received", "--require", "amount", *ASKED]
    pack = pack_of(*([NET_OF_ONE, AND_ITS_CASE] if gifts.paid_back else []))
    status, summary, findings, _, _ = judge(path, "--policy", str(pack), *words)
    found = {rows[one["row"] - 1][gifts.row] for one in findings if (one["clause"], one["rule"]) == ("5.1", "main")}
    assert found == {row["row"] for row in truth(real(gifts.single))}
    assert (status, {one["unanswered"] for one in summary["counts"]}) == (1, {0})


def test_pairs_in_twelve_months(gifts, taken, pack_of, real, judge):
    """The very pairs that cross, on which day and with which sum; and the largest sum, and its day."""
    path, rows = taken
    words = [*gifts.words, "--kind", "gift_received", "--require", "amount"]
    _, _, findings, _, _ = judge(path, "--policy", str(pack_of()), *words)
    compare(gifts, rows, [one for one in findings if one["clause"] == "5.2"], truth(real(gifts.pairs)), "cal12")


def test_pairs_in_a_calendar_year(gifts, taken, pack_of, real, judge):
    path, rows = taken
    words = [*gifts.words, "--kind", "gift_received", "--require", "amount"]
    _, _, findings, _, _ = judge(path, "--policy", str(pack_of(CALENDAR_YEAR)), *words)
    compare(gifts, rows, [one for one in findings if one["clause"] == "5.2"], truth(real(gifts.pairs)), "calyear")


def compare(gifts, rows, findings, expected, window):
    by_pair = defaultdict(list)
    for one in findings:
        row = rows[one["row"] - 1]
        total = Decimal(one["values"]["same_direction_12m"])
        by_pair[row[gifts.person], row[gifts.party]].append((one["on"], total))
    crossing = {(row[gifts.person], row[gifts.party]): row for row in expected if row[f"{window}_first_cross"]}
    assert set(by_pair) == set(crossing)
    for pair, row in crossing.items():
        first, largest = min(by_pair[pair]), max(total for _, total in by_pair[pair])
        assert first == (row[f"{window}_first_cross"], Decimal(row[f"{window}_sum_at_first_cross"])), pair
        assert largest == Decimal(row[f"{window}_max_window_sum"]), pair
        assert min(on for on, total in by_pair[pair] if total == largest) == row[f"{window}_max_on"], pair


def test_every_row_that_is_left_out_is_named(gifts, taken, judge):
    path, rows = taken
    words = [*gifts.words, "--kind", "gift_received", "--require", "amount"]
    _, summary, _, refused, _ = judge(path, *words)
    expected = unusable(gifts, rows)
    named = defaultdict(set)
    for one in refused:
        named[one["row"]].add(one["column"])
        assert one["reason"]
    assert named == expected
    assert summary["rows"] == {"read": len(rows), "judged": len(rows) - len(expected), "refused": len(expected)}
    lines = [len((row[key] or "").split("\n")) for row in rows for key in row]
    if set(lines) == {1}:  # no cell of it has a line break, so that every row is a line
        assert all(one["line"] == one["row"] + 1 for one in refused)


def test_judging_one_gives_the_same(gifts, taken, pack_of, tmp_path):
    """A sample of the rows, each judged by itself with the person's other rows before it: the very same findings."""
    path, _ = taken
    folder = pack_of()
    pack = load(folder)
    with Judging(memory="1GB", spill=tmp_path) as judging:
        records = read_records(
            judging, path, pack, kind="gift_received", mapping=gifts.mapping(), required=["amount"], latest=DAY
        )
        many = defaultdict(dict)
        for row, clause, rule, says, values in (
            judging.judge(pack, records.table).findings().project('"row", clause, rule, says, "values"').fetchall()
        ):
            many[row][clause, rule] = (says, json.loads(values))
        read = judging.connection.sql(f"SELECT * FROM {records.table}").to_arrow_table().to_pylist()
    by_person = defaultdict(list)
    for row in read:
        by_person[row["person"]].append({name: value for name, value in row.items() if value is not None})
    sample = random.Random(20261122).sample(read, 250)
    for row in sample:
        number = row["row"]
        past = [without(one) for one in by_person[row["person"]] if one["row"] != number and one["on"] <= row["on"]]
        facts = {name: value for name, value in without(row).items() if value is not None}
        one = judge_one(pack, facts, on=row["on"], past=past, explain=False)
        found = {
            (finding.clause, finding.rule): (finding.says, {value.name: value.value for value in finding.values})
            for finding in one.findings
        }
        assert set(found) == set(many[number]), number
        for key, (says, values) in found.items():
            assert many[number][key][0] == says
            assert set(many[number][key][1]) == set(values)


def without(row):
    return {name: value for name, value in row.items() if name not in ("row",)}


@pytest.mark.parametrize("reading", ["as written", "as the group, else as one name"])
def test_both_readings_of_the_same_party(gifts, taken, reading, changed, judge):
    """The party as its name is written, or as its group, else its name whatever the capitals and marks: each gift's sum
    is what the csv module and a plain loop make of it."""
    path, rows = taken
    words = [*gifts.words, "--kind", "gift_received", "--require", "amount"]
    lines = [AS_WRITTEN] if reading == "as written" else []
    _, _, findings, _, _ = judge(path, "--policy", str(changed(*lines)), *words)
    found = {one["row"]: Decimal(one["values"]["same_direction_12m"]) for one in findings if one["clause"] == "5.2"}
    assert found == above_the_limit(gifts, rows, reading)


def test_how_much_the_reading_matters(real):
    """Counted with the csv module alone: so many pairs of person and giver are answered otherwise."""
    moved = {}
    for name, gifts in SETS.items():
        with real(gifts.file).open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if "nature" not in row or row["nature"] in NATURES]
        readings = [
            above_the_limit(gifts, rows, reading) for reading in ("as written", "as the group, else as one name")
        ]
        both = {*readings[0], *readings[1]}
        otherwise = [rows[number - 1] for number in both if readings[0].get(number) != readings[1].get(number)]
        moved[name] = len({(row[gifts.person], row[gifts.party]) for row in otherwise})
    assert moved == {"California, gross": 0, "California, net": 0, "Open Payments": 5}


def above_the_limit(gifts, rows, reading):
    """The sum of twelve months of each gift for which it is more than 200.00, by the number of its row."""
    bad = unusable(gifts, rows)
    pools = defaultdict(list)
    for number, row in enumerate(rows, 1):
        if number not in bad:
            amount = Decimal(row[gifts.amount]) - Decimal((gifts.paid_back and row[gifts.paid_back]) or 0)
            name = row.get("sourceName") or row.get("payer_name")
            party = name.strip() if reading == "as written" else row.get("payer_id") or normalised(name)
            pools[row[gifts.person], party].append((number, date.fromisoformat(row["date"]), max(amount, Decimal(0))))
    sums = {}
    for pool in pools.values():
        for number, on, _ in pool:
            after = (on - timedelta(days=1) if (on.month, on.day) == (2, 29) else on).replace(year=on.year - 1)
            total = sum(amount for _, day, amount in pool if after < day <= on)
            if total > 200:
                sums[number] = total
    return sums
