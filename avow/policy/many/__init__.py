"""Judging many records at once: the same rules, totals and words as judging one, as SQL on DuckDB.

    with Judging(memory="4GB", threads=2, spill=folder) as judging:
        judged = judging.judge(pack, table)         # a typed pyarrow.Table, or the name of a table in the connection
        judged.counts()                             # by rule: in how many records it fires, or cannot be said
        judged.findings(), judged.outcomes(), judged.totals(), judged.questions()       # relations

A typed table has `row`, `on`, `kind` and `person`, and where they are known `country`, `party_group`, `other_side`,
`party` and a column for each fact. A fact without a column is unknown in every record. Never imported by a web process
at its start: it needs DuckDB and Arrow.
"""

from avow.policy.many.judged import Count, Judged
from avow.policy.many.judging import Judging, Unfit
from avow.policy.many.widths import TooWide

__all__ = ["Count", "Judged", "Judging", "TooWide", "Unfit"]
