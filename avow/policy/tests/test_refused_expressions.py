"""What a rule may not contain, however it is written; and that refusing costs nothing."""

import tracemalloc

import pytest

from avow.policy.checking import Named
from avow.policy.expressions import ExpressionError, parse
from avow.policy.values import Type

SCOPE = {
    "yes": Named(Type("boolean"), "fact"),
    "amount": Named(Type("money", "USD"), "fact"),
    "fee": Named(Type("money", "EUR"), "fact"),
    "share": Named(Type("percent"), "fact"),
    "hours": Named(Type("integer", "hours"), "fact"),
    "days": Named(Type("integer", "days"), "fact"),
    "since": Named(Type("date"), "fact"),
    "kind": Named(Type("choice", choices=("gift", "loan")), "fact"),
    "other": Named(Type("choice", choices=("one", "two")), "fact"),
    "name": Named(Type("text"), "fact"),
    "story": Named(Type("narrative"), "fact", sealed=True),
    "relative": Named(Type("text"), "fact", sealed=True),
    "sum_12m": Named(Type("money", "USD", total=True), "total"),
}

REFUSED = [
    ("", "the expression is empty"),
    ("   ", "the expression is empty"),
    ("upper(name) = 'A'", "functions are not allowed (upper)"),
    ("amount > abs (-1)", "functions are not allowed (abs)"),
    ("current_date > since", "nothing here is called current_date"),
    ("amount > (SELECT 1)", "SELECT is not allowed"),
    ("EXISTS (SELECT 1)", "EXISTS is not allowed"),
    ("amount IS NULL", "IS is not allowed"),
    ("yes IS NOT TRUE", "IS is not allowed"),
    ("amount = NULL", "NULL is not allowed"),
    ("COALESCE(amount, 0) > 1", "COALESCE is not allowed"),
    ("coalesce(amount, 0) > 1", "COALESCE is not allowed"),
    ("CASE WHEN yes THEN 1 END = 1", "CASE is not allowed"),
    ("CAST(name AS INT) = 1", "CAST is not allowed"),
    ("name::int = 1", "casts are not allowed"),
    ("amount / 2 > 1", "division is not allowed"),
    ("amount % 2 > 1", "% is not allowed"),
    ("name LIKE 'a%'", "LIKE is not allowed"),
    ("name || 'x' = 'y'", "|| is not allowed"),
    ("yes; DROP TABLE people", "; is not allowed"),
    ("yes -- and more", "comments are not allowed"),
    ("yes /* and more */", "comments are not allowed"),
    ("amount != 1", "write <>"),
    ("amount == 1", "write a single ="),
    ('"amount" > 1', "names stand without quotes"),
    ("`amount` > 1", "names stand without quotes"),
    ("[amount] > 1", "round brackets"),
    ("table.amount > 1", "a name has no dot"),
    ("amount > 1e9", "cannot follow a number"),
    ("amount > 0x1F", "cannot follow a number"),
    ("amount > 1.2.3", "cannot follow a number"),
    ("amount > .5", "a name has no dot"),
    ("amount > 99999999999999999", "at most 16 digits"),
    ("amount > 1.0000001", "at most 16 digits"),
    ("name = 'open", "no closing quote"),
    ("name = 'a\\'", "reverse solidus"),
    ("name = 'a\u202eb'", "right-to-left override"),
    ("name = '" + "x" * 201 + "'", "at most 200 characters"),
    ("\u0430mount > 1", "cyrillic small letter a"),
    ("amount \uff1e 1", "the plain sign is >"),
    ("amount > \u0661", "arabic-indic digit one"),
    ("amount\u00a0> 1", "no-break space"),
    ("yes AND\u200b yes", "U+200B"),
    ("amount \u2264 1", "less-than or equal to"),
    ("yes AND", "something is missing"),
    ("AND yes", "something is missing"),
    ("yes AND AND yes", "something is missing"),
    ("(yes", "not closed"),
    ("yes)", "cannot be read here"),
    ("yes yes", "only AND, OR, NOT"),
    ("kind IN ()", "IN needs a list"),
    ("kind IN kind", "only AND, OR, NOT"),
    ("kind IN ('gift', other)", "holds literals only"),
    ("(yes, yes)", "only AND, OR, NOT"),
    ("amount BETWEEN 1", "something is missing"),
    ("name = 'a' 'b'", "only AND, OR, NOT"),
    ("amount", "a rule is true or false"),
    ("amount > 1 AND kind", "AND joins things that are true or false"),
    ("NOT amount", "NOT joins things that are true or false"),
    ("amount > 'gift'", "cannot be put beside"),
    ("amount > share", "cannot be put beside"),
    ("amount > fee", "cannot be put beside"),
    ("hours > days", "cannot be put beside"),
    ("amount * share > 1", "cannot be multiplied"),
    ("since + 1 > since", "only numbers can be added"),
    ("since > '2026-01-01'", "cannot be put beside"),
    ("since > DATE '2026-02-30'", "is not a day"),
    ("since > DATE", "DATE is followed by a day in quotes"),
    ("DATE since > since", "DATE is followed by a day in quotes"),
    ("kind = 'gfit'", "'gfit' is not one of gift, loan"),
    ("'gfit' = kind", "'gfit' is not one of gift, loan"),
    ("kind IN ('gift', 'gfit')", "'gfit' is not one of gift, loan"),
    ("kind < 'loan'", "has no order"),
    ("name > 'a'", "has no order"),
    ("yes > yes", "has no order"),
    ("kind = other", "cannot be put beside"),
    ("story = 'x'", "story is sealed"),
    ("relative = 'x'", "relative is sealed"),
    ("sum_12m - amount > 1", "neither subtracted nor multiplied"),
    ("-sum_12m > 1", "a minus sign"),
    ("sum_12m > sum_12m + 1", "two totals"),
    ("hours * 2 * 2 * 2 * 2 * 2 > 1", "at most 4 multiplications"),
    ("unknown_name > 1", "nothing here is called unknown_name"),
    ("amuont > 1 AND shrae > 2", "nothing here is called amuont"),
]


@pytest.mark.parametrize(("text", "what"), REFUSED, ids=[text[:40] for text, _ in REFUSED])
def test_refused(text, what):
    with pytest.raises(ExpressionError) as error:
        parse(text, SCOPE)
    assert what in str(error.value)


def test_all_unknown_names_are_said_with_their_places():
    with pytest.raises(ExpressionError) as error:
        parse("amuont > 1 AND\n  shrae > 2", SCOPE)
    assert error.value.complaints == [
        (0, "nothing here is called amuont", "amount"),
        (17, "nothing here is called shrae", "share"),
    ]


DEEP = [
    "(" * 5_000 + "yes" + ")" * 5_000,
    "(" * 900 + "yes" + ")" * 900,
    "NOT " * 400 + "yes",
    "(NOT " * 140 + "yes" + ")" * 140,
    "-" + " -" * 250 + " 1 > amount",
    "amount" + " * hours" * 140 + " > 1",
    "yes" + " AND yes" * 5_000,
    "yes" + " OR yes" * 149,
    "kind IN (" + ", ".join(["'gift'"] * 400) + ")",
    "amount > " + "9" * 1_900,
    "x" * 1_000_000,
    "(" * 1_000_000,
    "'" * 1_000_001,
]


@pytest.mark.parametrize("text", DEEP, ids=[f"{text[:12]}… {len(text)}" for text in DEEP])
def test_long_and_deep_is_refused_or_run_without_harm(text):
    tracemalloc.start()
    try:
        parse(text, SCOPE)
    except ExpressionError as error:
        assert error.complaints
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 20_000_000


def test_names_that_other_readers_would_take_for_words_of_theirs():
    scope = {
        name: Named(Type("boolean"), "fact") for name in ("date_of", "left", "user", "current_user", "order", "on")
    }
    expr = parse("left AND user OR NOT current_user AND order AND on", scope)
    assert expr.names == ("left", "user", "current_user", "order", "on")
    assert expr.sql("duckdb") == '"left" AND "user" OR NOT "current_user" AND "order" AND "on"'


ALLOWED = [
    "amount > 1",
    "NOT yes AND (kind = 'gift' OR share BETWEEN 1 AND 2.5)",
    "kind NOT IN ('gift')",
    "amount + 10 - 2 * amount >= -5.25",
    "since >= DATE '2026-01-31' AND yes = TRUE",
    "hours * 2 > 40 AND name = 'O''Brien'",
    "sum_12m + amount <= 200.00",
    "name IN ('Straße', 'Łódź')",
    "yes",
    "TRUE",
]


@pytest.mark.parametrize("text", ALLOWED)
def test_allowed(text):
    expr = parse(text, SCOPE)
    assert set(expr.names) <= set(SCOPE)
    assert id(expr.tree) in expr.types
