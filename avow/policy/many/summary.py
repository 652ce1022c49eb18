"""What judging a file came to: in words for a person, and as plain data for a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from avow.policy.many.comparing import Changed
from avow.policy.many.judged import Count
from avow.policy.many.reading.currencies import NO_CURRENCY
from avow.policy.many.reading.mapping import CURRENCY, called
from avow.policy.many.reading.records import Records
from avow.policy.pack import Pack
from avow.policy.rates import Rates

LISTED = 10  # refused rows that are printed
Refused = tuple[int, int | None, str, str | None, str]


@dataclass(frozen=True)
class Summary:
    """`refused` are the first problems of unusable rows; `written` says how many rows went into which file; `figures`
    are those of the pack that were changed for this judging; `compared` what that, and the groups, changed;
    `absent` the parties of the groups that are in no record."""

    file: str
    pack: Pack
    records: Records
    counts: Sequence[Count]
    refused: Sequence[Refused]
    reasons: Sequence[tuple[str, str, int]]
    seconds: float
    rates: Rates | None = None
    written: Mapping[str, int] = field(default_factory=dict)
    figures: Mapping[str, str] = field(default_factory=dict)
    compared: Sequence[Changed] | None = None
    absent: Sequence[str] = ()

    @property
    def findings(self) -> int:
        return sum(count.fires for count in self.counts)

    def as_json(self) -> dict[str, object]:
        """Plain data."""
        records = self.records
        return {
            "file": self.file,
            "pack": self.pack.name,
            "version": self.pack.version,
            "hash": self.pack.hash,
            "figures": dict(self.figures),
            "rows": {"read": records.read, "judged": records.count, "refused": records.refused_rows},
            "findings": self.findings,
            "counts": [
                {
                    "clause": count.clause,
                    "rule": count.rule,
                    "finding": count.finding,
                    "findings": count.fires,
                    "unanswered": count.unknown,
                }
                for count in self.counts
                if count.fires or count.unknown
            ],
            "compared": None if self.compared is None else [asdict(one) for one in self.compared],
            "columns": dict(records.columns),
            "parties_in_no_record": list(self.absent),
            "constants": dict(records.constants),
            "unasked": dict(records.unasked),
            "unknown": list(records.unknown),
            "without_rate": dict(records.unconverted),
            "rates_until": self._rates_until(),
            "refused": [{"column": column, "reason": reason, "rows": rows} for column, reason, rows in self.reasons],
            "first_refused": [
                {"row": row, "line": line, "column": column, "value": value, "reason": reason}
                for row, line, column, value, reason in self.refused
            ],
            "written": dict(self.written),
            "seconds": round(self.seconds, 3),
            "rows_per_second": self._speed(),
        }

    def as_text(self) -> str:
        """For the person at the terminal."""
        parts = [self._rows(), self._counted(), self._compared(), self._taken(), self._refusals(), self._files()]
        return "\n\n".join(part for part in parts if part)

    def _rows(self) -> str:
        records = self.records
        figures = ", ".join(f"{name} = {value}" for name, value in self.figures.items())
        changed = (
            f"\nWith other figures than the policy has, as if it had always been so: {figures}." if figures else ""
        )
        return (
            f"{self.file}: {_rows(records.read)} read, {records.count:,} judged, {records.refused_rows:,} refused.\n"
            f"Judged by {self.pack.name} {self.pack.version} in {self.seconds:.1f} seconds.{changed}"
        )

    def _counted(self) -> str:
        said = [count for count in self.counts if count.fires or count.unknown]
        if not said:
            return "No rule found anything, and none was left unanswered. This is no clearance: people decide."
        rows = [("clause", "rule", "finding", "findings", "unanswered")]
        rows += [(one.clause, one.rule, one.finding, f"{one.fires:,}", f"{one.unknown:,}") for one in said]
        return "\n".join(
            [*_table(rows, 3), "1 finding in all." if self.findings == 1 else f"{self.findings:,} findings in all."]
        )

    def _compared(self) -> str:
        if self.compared is None:
            return ""
        if not self.compared:
            return "Compared with the policy as it is, and without the groups: nothing is found by either."
        rows = [("clause", "year", "newly found", "as before", "no longer found")]
        rows += [
            (one.clause, str(one.year), f"{one.newly:,}", f"{one.before:,}", f"{one.no_longer:,}")
            for one in self.compared
        ]
        return "\n".join(["Compared with the policy as it is, and without the groups:", *_table(rows, 2)])

    def _taken(self) -> str:
        records = self.records
        same = sum(called(heading) == fact for fact, heading in records.columns.items())
        named = [f"{same} {'column' if same == 1 else 'columns'} by {'its' if same == 1 else 'their'} own name"] * bool(
            same
        )
        named += [f"{fact} from {head!r}" for fact, head in records.columns.items() if called(head) != fact]
        named += [f"{fact} = {value} for every row" for fact, value in records.constants.items()]
        lines = ["Taken: " + ", ".join(named) + "."]
        if records.unasked:
            values = ", ".join(f"{fact} = {value}" for fact, value in records.unasked.items())
            lines.append(f"Nobody was asked, so as the policy says: {values}.")
        if records.unknown:
            lines.append("No column has, so unknown in every row: " + ", ".join(records.unknown) + ".")
        if self.absent:
            count = "1 party" if len(self.absent) == 1 else f"{len(self.absent):,} parties"
            more = f" and {len(self.absent) - LISTED:,} more" if len(self.absent) > LISTED else ""
            occurs = "occurs" if len(self.absent) == 1 else "occur"
            shown = ", ".join(self.absent[:LISTED]) + more
            lines.append(f"{count} of the groups {occurs} in no record: {shown}.")
        given = {*records.columns, *records.constants}
        if CURRENCY not in given and any(self.pack.facts[name].type == "money" for name in given & {*self.pack.facts}):
            lines.append(f"No currency is named, so amounts are taken as {self.pack.currency}.")
        for currency, rows in records.unconverted.items():
            ended = self.rates.ended(currency) if self.rates else None
            why = f"its last rate is of {ended}" if ended else "no rate of the day or of the seven before"
            why = "the cell is blank" if currency == NO_CURRENCY else why
            beside = "with" if currency == NO_CURRENCY else "in"
            lines.append(f"{_rows(rows)} {beside} {currency}: {why}, so their amounts are unknown.")
        if records.unconverted and self.rates is not None:
            lines.append(f"The rates are {self.rates.source}; the last are of {self._rates_until()}.")
        return "\n".join(lines)

    def _refusals(self) -> str:
        if not self.records.refused_rows:
            return ""
        lines = ["Refused, and in none of the numbers above:"]
        lines += [f"  {_rows(rows)}: {_subject(column)} {reason}" for column, reason, rows in self.reasons[:LISTED]]
        if len(self.reasons) > LISTED:
            lines.append(f"  and {len(self.reasons) - LISTED:,} other reasons")
        lines.append("The first of them:" if self._more_refused() else "They are:")
        for row, line, column, value, reason in self.refused:
            place = f"row {row:,}, line {line:,}" if line else f"row {row:,}"
            shown = f" {value[:60]!r}" if value and column else ""
            lines.append(f"  {place}: {_subject(column)}{shown} {reason}")
        if self._more_refused():
            lines.append("Say --refused FILE to have them all.")
        return "\n".join(lines)

    def _more_refused(self) -> bool:
        return sum(rows for _, _, rows in self.reasons) > len(self.refused)

    def _files(self) -> str:
        lines = [f"{_rows(rows)} in {path}" for path, rows in self.written.items()]
        if self.findings and not self.written:
            lines.append("Say --out FILE to have each finding with what it rests on.")
        return "\n".join(lines)

    def _speed(self) -> int:
        return round(self.records.read / self.seconds) if self.seconds > 0 else 0

    def _rates_until(self) -> str | None:
        last: date | None = self.rates.last if self.rates else None
        return last.isoformat() if last else None


def _table(rows: Sequence[Sequence[str]], texts: int) -> list[str]:
    """Lines with columns below each other; the first `texts` are texts, the others numbers."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if i < texts else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _subject(column: str) -> str:
    return column or "the row"
