"""Where each key and each value of a TOML text stands, which tomllib does not tell.

`Positions(text)` walks a text that tomllib has already accepted, so it may trust the grammar. It answers with
(line, column), both counted from 1, for a path such as `("case", 0, "facts", "amount")`; inside a string also for the
n-th character of its value, through escapes and line ends, so that a name inside a `when` is found exactly.
"""

from __future__ import annotations

from bisect import bisect_right

Path = tuple[str | int, ...]

_BARE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\", "e": "\x1b"}


class Positions:
    """Places of keys and values in one TOML text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [0, *(i + 1 for i, character in enumerate(text) if character == "\n")]
        self._keys: dict[Path, int] = {}
        self._values: dict[Path, int] = {}
        self._characters: dict[Path, list[int]] = {}
        self._lists: dict[Path, int] = {}
        self._at = 0
        self._document()

    def key(self, path: Path) -> tuple[int, int]:
        """Where the key (or the table header) at this path is written; its nearest written parent when it is not."""
        while path:
            if path in self._keys:
                return self._place(self._keys[path])
            if path in self._values:
                return self._place(self._values[path])
            path = path[:-1]
        return (1, 1)

    def value(self, path: Path, character: int = 0) -> tuple[int, int]:
        """Where the value at this path begins; for a string, where its n-th character stands."""
        places = self._characters.get(path)
        if places:
            return self._place(places[min(max(character, 0), len(places) - 1)])
        if path in self._values:
            return self._place(self._values[path])
        return self.key(path)

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._lines, offset)
        return (line, offset - self._lines[line - 1] + 1)

    # The walk. Every method starts at self._at and leaves it just after what it read.

    def _document(self) -> None:
        table: Path = ()
        while self._skip(newlines=True):
            start = self._at
            if self._text.startswith("[[", start):
                self._at += 2
                table = self._header()
                count = self._lists.get(table, 0)
                self._lists[table] = count + 1
                table = (*table, count)
                self._keys[table] = start
                self._at += 2
            elif self._text[start] == "[":
                self._at += 1
                table = self._header()
                self._keys.setdefault(table, start)
                self._at += 1
            else:
                self._pair(table)

    def _header(self) -> Path:
        path: Path = ()
        for part, _ in self._dotted():
            if path in self._lists:
                path = (*path, self._lists[path] - 1)
            path = (*path, part)
        return path

    def _pair(self, table: Path) -> None:
        path = table
        for part, offset in self._dotted():
            path = (*path, part)
            self._keys.setdefault(path, offset)
        self._at += 1  # the equals sign
        self._value(path)

    def _dotted(self) -> list[tuple[str, int]]:
        parts = []
        while True:
            self._skip()
            offset = self._at
            if self._text[offset] in "\"'":
                parts.append((self._string(), offset))
            else:
                while self._text[self._at] in _BARE:
                    self._at += 1
                parts.append((self._text[offset : self._at], offset))
            self._skip()
            if self._text[self._at] != ".":
                return parts
            self._at += 1

    def _value(self, path: Path) -> None:
        self._skip(newlines=True)
        self._values[path] = self._at
        opening = self._text[self._at]
        if opening in "\"'":
            self._string(path)
        elif opening == "[":
            self._at += 1
            count = 0
            while self._more("]"):
                self._value((*path, count))
                count += 1
        elif opening == "{":
            self._at += 1
            while self._more("}"):
                self._pair(path)
        else:
            while self._at < len(self._text) and self._text[self._at] not in ",]}#\n":
                self._at += 1

    def _more(self, closing: str) -> bool:
        self._skip(newlines=True)
        if self._text[self._at] == ",":
            self._at += 1
            self._skip(newlines=True)
        if self._text[self._at] == closing:
            self._at += 1
            return False
        return True

    def _skip(self, newlines: bool = False) -> bool:
        """Over blanks, and over comments and line ends where these may stand; False at the end of the text."""
        while self._at < len(self._text):
            character = self._text[self._at]
            if character in " \t" or (newlines and character in "\r\n"):
                self._at += 1
            elif newlines and character == "#":
                end = self._text.find("\n", self._at)
                self._at = len(self._text) if end < 0 else end
            else:
                return True
        return False

    def _string(self, path: Path | None = None) -> str:
        text, quote = self._text, self._text[self._at]
        long = text.startswith(quote * 3, self._at)
        self._at += 3 if long else 1
        if long and text.startswith("\n", self._at):
            self._at += 1
        decoded: list[str] = []
        places: list[int] = []
        while not text.startswith(quote * 3 if long else quote, self._at):
            places.append(self._at)
            if text[self._at] == "\\" and quote == '"':
                character = self._escape()
                if character:
                    decoded.append(character)
                else:
                    places.pop()  # a line-ending backslash stands for nothing
            else:
                decoded.append(text[self._at])
                self._at += 1
        if long:  # up to two quotes may stand directly before the closing three
            while text.startswith(quote * 4, self._at):
                places.append(self._at)
                decoded.append(quote)
                self._at += 1
        if path is not None:
            self._characters[path] = [*places, self._at]
        self._at += 3 if long else 1
        return "".join(decoded)

    def _escape(self) -> str:
        text = self._text
        letter = text[self._at + 1]
        if letter in "uUx":
            width = {"u": 4, "U": 8, "x": 2}[letter]
            digits = text[self._at + 2 : self._at + 2 + width]
            self._at += 2 + width
            return chr(int(digits, 16))
        if letter in _ESCAPES:
            self._at += 2
            return _ESCAPES[letter]
        self._at += 1
        while self._at < len(text) and text[self._at] in " \t\r\n":
            self._at += 1
        return ""
