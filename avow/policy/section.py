"""One table of a TOML file, read strictly: every key is asked for by name and type; what is left over is an error.

`Sections` collects the problems of a whole pack, so that all are reported at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import TypeVar

from avow.policy.checking import Scope
from avow.policy.expressions import Expr, ExpressionError, parse
from avow.policy.positions import Path, Positions
from avow.policy.problems import Problem, nearest

LARGEST_FILE = 1_000_000  # bytes
MOST_WRONG = 100
"""Unknown names of one list that are each told with its place."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_TOO_DEEP = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){40}""")
"""A key of so many parts: reading one takes the square of their number."""
_DAY = re.compile(r"(?<![\w-])[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?!\w)")
T = TypeVar("T")


class Section:
    """A table at `path` of a file. Each reader returns a harmless value when it had to complain."""

    def __init__(self, file: str, places: Positions, path: Path, data: Mapping[str, object], problems: list[Problem]):
        self.file, self.places, self.path, self.data, self.problems = file, places, path, data, problems
        self._asked: dict[str, None] = {}

    def complain(self, key: str | Path, what: str, near: str | None = None, *, at_key: bool = False) -> None:
        """Report a problem at a key's value (or at the key itself); an empty key means the table."""
        path = (*self.path, *((key,) if isinstance(key, str) and key else key or ()))
        line, column = self.places.key(path) if at_key or not key else self.places.value(path)
        self.problems.append(Problem(self.file, line, column, what, near))

    def line(self) -> int:
        return self.place()[0]

    def place(self) -> tuple[int, int]:
        """Line and column at which the table is written."""
        return self.places.key(self.path)

    def has(self, key: str) -> bool:
        return key in self.data

    def _take(self, key: str, type_: type[T], what: str, required: bool) -> T | None:
        self._asked[key] = None
        if key not in self.data:
            if required:
                self.complain("", f"{key} is missing")
            return None
        value = self.data[key]
        if isinstance(value, type_) and not (type_ is int and isinstance(value, bool)):
            return value
        self.complain(key, f"{key} is {what}")
        return None

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        value = self._take(key, str, 'a text in "quotes"', required)
        if value is not None and not value.strip():
            self.complain(key, f"{key} is empty")
        elif value is not None and _CONTROL.search(value):
            self.complain(key, f"{key} holds a control character, which no page and no database can show")
        return default if value is None else value.strip()

    def one_of(self, key: str, allowed: tuple[str, ...], *, required: bool = False, default: str = "") -> str:
        value = self.text(key, required=required, default=default)
        if value and value not in allowed:
            self.complain(key, f"{key} is one of {', '.join(allowed)}; {value!r} is not", nearest(value, allowed))
            return default or allowed[0]
        return value

    def boolean(self, key: str, *, default: bool = False) -> bool:
        value = self._take(key, bool, "true or false", False)
        return default if value is None else value

    def integer(self, key: str, *, required: bool = False, default: int = 0, low: int = 0, high: int = 1_000) -> int:
        value = self._take(key, int, "a whole number", required)
        if value is not None and not low <= value <= high:
            self.complain(key, f"{key} is between {low} and {high}")
            return default
        return default if value is None else value

    def day(self, key: str, *, required: bool = False) -> date | None:
        value = self._take(key, date, "a day such as 2026-01-31, without quotes", required)
        if isinstance(value, datetime):
            self.complain(key, f"{key} is a day such as 2026-01-31, without a time")
            return None
        if value is not None and not 1900 <= value.year <= 2200:
            self.complain(key, f"{key} lies between the years 1900 and 2200")
            return None
        return value

    def texts(self, key: str, *, required: bool = False) -> list[str]:
        """A list of texts, without repeats."""
        value = self._take(key, list, 'a list of texts: ["…", "…"]', required) or []
        found: dict[str, None] = {}
        for i, item in enumerate(value):
            if not isinstance(item, str) or not item.strip():
                self.complain((key, i), f'{key} holds texts in "quotes"')
            elif item in found:
                self.complain((key, i), f"{item!r} stands in {key} twice")
            else:
                found[item] = None
        return list(found)

    def names(self, key: str, known: Mapping[str, object] | tuple[str, ...], what: str, **options: bool) -> list[str]:
        """A list of known names; an unknown one is reported where it stands, with the nearest."""
        found: list[str] = []
        wrong: list[str] = []
        for name in self.texts(key, **options):
            (found if name in known else wrong).append(name)
        for name in wrong[:MOST_WRONG]:
            self.complain((key, self.position(key, name)), f"there is no {what} called {name}", nearest(name, known))
        if len(wrong) > MOST_WRONG:
            self.complain(key, f"there are {len(wrong) - MOST_WRONG:,} more in {key} of which there is no {what}")
        return found

    def position(self, key: str, name: str) -> int:
        """Where a name stands in a list that was read."""
        found = self.data[key]
        return found.index(name) if isinstance(found, list) else 0

    def section(self, key: str, *, required: bool = False) -> Section:
        value = self._take(key, dict, "a table", required) or {}
        return Section(self.file, self.places, (*self.path, key), value, self.problems)

    def sections(self, key: str, *, required: bool = False) -> Iterator[Section]:
        """Each table of a list of tables."""
        value = self._take(key, list, f"a list of tables: [[{key}]]", required) or []
        for i, item in enumerate(value):
            if isinstance(item, dict):
                yield Section(self.file, self.places, (*self.path, key, i), item, self.problems)
            else:
                self.complain((key, i), f"{key} holds tables")

    def tables(self) -> Iterator[tuple[str, Section]]:
        """Every key of this table as a table of its own: [facts.NAME], [figure.NAME]."""
        for key, value in self.data.items():
            self._asked[key] = None
            if isinstance(value, dict):
                yield key, Section(self.file, self.places, (*self.path, key), value, self.problems)
            else:
                self.complain(key, f"{key} is a table: [{key}]", at_key=True)

    def expression(self, key: str, scope: Scope, *, required: bool = False, number: bool = False) -> Expr | None:
        """A checked rule, or with `number` a sum, over the names of `scope`; its complaints point into the text."""
        text = self._take(key, str, 'an expression in "quotes"', required)
        if text is None:
            return None
        try:
            return parse(text, scope, number=number)
        except ExpressionError as error:
            for character, what, near in error.complaints:
                line, column = self.places.value((*self.path, key), character)
                self.problems.append(Problem(self.file, line, column, what, near))
            return None

    def raw(self, key: str) -> object:
        """A value of any type, for those who check it themselves."""
        self._asked[key] = None
        return self.data.get(key)

    def close(self, hint: Callable[[str], str | None] = lambda _: None) -> None:
        """Complain of every key that nobody asked for."""
        for key in self.data:
            if key not in self._asked:
                what = hint(key) or f"{key} is not a key here; the keys are {', '.join(self._asked)}"
                self.complain(key, what, nearest(key, self._asked), at_key=True)


def open_file(file: str, content: bytes, problems: list[Problem]) -> Section | None:
    """The top table of a TOML file, or None when it cannot be read at all."""

    def broken(what: str, line: int = 1, column: int = 1) -> Problem:
        return Problem(file, line, column, what)

    if len(content) > LARGEST_FILE:
        problems.append(broken(f"the file is larger than {LARGEST_FILE:,} bytes"))
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        problems.append(broken("the file is not UTF-8; save it as UTF-8", line, column))
        return None
    if text.startswith("\ufeff"):
        problems.append(broken("the file starts with a byte order mark; save it as UTF-8 without one"))
        return None
    text = text.replace("\r\n", "\n")
    if deep := _TOO_DEEP.search(text):
        problems.append(broken("a key of so many parts is not read", text.count("\n", 0, deep.start()) + 1))
        return None
    try:
        data, places = tomllib.loads(text), Positions(text)
    except tomllib.TOMLDecodeError as error:
        what, line, column = _toml_error(str(error), text)
        problems.append(broken(what, line, column))
        return None
    except RecursionError:
        problems.append(broken("the file is nested too deeply"))
        return None
    except ValueError:
        problems.append(broken("the file holds a number that is too long"))
        return None
    return Section(file, places, (), data, problems)


def _toml_error(message: str, text: str) -> tuple[str, int, int]:
    """tomllib says where in words: «… (at line 3, column 5)» or «… (at end of document)»."""
    what, _, place = message.rpartition(" (at ")
    numbers = [int(part) for part in place.rstrip(")").replace(",", "").split() if part.isdigit()]
    if len(numbers) == 2:
        if no_day := _no_day(text.split("\n")[numbers[0] - 1], numbers[1] - 1):
            return f"{no_day[0]} is no day; a day is such as 2026-01-31", numbers[0], no_day.start() + 1
        return f"this is not TOML: {what}", numbers[0], numbers[1]
    last = text.split("\n")
    return f"this is not TOML: {what or message}", len(last), len(last[-1]) + 1


def _no_day(line: str, at: int) -> re.Match[str] | None:
    """What is written like a day where reading stopped, when there is no such day: 2026-13-01, 2026-02-30."""
    for found in _DAY.finditer(line):
        if found.start() <= at <= found.end():
            try:
                date.fromisoformat(found[0])
            except ValueError:
                return found
    return None
