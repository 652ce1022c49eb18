"""Run as a process of its own: reads one sheet, and says one JSON object a line. Knows nothing of the product."""

import datetime
import difflib
import json
import sys

MEMORY = 2 * 1024**3
SECONDS = 120


def limit() -> None:
    """Bound memory and processor time where the system can."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        try:
            hard = resource.getrlimit(what)[1]
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


def text(cell: object) -> str:
    """A cell as text. Whole numbers lose the .0 that the format gives every number; days are written year first."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(sep=" ")
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def say(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")


def chosen(names: list[str], wanted: str) -> str:
    """The sheet to read. Raises ValueError in words for the person who asked."""
    if wanted and wanted not in names:
        near = difflib.get_close_matches(wanted, names, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"It has: {', '.join(map(repr, names[:20]))}."
        raise ValueError(f"there is no sheet {wanted!r}. {hint}")
    if not names:
        raise ValueError("there is no sheet in it.")
    return wanted or names[0]


def main(path: str, wanted: str) -> int:
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(path)
        name = chosen(book.sheet_names, wanted)
        sheet = book.get_sheet_by_name(name)
        more = (
            f" It has {len(book.sheet_names)} sheets; name another with --sheet." if len(book.sheet_names) > 1 else ""
        )
        say(notes=[f"Read from the sheet {name!r}.{more if not wanted else ''}"], sheet=name)
        for place, row in enumerate(sheet.iter_rows(), 1):
            say(at=place, cells=[text(cell) for cell in row])
    except ValueError as error:
        say(problem=str(error))
    except MemoryError:
        return 3
    except Exception as error:
        say(problem=f"it cannot be read as a spreadsheet ({type(error).__name__}). Save it again as xlsx or CSV.")
    return 0


if __name__ == "__main__":
    limit()
    sys.exit(main(sys.argv[1], sys.argv[2]))
