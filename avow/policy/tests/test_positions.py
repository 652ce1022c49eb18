"""Every key and value of a TOML text is found where it stands, to the character."""

import tomllib
from pathlib import Path

import pytest

from avow.policy import corporate
from avow.policy.positions import Positions

FILES = sorted([*corporate().rglob("*.toml"), *(Path(__file__).parent / "small_pack").rglob("*.toml")])


def leaves(data, path=()):
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from leaves(value, (*path, i))
    else:
        yield path, data


def at(text, place):
    line, column = place
    return text.split("\n")[line - 1][column - 1 :]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_character_of_every_text_in_real_packs(file):
    text = file.read_text().replace("\r\n", "\n")
    places = Positions(text)
    for path, value in leaves(tomllib.loads(text)):
        if isinstance(value, str):
            for i, character in enumerate(value):
                found = at(text, places.value(path, i))
                assert found.startswith((character, "\\")) or (character == "\n" and not found), (path, i)
        else:
            assert at(text, places.value(path))[0] in "tf0123456789+-", path


TRICKY = r"""# a comment with "quotes" and [brackets]
"a key" = 'literal \ text'
plain.dotted . "x y" = "tab\t and \u00e9 and \U0001F600 end"
long = QQQ
first \
     second ""two quotes"" here""QQQ
raw = '''
it's ''fine'' '''
list = [ # why not
  "one", 'two', # three
  [ "nested" ], { inline = { deep = "x" }, other = 1 },
]
empty = ""
number = 1_000.5
[table . "quoted"]
key = 2026-01-31
[[rows]]
a = 1
[[rows.sub]]
b = "first"
[[rows.sub]]
b = "second"
[[rows]]
a = 2
[rows.more]
c = "third"
""".replace("QQQ", '"' * 3)


def test_every_way_of_writing_it():
    places = Positions(TRICKY)
    found = {path: value for path, value in leaves(tomllib.loads(TRICKY))}
    for path, value in found.items():
        written = at(TRICKY, places.value(path, 0))
        assert not isinstance(value, str) or not value or written[0] == value[0], (path, written)
    assert at(TRICKY, places.key(("plain", "dotted", "x y"))).startswith('"x y"')
    assert at(TRICKY, places.key(("rows", 1))).startswith("[[rows]]")
    assert at(TRICKY, places.value(("rows", 0, "sub", 1, "b"))).startswith("second")
    assert at(TRICKY, places.value(("rows", 1, "more", "c"))).startswith("third")
    assert at(TRICKY, places.value(("list", 3, "inline", "deep"))).startswith("x")


def test_characters_behind_escapes():
    places = Positions(TRICKY)
    path = ("plain", "dotted", "x y")
    value = tomllib.loads(TRICKY)["plain"]["dotted"]["x y"]
    assert at(TRICKY, places.value(path, value.index("and"))).startswith("and \\u00e9")
    assert at(TRICKY, places.value(path, value.index("end"))).startswith('end"')
    long = tomllib.loads(TRICKY)["long"]
    assert at(TRICKY, places.value(("long",), long.index("second"))).startswith('second ""two')
    assert at(TRICKY, places.value(("long",), len(long) - 1)) == '""""'


def test_what_is_not_written_is_found_at_its_nearest_parent():
    places = Positions("[a]\nb = 1\n")
    assert places.key(("a", "c")) == (1, 1)
    assert places.value(("a", "b", "c")) == (2, 1)
    assert places.key(("z",)) == (1, 1)
