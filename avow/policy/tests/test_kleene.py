"""Three-valued logic: against a naive reference, against a database, and against its own laws."""

import sqlite3
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.policy.checking import Named
from avow.policy.expressions import parse
from avow.policy.kleene import Sum, compare, evaluate
from avow.policy.values import Type

BOOLEANS, NUMBERS = ("a", "b", "c"), ("x", "y")
SCOPE = {
    **{name: Named(Type("boolean"), "fact") for name in BOOLEANS},
    **{name: Named(Type("decimal"), "fact") for name in NUMBERS},
    "k": Named(Type("choice", choices=("red", "green", "blue")), "fact"),
}

operands = st.recursive(
    st.sampled_from([*NUMBERS, "0", "1", "2", "3"]),
    lambda inner: st.tuples(st.sampled_from(["+", "-", "*"]), st.sampled_from([*NUMBERS, "2"]), inner).filter(
        lambda node: str(node).count("*") < 3
    ),
    max_leaves=3,
)
comparisons = st.one_of(
    st.sampled_from([*BOOLEANS, "TRUE", "FALSE"]),
    st.tuples(st.sampled_from(["=", "<>", "<", "<=", ">", ">="]), operands, operands),
    st.tuples(
        st.just("IN"), st.just("k"), st.lists(st.sampled_from(["red", "green", "blue"]), min_size=1, unique=True)
    ),
    st.tuples(st.just("BETWEEN"), operands, st.sampled_from(["0", "1", "x"]), st.sampled_from(["2", "y"])),
)
trees = st.recursive(
    comparisons,
    lambda inner: st.one_of(st.tuples(st.just("NOT"), inner), st.tuples(st.sampled_from(["AND", "OR"]), inner, inner)),
    max_leaves=8,
)
values = st.fixed_dictionaries(
    {
        **{name: st.sampled_from([True, False, None]) for name in BOOLEANS},
        **{name: st.sampled_from([None, *map(Decimal, range(4))]) for name in NUMBERS},
        "k": st.sampled_from([None, "red", "green", "blue"]),
    }
)


def written(node):
    if isinstance(node, str):
        return node
    if node[0] == "NOT":
        return f"NOT ({written(node[1])})"
    if node[0] == "IN":
        return f"{node[1]} IN ({', '.join(repr(item) for item in node[2])})"
    if node[0] == "BETWEEN":
        return f"({written(node[1])}) BETWEEN {node[2]} AND {node[3]}"
    return f"({written(node[1])}) {node[0]} ({written(node[2])})"


def reference(node, given_):
    """By the tables, with no shortcut: None is unknown."""
    if isinstance(node, str):
        return {**given_, "TRUE": True, "FALSE": False}[node]
    if node[0] == "NOT":
        inner = reference(node[1], given_)
        return None if inner is None else not inner
    if node[0] in ("AND", "OR"):
        sides = {reference(node[1], given_), reference(node[2], given_)}
        strong = node[0] == "OR"
        return strong if strong in sides else (None if None in sides else not strong)
    if node[0] == "IN":
        return None if given_[node[1]] is None else given_[node[1]] in node[2]
    if node[0] == "BETWEEN":
        return reference(("AND", (">=", node[1], node[2]), ("<=", node[1], node[3])), given_)
    left, right = number(node[1], given_), number(node[2], given_)
    if left is None or right is None:
        return None
    return {
        "=": left == right,
        "<>": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[node[0]]


def number(node, given_):
    if isinstance(node, str):
        return given_[node] if node in given_ else int(node)
    left, right = number(node[1], given_), number(node[2], given_)
    if left is None or right is None:
        return None
    return {"+": left + right, "-": left - right, "*": left * right}[node[0]]


@given(trees, values)
def test_as_the_tables_say(tree, given_):
    assert evaluate(parse(written(tree), SCOPE), given_.get) is reference(tree, given_)


@given(trees, values)
def test_as_a_database_says(tree, given_):
    columns = ", ".join(f"? AS {name}" for name in given_)
    row = [int(value) if isinstance(value, Decimal | bool) else value for value in given_.values()]
    text = parse(written(tree), SCOPE).sql("sqlite")
    with sqlite3.connect(":memory:") as database:
        found = database.execute(f"SELECT {text} FROM (SELECT {columns})", row).fetchone()[0]
    mine = evaluate(parse(written(tree), SCOPE), given_.get)
    assert mine is (None if found is None else bool(found))


@given(trees, values, values)
def test_an_answer_never_turns_when_something_becomes_known(tree, given_, later):
    expr = parse(written(tree), SCOPE)
    before = evaluate(expr, given_.get)
    after = evaluate(expr, {name: later[name] if value is None else value for name, value in given_.items()}.get)
    assert before is None or after is before


@given(trees, values)
def test_everything_compared_is_heard_also_where_the_answer_is_clear(tree, given_):
    expr = parse(written(tree), SCOPE)
    heard, all_unknown = [], []
    evaluate(expr, given_.get, heard.append)
    evaluate(expr, dict.fromkeys(given_).get, all_unknown.append)
    assert [one.node for one in heard] == [one.node for one in all_unknown]


@pytest.mark.parametrize("operator", ["=", "<>", "<", "<=", ">", ">="])
@given(known=st.integers(0, 5), uncertain=st.integers(0, 2), limit=st.integers(0, 6))
def test_a_sum_with_uncertain_rows_may_be_anything_from_what_is_known_upwards(operator, known, uncertain, limit):
    possible = range(known, known + 20) if uncertain else [known]
    truths = {compare(operator, Decimal(value), Decimal(limit)) for value in possible}
    expected = truths.pop() if len(truths) == 1 else None
    assert compare(operator, Sum(Decimal(known), uncertain), Decimal(limit)) is expected
    flipped = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(operator, operator)
    assert compare(flipped, Decimal(limit), Sum(Decimal(known), uncertain)) is expected


def test_numbers_are_exact():
    expr = parse("x * x * x * x * x > y * 1000000.000001", SCOPE)
    long = Decimal("9999999999999999.999999")
    assert evaluate(expr, {"x": long, "y": long}.get) is True
    assert evaluate(parse("x + y = 0.3", SCOPE), {"x": Decimal("0.1"), "y": Decimal("0.2")}.get) is True
