"""Records as hypothesis makes them: several on one day, ends of months, 29 February, and not known everywhere."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from avow.policy import Pack
from avow.policy.pack import Fact

DAYS = [
    date(2023, 2, 28), date(2023, 3, 1), date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 28),
    date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31), date(2024, 12, 31), date(2025, 1, 1), date(2025, 2, 27),
    date(2025, 2, 28), date(2025, 3, 1), date(2025, 3, 31), date(2025, 6, 30), date(2025, 7, 1),
]  # fmt: skip
NAMES = [
    "Delta Ltd",
    "delta  LTD.",
    "Délta ltd",
    " Delta Ltd ",
    "Echo's",
    "Echos",
    "Straße",
    "STRASSE",
    "O'Neil & Co.",
    "",
    "?",
]
AMOUNTS = ["0", "0.01", "20.00", "49.99", "50.00", "50.01", "100.00", "199.99", "200.00", "200.01", "1250.00"]
NUMBERS = ["0", "0.5", "1", "1.000001", "2", "4", "5", "9.5", "10", "11"]


def amounts(pack: Pack) -> list[Decimal]:
    """Amounts, among them those on, just below and just above each figure of the pack, and half of it."""
    figures = [figure for clause in pack.clauses.values() for figure in clause.figures.values()]
    limits = {value.value for figure in figures if figure.type.name == "money" for value in figure.values}
    near = {limit + step for limit in limits for step in (Decimal("-0.01"), Decimal(0), Decimal("0.01"))}
    near = {amount.quantize(Decimal("0.01")) for amount in near | {limit / 2 for limit in limits}}
    return [*map(Decimal, AMOUNTS), *sorted(near - set(map(Decimal, AMOUNTS)))]


def values(fact: Fact, pack: Pack) -> st.SearchStrategy[object]:
    """Values of a fact, unknown among them."""
    if fact.name == "other_side":
        return st.sampled_from([None, *NAMES])
    if fact.name == "party_group":
        return st.sampled_from([None, None, "delta", "echo"])
    if fact.name == "country":
        return st.sampled_from([None, "DE", "FR", "US"])
    if fact.type == "boolean":
        return st.sampled_from([True, False, None])
    if fact.type == "choice":
        return st.sampled_from([None, *(choice.value for choice in fact.choices)])
    if fact.type == "money":
        return st.sampled_from([None, *amounts(pack)])
    if fact.type == "integer":
        return st.sampled_from([None, *(Decimal(n) for n in ("0", "1", "2", "4", "5", "1000000"))])
    if fact.type in ("percent", "decimal"):
        return st.sampled_from([None, *map(Decimal, NUMBERS)])
    if fact.type == "date":
        return st.sampled_from([None, *DAYS[:6]])
    return st.sampled_from([None, "a", "b", "'; DROP TABLE x; --"])


def read_by(pack: Pack) -> list[Fact]:
    """The facts that rules or totals read."""
    names: set[str] = {"other_side", "party_group", "country"}
    for clause in pack.clauses.values():
        for rule in clause.rules:
            names.update(rule.when.names)
            for total in clause.totals_of(rule):
                names.update(total.columns)
    return [fact for name, fact in pack.facts.items() if name in names and name not in ("kind", "person")]


@st.composite
def records(draw: st.DrawFn, pack: Pack, kinds: list[str], most: int = 14) -> tuple[list[dict[str, object]], list[str]]:
    """Records of a few people, and which facts have columns at all."""
    facts = [fact for fact in read_by(pack)]
    there = [fact for fact in facts if draw(st.integers(0, 9)) > 0]
    # where most is known, rules come out; where much is not, they ask
    unknowns = draw(st.sampled_from(["few", "as it comes"]))
    columns = {}
    for fact in there:
        known = values(fact, pack)
        columns[fact.name] = known if unknowns != "few" else st.one_of(known.filter(lambda v: v is not None), known)
    one = st.fixed_dictionaries(
        {
            "on": st.sampled_from(DAYS),
            "kind": st.sampled_from(kinds),
            "person": st.sampled_from(["amina", "boris"]),
            **columns,
        }
    )
    made = draw(st.lists(one, min_size=1, max_size=most))
    return made, [fact.name for fact in there]
