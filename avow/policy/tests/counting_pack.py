"""The small pack with a total that uses all there is: a sum of several facts, keys that are facts, figures, windows."""

from avow.policy import Pack
from avow.policy.tests.conftest import SmallPack

CLAUSE = "clauses/9.2-gifts-of-one-party.toml"
FACTS = """
[paid_back]
type = "money"
source = "answer"
audience = ["officer"]
label = "How much was paid back?"
short = "what was paid back"
unasked = "0.00"

[occasion]
type = "text"
source = "answer"
audience = ["officer"]
label = "What was the occasion?"
unasked = "none"
"""
FIGURES = """[figure.floor]
unit = "USD"
values = [{ from = 2000-01-01, value = "20.00" }, { from = 2025-07-01, value = "50.00" }]

[figure.limit_12m]"""
CASE = """
[[case]]
name = "Nobody knows what was paid back"
on = 2026-03-10
facts = { kind = "gift", party_group = "delta", occasion = "feast", amount = "300.00", declined = false }
expect = "unknown"
asks = ["paid_back"]
"""


def counting(
    small: SmallPack,
    *,
    sum_: str = "amount - paid_back",
    over: str = '"person", "party_group", "occasion"',
    window: str = "months = 12",
    where: str = "NOT declined AND amount > floor",
    same_party: str = "group",
    when: str = "sum_12m > limit_12m",
    case: str = "",
) -> Pack:
    """The pack, changed and loaded. Its worked cases are those of the small pack, with what they lack."""
    small.change(CLAUSE, 'sum = "amount"', f'sum = "{sum_}"')
    small.change(CLAUSE, '"person", "party_group", "kind"', over)
    small.change(CLAUSE, "months = 12", window)
    small.change(CLAUSE, 'where = "NOT declined"', f'where = "{where}"')
    small.change(CLAUSE, "sum_12m > limit_12m", when)
    small.change(CLAUSE, "[figure.limit_12m]", FIGURES)
    small.change("policy.toml", 'currency = "USD"', f'currency = "USD"\nsame_party = "{same_party}"')
    small.write("facts.toml", (small.folder / "facts.toml").read_text() + FACTS)
    small.write(CLAUSE, (small.folder / CLAUSE).read_text() + (CASE if "paid_back" in sum_ else "") + case)
    return small.load()
