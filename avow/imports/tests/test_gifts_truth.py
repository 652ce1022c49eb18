"""Real gifts with known right answers, through the application: people first, then `avow import gifts`, then what is
judged of each gift. Two independent programs agreed on the answers; see the README of the real data.
"""

from collections import defaultdict
from decimal import Decimal

import pytest

from avow.disclosures.models import Judgement
from avow.gifts.models import PastGift
from avow.imports.tests.conftest import real
from avow.imports.tests.gifts_world import AS_WRITTEN, brought, in_force, people_named, rows_of

pytestmark = pytest.mark.django_db
FILE = "gifts-california/calmatters_gifts.csv"
WAYS = {"gross": ("kind:=gift_received", "paid_back="), "net": ("kind:=gift_received",)}
UNUSABLE = {
    401: {"date"}, 481: {"amount"}, 552: {"date", "amount"}, 681: {"date"}, 745: {"date"}, 885: {"date"},
    1196: {"date"}, 1215: {"date"}, 1501: {"date"},
}  # fmt: skip


@pytest.fixture(params=WAYS)
def way(request):
    return request.param


@pytest.fixture
def imported(way, tmp_path):
    """Import the file with this reading of "the same party"; gives the report and the rows of the file."""

    def run(*changes):
        path = real(FILE)
        rows = rows_of(path)
        people_named((row["filer"] for row in rows), tmp_path)
        in_force(tmp_path, *changes)
        return brought(path, *WAYS[way]), rows

    return run


def sums(rows):
    """What is judged of each pair of person and giver above the limit of 5.2: {pair: [(day, sum), …]}."""
    lines = dict(PastGift.objects.values_list("disclosure", "line"))
    found = defaultdict(list)
    for judgement in Judgement.objects.select_related("version"):
        row = rows[lines[judgement.version.disclosure_id] - 2]
        for finding in judgement.findings:
            if (finding["clause"], finding["rule"]) == ("5.2", "main"):
                total = Decimal(finding["totals"][0]["known"])
                found[row["filer"], row["sourceName"]].append((judgement.on.isoformat(), total))
    return found


def singles(rows, way):
    """The number in the source of each gift that alone is more than 200.00, as 5.1 compares it."""
    lines = dict(PastGift.objects.values_list("disclosure", "line"))
    found = set()
    for judgement in Judgement.objects.select_related("version"):
        amount = Decimal(judgement.facts["amount"]) - Decimal(judgement.facts.get("paid_back") or 0)
        asked = {clause for question in judgement.questions for clause in question["clauses"]}
        assert ("5.1" in asked) == (Decimal(judgement.facts["amount"]) > 200)
        if amount > 200:
            found.add(rows[lines[judgement.version.disclosure_id] - 2]["source_row"])
    return found


def truth(way, what):
    return rows_of(real(f"gifts-california/calmatters_{way}_{what}_truth.csv"))


def test_every_answer_is_the_known_one(imported, way):
    """As the right answers were made, by names as they are written: each pair, its first day, the sums."""
    report, rows = imported(AS_WRITTEN)
    refused = defaultdict(set)
    for one in report.refused:
        refused[one.line].add(one.column)
        assert one.why and one.remedy
    assert refused == UNUSABLE
    assert (len(report.gifts), len(report.refused)) == (1496, 10)

    found = sums(rows)
    crossing = {(row["filer"], row["sourceName"]): row for row in truth(way, "rolling_pairs")}
    crossing = {pair: row for pair, row in crossing.items() if row["cal12_first_cross"]}
    assert set(found) == set(crossing)
    assert len(found) == len(report.crossings) > 250
    for pair, row in crossing.items():
        largest = max(total for _, total in found[pair])
        first = (row["cal12_first_cross"], Decimal(row["cal12_sum_at_first_cross"]))
        # of the gifts of one day, the engine counts all as peers: the first day has one sum
        assert {one for one in found[pair] if one[0] == first[0]} == {first}, pair
        assert min(found[pair]) == first, pair
        assert largest == Decimal(row["cal12_max_window_sum"]), pair
        assert min(on for on, total in found[pair] if total == largest) == row["cal12_max_on"], pair
    assert singles(rows, way) == {row["row"] for row in truth(way, "single")}


def test_by_group_the_same_pairs_are_found(imported, way):
    """As the corporate policy reads it, names are one whatever their capitals and marks: of these, that moves none."""
    report, rows = imported()
    crossing = {
        (row["filer"], row["sourceName"]): (row["cal12_first_cross"], Decimal(row["cal12_max_window_sum"]))
        for row in truth(way, "rolling_pairs")
        if row["cal12_first_cross"]
    }
    found = {pair: (min(all_)[0], max(total for _, total in all_)) for pair, all_ in sums(rows).items()}
    differ = {pair for pair in {*found, *crossing} if found.get(pair) != crossing.get(pair)}
    assert differ == set()
    names = {(person, " ".join(name.casefold().split())) for person, name in crossing}
    assert len(names) == len(crossing) == len(report.crossings)
