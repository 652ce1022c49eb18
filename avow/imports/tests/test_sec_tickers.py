"""7,854 listed companies from 10,077 rows (SEC). Counted again here from the file, without any code of ours."""

import csv
from collections import defaultdict
from datetime import date

import pytest

from avow.counterparties.models import Counterparty, CounterpartyIdentifier, CounterpartyRecord, Standing
from avow.counterparties.search import search
from avow.imports.tests.conftest import real

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


def test_every_company_once_with_all_its_tickers_and_the_second_time_nothing(parties):
    path = real("companies/sec_company_tickers.csv")
    titles, tickers = {}, defaultdict(set)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            titles[row["cik"]] = row["title"]
            tickers[row["cik"]].add(row["ticker"])
    assert (len(titles), sum(map(len, tickers.values()))) == (7854, 10077)

    report = parties(path, standings=("supplier:present",))
    assert (report.rows, len(report.added), report.merged, report.status) == (10077, 7854, 2223, 0)
    assert dict(Counterparty.objects.values_list("number", "name")) == {
        number: " ".join(title.split()) for number, title in titles.items()
    }
    held = defaultdict(set)
    for number, kind, value in CounterpartyIdentifier.objects.values_list("counterparty__number", "kind", "value"):
        assert kind == "ticker"
        held[number].add(value)
    assert held == tickers
    assert CounterpartyRecord.objects.on(DAY).count() == Standing.objects.on(DAY).count() == 7854

    again = parties(path, standings=("supplier:present",))
    assert (again.added, again.changed, again.unchanged, again.entry) == ([], {}, 7854, None)

    assert search("apple", DAY)[0].name == "Apple Inc."
    assert "NVIDIA CORP" in [one.name for one in search("nvid", DAY)]
    assert len(search("a", DAY)) == 8
