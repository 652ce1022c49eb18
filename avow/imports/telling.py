"""The report in words, for a terminal."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from avow.imports.cells import shown
from avow.imports.report import Report

MOST = 20
ONE = {"people": "person", "counterparties": "counterparty"}


def told(report: Report) -> Iterator[str]:
    """The report, line by line. Lists are cut at twenty; --out has all."""
    many, one = report.what, ONE[report.what]
    yield f"{report.file}: {report.rows:,} rows, as of {report.on}."
    yield from report.notes
    yield from columns_told(report)
    yield ""
    yield from defects_told(report)
    yield from _changes(report)
    yield from _some(f"{'Gone' if many == 'counterparties' else 'Left'}", report.left)
    counts = report.counts()
    words = [
        f"{counts['added']:,} added" + (f" ({counts['returned']:,} of them returned)" if report.returned else ""),
        f"{counts['changed']:,} changed",
        f"{counts['unchanged']:,} unchanged",
        f"{counts['left']:,} {'ended' if many == 'counterparties' else 'left'}",
        f"{counts['refused']:,} {'row' if counts['refused'] == 1 else 'rows'} refused",
    ]
    yield f"{many.capitalize()}: {', '.join(words)}."
    if report.dry_run:
        yield "This was a dry run: nothing was written."
    elif report.entry is None:
        yield f"Nothing is new; no {one} was changed and nothing was written."
    else:
        yield f"Written as entry {report.entry:,} of the ledger, in {report.seconds:.1f} seconds."


def columns_told(report: Report) -> Iterator[str]:
    """Which column each field came from."""
    yield "Columns: " + ", ".join(_column(report, name, source) for name, source in report.columns.items()) + "."
    if report.guessed:
        yield "Columns with * were recognised by name; --map FIELD=COLUMN says otherwise, FIELD= leaves one out."
    if report.unused:
        yield f"Not used: {', '.join(map(shown, report.unused))}."


def defects_told(report: Report) -> Iterator[str]:
    """Refused rows and findings."""
    yield from _refused(report)
    yield from _findings(report)


def _column(report: Report, name: str, source: str) -> str:
    if source.startswith(":="):
        return f"{name} is always {shown(source[2:])!r}"
    return f"{name}{'*' if name in report.guessed else ''} from {shown(source)!r}"


def _refused(report: Report) -> Iterator[str]:
    if not report.refused:
        return
    count = len({refusal.line for refusal in report.refused})
    yield f"Refused ({count:,} {'row' if count == 1 else 'rows'}):"
    for refusal in report.refused[:MOST]:
        value = f" {shown(refusal.value)!r}" if refusal.value else ""
        column = f", {shown(refusal.column)}" if refusal.column else ""
        yield f"  line {refusal.line:,}{column}{value}: {refusal.why} {refusal.remedy}"
    yield from _more(len(report.refused))


def _findings(report: Report) -> Iterator[str]:
    if not report.findings:
        return
    yield f"Found ({len(report.findings):,}):"
    for finding in report.findings[:MOST]:
        yield f"  {_lines(finding.lines)}{finding.says}"
    yield from _more(len(report.findings))


def _lines(lines: tuple[int, ...]) -> str:
    if not lines:
        return ""
    some = ", ".join(f"{line:,}" for line in lines[:5])
    return f"{'line' if len(lines) == 1 else 'lines'} {some}{' …' if len(lines) > 5 else ''}: "


def _changes(report: Report) -> Iterator[str]:
    if not report.changed:
        return
    fields = Counter(name for changes in report.changed.values() for name, _, _ in changes)
    yield f"Changes ({', '.join(f'{name} {count:,}' for name, count in fields.most_common())}):"
    for number, changes in list(report.changed.items())[:MOST]:
        yield f"  {shown(number)}: " + "; ".join(f"{name} {_value(was)} → {_value(now)}" for name, was, now in changes)
    yield from _more(len(report.changed))


def _some(title: str, numbers: list[str]) -> Iterator[str]:
    if numbers:
        more = f" and {len(numbers) - MOST:,} more (--out has all)" if len(numbers) > MOST else ""
        yield f"{title}: {', '.join(map(shown, numbers[:MOST]))}{more}."


def _more(count: int) -> Iterator[str]:
    if count > MOST:
        yield f"  and {count - MOST:,} more; --out FILE writes all of them."


def _value(value: Any) -> str:
    if value is None or value == "" or value == ():
        return "(nothing)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(shown(":".join(part) if isinstance(part, tuple) else str(part)) for part in value)
    return shown(str(value))
