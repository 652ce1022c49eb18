"""The words of a rule, each with its place, before anything else looks at them.

The first of two walls (the second is the walk over the parsed tree in `checking.py`): only names, numbers, strings and
the few signs and words a rule may use get through, in bounded number and depth. Names reach the parser quoted, so that
no name can turn into a keyword or a function there.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from avow.policy.problems import nearest

LONGEST = 2_000  # characters
MOST_WORDS = 300
DEEPEST = 12  # brackets and NOTs open at one place

KEYWORDS = frozenset({"AND", "OR", "NOT", "IN", "BETWEEN", "TRUE", "FALSE", "DATE"})
REFUSED = {
    "IS": "IS is not allowed: what is unknown stays unknown and becomes a question",
    "NULL": "NULL is not allowed: what is unknown stays unknown and becomes a question",
    "COALESCE": "COALESCE is not allowed: it hides what is unknown",
    "NULLIF": "NULLIF is not allowed: it hides what is known",
    "IFNULL": "IFNULL is not allowed: it hides what is unknown",
    "CASE": "CASE is not allowed: write two rules, or use AND and OR",
    "WHEN": "WHEN is not allowed inside a rule",
    "THEN": "THEN is not allowed: write two rules, or use AND and OR",
    "ELSE": "ELSE is not allowed: write two rules, or use AND and OR",
    "SELECT": "SELECT is not allowed: a rule looks only at the facts it is given",
    "FROM": "FROM is not allowed: a rule looks only at the facts it is given",
    "WHERE": "WHERE is not allowed inside a rule: it belongs to a total",
    "EXISTS": "EXISTS is not allowed: a rule looks only at the facts it is given",
    "LIKE": "LIKE is not allowed: compare with = or IN",
    "ILIKE": "ILIKE is not allowed: compare with = or IN",
    "CAST": "CAST is not allowed: compare things of one type",
    "INTERVAL": "INTERVAL is not allowed: give a total its months instead",
    "XOR": "XOR is not allowed: use AND, OR and NOT",
    "DIV": "division is not allowed: multiply the other side instead",
    "MOD": "MOD is not allowed: only +, - and * are",
}
RESERVED = frozenset(word.lower() for word in KEYWORDS) | frozenset(word.lower() for word in REFUSED)

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_STRING = re.compile(r"'(?:[^']|'')*'")
_SIGN = re.compile(r"<=|>=|<>|[=<>+\-*(),]")
_BAD_SIGNS = (
    ("--", "comments are not allowed inside a rule"),
    ("/*", "comments are not allowed inside a rule"),
    ("!=", "write <> for «is not»"),
    ("==", "write a single ="),
    ("||", "|| is not allowed: use OR, or compare the parts"),
    ("::", "casts are not allowed: compare things of one type"),
    (";", "a rule is one expression; ; is not allowed"),
    ("/", "division is not allowed: multiply the other side instead"),
    ("%", "% is not allowed: only +, - and * are"),
    ('"', "names stand without quotes, and text in 'single quotes'"),
    ("`", "names stand without quotes"),
    ("[", "lists stand in round brackets: IN ('a', 'b')"),
    (".", "a name has no dot"),
)


@dataclass(frozen=True)
class Word:
    """One word: `kind` is name, keyword, number, string or sign; `at` counts characters from the rule's start."""

    kind: str
    text: str
    at: int


class Refused(Exception):
    """The rule may not be written like this; `at` is the character it is about."""

    def __init__(self, at: int, what: str, near: str | None = None) -> None:
        self.at, self.what, self.near = at, what, near
        super().__init__(what)


def words(text: str) -> list[Word]:
    """Split a rule into its words, or raise Refused at the first that may not stand there."""
    if len(text) > LONGEST:
        raise Refused(0, f"the expression has {len(text)} characters; at most {LONGEST} are allowed")
    found: list[Word] = []
    at = 0
    while at < len(text):
        if text[at] in " \t\r\n":
            at += 1
            continue
        word = _word(text, at)
        found.append(word)
        if len(found) > MOST_WORDS:
            raise Refused(at, f"the expression has more than {MOST_WORDS} words")
        at += len(word.text)
    if not found:
        raise Refused(0, "the expression is empty")
    _refuse_functions(found)
    _refuse_depth(found)
    return found


def _word(text: str, at: int) -> Word:
    for sign, what in _BAD_SIGNS:
        if text.startswith(sign, at):
            raise Refused(at, what)
    if match := _NAME.match(text, at):
        return _name(match.group(), at)
    if match := _NUMBER.match(text, at):
        _refuse_number(text, match)
        return Word("number", match.group(), at)
    if text[at] == "'":
        return _string(text, at)
    if match := _SIGN.match(text, at):
        return Word("sign", match.group(), at)
    raise Refused(at, _strange(text[at]))


def _name(text: str, at: int) -> Word:
    upper = text.upper()
    if upper in REFUSED:
        raise Refused(at, REFUSED[upper])
    return Word("keyword", upper, at) if upper in KEYWORDS else Word("name", text, at)


def _refuse_number(text: str, match: re.Match[str]) -> None:
    whole, _, places = match.group().partition(".")
    if len(whole) > 16 or len(places) > 6:
        raise Refused(match.start(), "a number has at most 16 digits before the point and 6 after it")
    after = text[match.end() : match.end() + 1]
    if after and (after.isalnum() or after in "_."):
        raise Refused(match.end(), f"{after!r} cannot follow a number; write it as digits with one point")


def _string(text: str, at: int) -> Word:
    match = _STRING.match(text, at)
    if match is None:
        raise Refused(at, "this text has no closing quote")
    content = match.group()
    if len(content) > 202:
        raise Refused(at, "a text has at most 200 characters")
    for i, character in enumerate(content):
        if character == "\\" or unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            raise Refused(at + i, _strange(character))
    return Word("string", content, at)


def _strange(character: str) -> str:
    name = unicodedata.name(character, "a control character")
    plain = unicodedata.normalize("NFKC", character)
    hint = f"; the plain sign is {plain}" if plain != character and plain.isascii() else ""
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    return f"the character {shown} ({name.lower()}) cannot stand here{hint}"


def _refuse_functions(found: list[Word]) -> None:
    for word, following in pairwise(found):
        if word.kind == "name" and following.text == "(":
            raise Refused(
                word.at,
                f"functions are not allowed ({word.text})",
                nearest(word.text, (keyword for keyword in KEYWORDS if keyword in ("IN", "AND", "OR", "NOT"))),
            )
        if word.text == "DATE" and following.kind != "string":
            raise Refused(word.at, "DATE is followed by a day in quotes: DATE '2026-01-31'")
    if found[-1].text == "DATE":
        raise Refused(found[-1].at, "DATE is followed by a day in quotes: DATE '2026-01-31'")


def _refuse_depth(found: list[Word]) -> None:
    open_: list[str] = []  # brackets, NOTs and minus signs whose operand has not come yet
    after_operand = False
    for word in found:
        if word.text == "(" or word.text == "NOT" or (word.text == "-" and not after_operand):
            open_.append(word.text)
            after_operand = False
        elif word.text == ")":
            while open_ and open_.pop() != "(":
                pass
            after_operand = True
        else:
            after_operand = word.kind in ("name", "number", "string") or word.text in ("TRUE", "FALSE")
        if after_operand:
            while open_ and open_[-1] != "(":
                open_.pop()
        if len(open_) > DEEPEST:
            raise Refused(word.at, f"the expression is nested more than {DEEPEST} deep")


def for_parser(found: list[Word]) -> tuple[str, list[tuple[int, Word]]]:
    """The text given to the parser, with each word's offset in it. Names are quoted there."""
    pieces: list[str] = []
    offsets: list[tuple[int, Word]] = []
    length = 0
    for word in found:
        offsets.append((length, word))
        piece = f'"{word.text}"' if word.kind == "name" else word.text
        pieces.append(piece)
        length += len(piece) + 1
    return " ".join(pieces), offsets
