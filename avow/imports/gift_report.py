"""What an import of gifts did or would do: told to people, and as JSON."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from avow.gifts.acts.bringing_in import Crossing
from avow.imports.cells import shown
from avow.imports.report import Report
from avow.imports.telling import MOST, columns_told, defects_told


@dataclass
class GiftReport(Report):
    """The whole story of one file of gifts. `gifts` is line → public id of what was brought in, `unchanged` counts rows
    of this very file that were there already, `recognised` those that look like gifts which came otherwise and were
    left out, `seen_again` earlier gifts whose windows these fall into."""

    policy: str = ""
    gifts: dict[int, str] = field(default_factory=dict)
    nil_returns: list[int] = field(default_factory=list)
    estimates: int = 0
    unknown_amounts: int = 0
    in_register: int = 0
    crossings: list[Crossing] = field(default_factory=list)
    seen_again: int = 0
    recognised: int = 0

    def wrote(self) -> bool:
        return bool(self.gifts)

    def as_dict(self) -> dict[str, Any]:
        told = super().as_dict()
        for name in ("merged", "added", "returned", "changed", "left"):
            del told[name]
        return told | {"gifts": self._gifts(), "crossings": [_plain(one) for one in self.crossings]}

    def counts(self) -> dict[str, int]:
        return {
            "rows": self.rows,
            "added": len(self.gifts),
            "unchanged": self.unchanged,
            "recognised": self.recognised,
            "nil_returns": len(self.nil_returns),
            "refused": len({refusal.line for refusal in self.refused}),
            "estimates": self.estimates,
            "unknown_amounts": self.unknown_amounts,
            "in_register": self.in_register,
            "as_written": len(self.gifts) - self.in_register,
            "above_a_limit": len(self.crossings),
            "seen_again": self.seen_again,
            "findings": len(self.findings),
        }

    def lines(self) -> Iterator[dict[str, Any]]:
        yield from super().lines()
        yield from ({"result": "nil return", "line": line} for line in self.nil_returns)
        yield from ({"result": "added", **gift} for gift in self._gifts())
        yield from ({"result": "above a limit", **_plain(one)} for one in self.crossings)

    def _gifts(self) -> list[dict[str, Any]]:
        if self.dry_run:
            return [{"line": line} for line in self.gifts]
        return [{"line": line, "disclosure": identifier} for line, identifier in self.gifts.items()]


def _plain(one: Crossing) -> dict[str, str]:
    return {
        "clause": one.clause,
        "person": one.person,
        "party": one.party,
        "first": one.first.isoformat(),
        "sum": format(one.sum, "f"),
        "largest": format(one.largest, "f"),
    }


def told(report: GiftReport) -> Iterator[str]:
    """The report, line by line. Lists are cut at twenty; --out has all."""
    counts = report.counts()
    yield f"{report.file}: {report.rows:,} rows."
    yield f"Judged by the policy in force today ({report.policy}), with the figures and rates of each gift's own day."
    yield from report.notes
    yield from columns_told(report)
    yield ""
    yield from defects_told(report)
    yield from _crossings(report)
    added = "would be added" if report.dry_run else "added"
    elsewhere = f" and {counts['recognised']:,} recognised" if report.recognised else ""
    yield (
        f"Gifts: {counts['added']:,} {added}, {counts['unchanged']:,} there already{elsewhere},"
        f" {counts['nil_returns']:,} nil {'return' if counts['nil_returns'] == 1 else 'returns'},"
        f" {counts['refused']:,} {'row' if counts['refused'] == 1 else 'rows'} refused."
    )
    if counts["added"]:
        yield (
            f"Of those added: {counts['in_register']:,} with a party of the register, {counts['as_written']:,} with one"
            f" as it was written; {counts['estimates']:,} estimated, {counts['unknown_amounts']:,} of unknown worth."
        )
    if report.seen_again:
        yield f"{report.seen_again:,} gifts that were there before are in the same windows, and are judged again."
    if report.dry_run:
        yield "This was a dry run: nothing was written."
    elif report.entry is None:
        yield "Nothing is new; nothing was written."
    else:
        yield f"Written as entry {report.entry:,} of the ledger, in {report.seconds:.1f} seconds."


def _crossings(report: GiftReport) -> Iterator[str]:
    if not report.crossings:
        return
    pairs = "pair" if len(report.crossings) == 1 else "pairs"
    yield f"Above a limit that adds up ({len(report.crossings):,} {pairs} of person and party):"
    for one in report.crossings[:MOST]:
        yield (
            f"  {one.clause}: {shown(one.person)} and {shown(one.party)}, first on {one.first} with {one.sum:,},"
            f" at most {one.largest:,}"
        )
    if len(report.crossings) > MOST:
        yield f"  and {len(report.crossings) - MOST:,} more; --out FILE writes all of them."
