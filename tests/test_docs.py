"""The documentation is true: what it names is there, and what it must name is named."""

import argparse
import ast
import csv
import importlib.util
import re
import shlex
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.urls import Resolver404, resolve

from avow.access.models import Role
from avow.cli.main import COMMANDS, OF_THE_POLICY
from avow.disclosures import states
from avow.gifts import states as of_gifts
from avow.ledger import signing
from avow.ledger.acts import Doc, record
from avow.policy import commands, corporate, judging_options, lexing
from avow.retention.copies import COPIES
from avow.reviews import states as of_reviews

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NOT_YET = "### Not there yet"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
OURS = ("avow/", "docs/", "tests/", "benchmarks/", "requirements/", ".ci/")
OF_A_PACK = ("clauses/", "kinds/")
OF_THE_MACHINE = ("/opt", "/var", "/etc", "/tmp", "/run")
OF_OTHER_TOOLS = {"--db"}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pages() -> list:
    return [pytest.param(page, id=page.relative_to(ROOT).as_posix()) for page in PAGES]


def there_now(page: Path) -> str:
    """The page without what it says is not there yet."""
    return page.read_text(encoding="utf-8").split(NOT_YET)[0]


def blocks(said: str) -> Iterator[str]:
    """Lines of code blocks: fenced ones of a shell, and indented ones."""
    for language, body in FENCE.findall(said):
        if language in ("", "sh"):
            yield from body.splitlines()
    for line in FENCE.sub("", said).splitlines():
        if line.startswith("    "):
            yield line[4:]


def spans(said: str) -> list[str]:
    """What stands in `backticks`."""
    return SPAN.findall(FENCE.sub("", said))


def words_of(line: str) -> list[str]:
    """The words after `avow` in a line of a shell, or nothing where it is not about Avow."""
    line = line.strip().replace(".venv/bin/avow", "avow")
    line = re.sub(r"^((sudo|[A-Z_]+=\S+) )+", "", line)
    if not line.startswith("avow "):
        return []
    words = shlex.split(line, comments=True)[1:]
    ends = [words.index(sign) for sign in (">", "|", "&&") if sign in words]
    return words[: min(ends, default=len(words))]


@cache
def parser_of(command: str) -> argparse.ArgumentParser:
    """The real parser of a command; `policy` has one, and so has each of its commands that needs the database."""
    if command == "policy":
        return commands._parser()
    if command == "judge":
        return judging_options.parser()
    found = load_command_class(get_commands()[command], command)
    return found.create_parser("avow", command)


def parts(parser: argparse.ArgumentParser) -> tuple[set[str], set[str]]:
    """The words of the commands below a parser, and every option."""
    below, options = set(), set(parser._option_string_actions)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                below.add(name)
                options |= parts(sub)[1]
    return below, options


def the_parser(words: list[str]) -> tuple[argparse.ArgumentParser, list[str]]:
    """The parser that reads these words, and what is left for it."""
    if words[0] == "policy" and words[1:2] and words[1] in OF_THE_POLICY:
        return parser_of(words[1]), words[2:]
    return parser_of(words[0]), words[1:]


def is_command(words: list[str]) -> bool:
    """Whether this could be the beginning of a real command."""
    if words[0] not in COMMANDS:
        return False
    parser, rest = the_parser(words)
    below, options = parts(parser)
    if below and rest and not rest[0].startswith("-") and rest[0] not in below:
        return False
    return all(word.split("=")[0] in options for word in rest if word.startswith("--"))


@pytest.mark.parametrize("page", pages())
def test_every_command_in_a_code_block_is_understood(page):
    for line in blocks(there_now(page)):
        words = words_of(line)
        if not words:
            continue
        assert words[0] in COMMANDS, line
        parser, rest = the_parser(words)
        try:
            parser.parse_args(rest)
        except (SystemExit, CommandError) as error:
            pytest.fail(f"{page.name}: {line}: {error}")


@pytest.mark.parametrize("page", pages())
def test_every_command_in_a_sentence_is_there(page):
    for span in spans(there_now(page)):
        if words := words_of(span):
            assert is_command(words), span


def test_what_is_not_there_yet_is_not_there():
    named = [words_of(span) for span in spans(text("CHANGELOG.md").split(NOT_YET)[1])]
    for words in filter(None, named):
        assert words == ["erase"] or not is_command(words), words


@pytest.mark.parametrize("page", pages())
def test_every_option_in_a_sentence_belongs_to_a_command(page):
    known = {option for name in (*COMMANDS, *OF_THE_POLICY) for option in parts(parser_of(name))[1]} | OF_OTHER_TOOLS
    for span in spans(there_now(page)):
        if span.startswith("--"):
            assert re.split(r"[ =]", span)[0] in known, span


def test_every_command_is_in_the_documentation():
    said = " ".join(there_now(page) for page in PAGES)
    assert [name for name in COMMANDS if f"avow {name}" not in said] == []


def anchors(page: Path) -> set[str]:
    """The names under which the headings of a page are reached."""
    titles = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", pages())
def test_every_link_leads_somewhere(page):
    for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


@pytest.mark.parametrize("page", pages())
def test_every_path_is_there(page):
    for span in spans(there_now(page)):
        if "<" in span or " " in span:
            continue
        if span.startswith(OURS):
            assert any(ROOT.glob(span)), span
        elif span.startswith(OF_A_PACK):
            assert any(corporate().glob(span)), span


@pytest.mark.parametrize("page", pages())
def test_every_address_is_served(page):
    for span in spans(there_now(page)):
        if re.fullmatch(r"/[\w/<>.-]*", span) and not span.startswith(OF_THE_MACHINE):
            try:
                resolve(re.sub(r"<[^>]*>", "abc", span))
            except Resolver404:
                pytest.fail(f"{page.name}: there is no page at {span}")


@cache
def read_settings() -> set[str]:
    """The names of settings that the product reads from the environment."""
    found = set()
    for file in (ROOT / "avow").rglob("*.py"):
        if "tests" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value} if re.fullmatch(r"AVOW_[A-Z_]+", node.value) else set()
    return found


def test_every_setting_is_in_the_table_and_every_one_in_the_table_is_read():
    listed = re.findall(r"^\| `(AVOW_[A-Z_]+)` \|", text("docs/running-it.md"), re.MULTILINE)
    assert sorted(listed) == sorted(read_settings())


@pytest.mark.parametrize("page", pages())
def test_every_setting_named_is_one(page):
    of_tests = {
        name for file in (ROOT / "tests").glob("*.py") for name in re.findall(r"AVOW_[A-Z_]+", file.read_text())
    }
    assert set(re.findall(r"\bAVOW_[A-Z_]+\b", there_now(page))) - read_settings() - of_tests == set()


def test_every_role_is_explained():
    section = text("docs/running-it.md").split("| role |")[1].split("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", section)) == set(Role.values)


def test_whoever_backs_up_is_told_of_everything_in_the_data_folder():
    section = text("docs/running-it.md").split("## Backing up")[1]
    files = {file for copy in COPIES for file in copy.files if "-wal" not in file and "-shm" not in file}
    assert {file for file in files if f"`{file}" not in section} == set()


def test_every_state_is_explained_to_the_person():
    every = [
        one.title
        for room in (states, of_gifts, of_reviews)
        for one in vars(room).values()
        if isinstance(one, states.State)
    ]
    table = text("docs/declaring.md")
    assert [title for title in every if title not in table] == []


def test_every_key_of_a_pack_is_explained():
    said, missing = text("docs/changing-the-policy.md"), set()
    for file in (ROOT / "avow/policy/loading").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            first = node.args[0]
            asked = node.func.attr in {"text", "one_of", "boolean", "integer", "day", "texts", "names", "expression"}
            asked = asked or node.func.attr in {"section", "sections", "raw"}
            if asked and isinstance(first, ast.Constant) and isinstance(first.value, str):
                missing |= {first.value} - set(re.findall(r"\w+", said))
    assert missing == set()


def test_the_bounds_of_expressions_are_as_told():
    bounds = f"{lexing.LONGEST:,} characters, {lexing.MOST_WORDS} words and {lexing.DEEPEST} levels"
    assert bounds in text("docs/changing-the-policy.md")


@pytest.mark.parametrize("page", pages())
def test_examples_of_packs_are_toml(page):
    for language, body in FENCE.findall(page.read_text(encoding="utf-8")):
        if language == "toml":
            tomllib.loads(body)


@pytest.fixture
def script():
    """docs/check-the-ledger.py."""
    spec = importlib.util.spec_from_file_location("check_the_ledger", ROOT / "docs" / "check-the-ledger.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def exported(transactional_db, tmp_path) -> list[str]:
    """A ledger of four entries, and its exports: key, heads, entries, documents."""
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    bodies = [[], ["one"], ["two", "Grüße, 陈"], ["three"]]
    for number, given in enumerate(bodies):
        with transaction.atomic():
            docs = [Doc("sample.word", {"word": word}, "register") for word in given]
            record(f"act {number}", actor="system", subject="sample", at=at, docs=docs)
    key, entries, documents = (tmp_path / name for name in ("key.pem", "entries.csv", "documents.csv"))
    key.write_text(signing.public_pem())
    sql = [line for line in text("docs/auditing.md").splitlines() if line.startswith("sqlite3 -header")]
    for line, file in zip(sql, (entries, documents), strict=True):
        with connection.cursor() as cursor, file.open("w", newline="") as out:
            cursor.execute(line.split('"')[1])
            writer = csv.writer(out)
            writer.writerow([column[0] for column in cursor.description])
            writer.writerows(cursor.fetchall())
    return [str(path) for path in (key, Path(settings.AVOW_HOME) / "heads.log", entries, documents)]


def test_the_script_for_auditors_agrees_with_the_ledger(exported, script, capsys):
    assert script.main(exported) == 0
    assert "4 entries are signed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("which", "was", "now", "says"),
    [
        (2, "act 1", "act 7", "entry 2 is not as it was signed"),
        (2, "\n4,", "\n5,", "entry 4 is missing"),
        (3, "\n3,1,", "\n3,9,", ""),
        (3, "\n4,0,", "\n4,0,00", "the documents of entry 4"),
        (1, '"size":2', '"size":3', "line 2 of the heads: its signature does not fit"),
    ],
)
def test_the_script_for_auditors_names_what_was_changed(exported, script, capsys, tmp_path, which, was, now, says):
    before = Path(exported[which]).read_text().replace("\r\n", "\n")
    after = before.replace(was, now)
    assert after != before
    (tmp_path / "changed").write_text(after)
    exported[which] = str(tmp_path / "changed")
    assert script.main(exported) == (1 if says else 0)
    assert says in capsys.readouterr().out
