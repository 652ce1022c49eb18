"""Packs made to do harm, or by accident of tools: a clear message, no crash, no waiting."""

import tracemalloc

import pytest

from avow.policy import PackError, load

ONE = "clauses/9.1-one-gift.toml"

CONTENTS = {
    "empty": (b"", "clause is missing"),
    "only blanks": (b"\n\n  \n", "clause is missing"),
    "not UTF-8": ("title = 'é'".encode("latin-1"), "not UTF-8"),
    "UTF-16": ("title = 'x'".encode("utf-16"), "not UTF-8"),
    "byte order mark": (b"\xef\xbb\xbftitle = 'x'", "byte order mark"),
    "NUL": (b"title = 'x'\0", "not TOML"),
    "not TOML": (b"title = \n", "not TOML"),
    "open string": (b'title = "x', "not TOML"),
    "twice the same key": (b"title = 'a'\ntitle = 'b'", "not TOML"),
    "deep lists": (b"x = " + b"[" * 50_000 + b"]" * 50_000, "nested too deeply"),
    "deep tables": (b"x = " + b"{a=" * 20_000 + b"1" + b"}" * 20_000, "nested too deeply"),
    "long number": (b"x = " + b"9" * 100_000, "number that is too long"),
    "too large": (b"# " + b"x" * 2_000_000, "larger than"),
    "a list for a text": (b"title = ['x']", "title is a text"),
    "a table for a text": (b"[title]\nx = 1", "title is a text"),
    "texts for tables": (b"case = ['x']", "case holds tables"),
    "a text for tables": (b"case = 'x'", "case is a list of tables"),
    "many keys": (b"\n".join(b"key%d = 1" % i for i in range(20_000)), "is not a key here"),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_strange_clause_file(small, name):
    content, what = CONTENTS[name]
    small.write(ONE, content)
    found = [problem for problem in small.problems() if problem.file == ONE]
    assert any(what in problem.what for problem in found), found[:5]
    assert all(problem.line >= 1 and problem.column >= 1 for problem in found)


@pytest.mark.parametrize("file", ["policy.toml", "facts.toml", "routing.toml", "cohorts.toml", "kinds/gift.toml"])
@pytest.mark.parametrize("content", [b"", b"\xff", b"[[x]]\n", b"x = 1", b"steps = 5\nroute = {}\n[figure]\na = 1"])
def test_every_other_file_may_be_strange_too(small, file, content):
    small.write(file, content)
    assert any(problem.file == file for problem in small.problems())


def test_where_bytes_that_are_not_text_stand(small):
    small.write(ONE, b"clause = '9.1'\ntitle = 'caf" + b"\xe9'")
    (problem,) = [problem for problem in small.problems() if problem.file == ONE]
    assert (problem.line, problem.column) == (2, 13)


def test_where_it_is_not_toml(small):
    small.write(ONE, "clause = '9.1'\ntitle == 'x'")
    (problem,) = [problem for problem in small.problems() if problem.file == ONE]
    assert (problem.line, problem.column) == (2, 8)


RULES = [
    "amount > limit; DROP TABLE people",
    "amount > limit -- or not",
    "amount > (SELECT max(amount) FROM gifts)",
    "read_csv('secret.csv') = 1",
    "amount > limit OR TRUE = (pg_sleep(1000) = 1)",
    "аmount > limit",
    "amount > limit\u202e",
    "((((((((((((((((((((amount > limit))))))))))))))))))))",
    "amount > 99999999999999999999999999999999999999",
    "amount > 1e999999999",
    "amount * 9 * 9 * 9 * 9 * 9 * 9 > limit",
    "NOT " * 300 + "amount > limit",
    "amount > limit" + " AND amount > limit" * 1_000,
    "COALESCE(amount, 0) > limit",
]


@pytest.mark.parametrize("rule", RULES, ids=[rule[:40] for rule in RULES])
def test_a_hostile_rule_is_refused_in_its_line(small, rule):
    small.change(ONE, "amount > limit", rule)
    line, _ = small.place(ONE, "when =")
    assert any((problem.file, problem.line) == (ONE, line) for problem in small.problems())


def test_what_is_filled_into_a_sentence_is_only_ever_text(small):
    for text in ("{amount.__class__}", "{0}", "{amount!r}", "{amount:>99999999}", "{}", "{{amount}}"):
        small.write(ONE, (small.folder / ONE).read_text().replace("{amount} is", f"{text} is"))
        assert any(problem.file == ONE for problem in small.problems()), text
        small.write(ONE, (small.folder / ONE).read_text().replace(f"{text} is", "{amount} is"))


def test_a_pack_of_very_many_files(small):
    for i in range(600):
        small.write(f"clauses/8.{i}-x.toml", "")
    assert "more than 500 files" in small.problems()[0].what


def test_broken_packs_cost_no_memory(small):
    for i in range(50):
        small.write(f"kinds/k{i}.toml", b"x = " + b"[" * 100_000)
    tracemalloc.start()
    with pytest.raises(PackError):
        load(small.folder)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50_000_000


@pytest.mark.parametrize("name", ["../../etc", "corporate/../corporate/x", ".", "a" * 5_000, "no\0pe"])
def test_names_that_are_no_pack(name):
    from avow.policy import PackNotFound, find

    with pytest.raises((PackNotFound, PackError)):
        load(find(name))
