"""Files of records read for judging many: CSV, JSON Lines, Parquet, Arrow. Strictly, and nothing is dropped in silence.

    records = read_records(judging, Path("gifts.csv"), pack, kind="gift_received", mapping={"person": "name"})
    records.table       # the typed table that `judging.judge` takes
    records.refused()   # every unusable row: row, line, column, value, reason

A blank cell is unknown. A fact without a column is what the pack says of facts that nobody was asked for, else unknown.
DuckDB never opens the file itself: it is given a stream, so that it can be kept from the disk altogether.
"""

from avow.policy.many.reading.memberships import read_memberships
from avow.policy.many.reading.problems import BadFile, BadMapping
from avow.policy.many.reading.records import EARLIEST, Records, read_records

__all__ = ["EARLIEST", "BadFile", "BadMapping", "Records", "read_memberships", "read_records"]
