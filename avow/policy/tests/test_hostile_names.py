"""Names and sizes that would do harm later: on a page, in a database, in a table of many records, or by taking long."""

import time

import pytest

from avow.policy.loading.facts import COLUMNS

ONE = "clauses/9.1-one-gift.toml"
FACT = '\n[{}]\ntype = "text"\nsource = "answer"\naudience = ["officer"]\nlabel = "x"\n'


@pytest.mark.parametrize("name", COLUMNS)
def test_a_fact_is_not_called_as_a_column_of_judging_many(small, name):
    small.write("facts.toml", (small.folder / "facts.toml").read_text() + FACT.format(name))
    assert any(f"a fact cannot be called {name}" in problem.what for problem in small.problems())


@pytest.mark.parametrize("kind", ["a b", 'a"b', "<b>x", "ключ", "a\nb", "Gift", "-", "k" * 41])
def test_a_kind_is_named_so_that_it_can_stand_in_an_address(small, kind):
    quoted = kind.replace('"', '\\"').replace("\n", "\\n")
    text = (small.folder / "kinds/gift.toml").read_text().replace('kind = "gift"', f'kind = "{quoted}"')
    small.write(f"kinds/{kind}.toml", text)
    assert any("a kind is named in" in problem.what for problem in small.problems())


@pytest.mark.parametrize("version", ["9" * 61, "2\\u0000x", "2\\u202e1.62", "two\\nlines"])
def test_a_version_is_one_short_line_that_can_be_seen(small, version):
    text = (small.folder / "policy.toml").read_text().splitlines()
    at = next(i for i, line in enumerate(text) if line.startswith("version"))
    small.write("policy.toml", "\n".join([*text[:at], f'version = "{version}"', *text[at + 1 :]]))
    assert any("version" in problem.what for problem in small.problems())


def test_no_text_holds_a_control_character(small):
    small.write(ONE, (small.folder / ONE).read_text().replace('title = "', 'title = "\\u0000', 1))
    assert any("control character" in problem.what for problem in small.problems())


MANY = {
    "a key of many parts": lambda small: small.write(ONE, ".".join(["a"] * 300_000) + " = 1"),
    "quoted parts": lambda small: small.write(ONE, ".".join(['"a"'] * 200_000) + " = 1"),
    "many names of a list": lambda small: small.write(
        ONE, '[[case]]\nname = "x"\nasks = [' + ",".join(f'"{i}"' for i in range(90_000)) + "]"
    ),
    "many choices": lambda small: small.write(
        "facts.toml",
        FACT.format("odd") + "choices = [" + ",".join(f'{{value="{i}",label="x"}}' for i in range(25_000)) + "]",
    ),
    "a long word": lambda small: small.write(ONE, "a" * 900_000),
    "many quotes": lambda small: small.write(ONE, "'" * 900_000),
}


@pytest.mark.parametrize("what", MANY)
def test_reading_takes_no_longer_than_a_breath(small, what):
    MANY[what](small)
    begun = time.process_time()
    assert small.problems()
    assert time.process_time() - begun < 10
