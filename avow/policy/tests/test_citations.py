"""Which clauses Avow cites for what it does itself is the policy's to say."""

import pytest

from avow.policy import corporate, load
from avow.policy.differences import differences
from avow.policy.pack import CITED


def cited(small, *lines):
    text = (small.folder / "policy.toml").read_text()
    small.write("policy.toml", text.replace("[form]", "\n".join(["[cites]", *lines, "", "[form]"]), 1))
    return small


def test_the_corporate_policy_says_all_of_it():
    assert set(load(corporate()).cites) == set(CITED)


def test_a_policy_may_say_nothing(pack):
    assert pack.cites == {}
    assert pack.cited("consultations") == ""


def test_the_number_stands_in_brackets(small):
    number = next(iter(small.load().clauses))
    assert cited(small, f'consultations = "{number}"').load().cited("consultations") == f" ({number})"


@pytest.mark.parametrize(
    "line, what",
    [('consultations = "47.11"', "there is no clause 47.11"), ('consultation = "9.1"', "is not a key here")],
)
def test_a_mistake_is_said_where_it_stands(small, line, what):
    (problem,) = cited(small, line).problems()
    assert problem.file == "policy.toml"
    assert what in problem.what
    assert problem.line == small.place("policy.toml", line)[0]


def test_what_is_cited_otherwise_is_told(small):
    first, second, *_ = small.load().clauses
    old = small.load()
    one = cited(small, f'early = "{first}"').load()
    small.change("policy.toml", f'early = "{first}"', f'early = "{second}"')
    two = small.load()
    said = [
        [change.says for change in differences(*pair, cases=False).changes]
        for pair in ((old, one), (one, two), (two, old))
    ]
    assert said == [
        [f"Avow cites clause {first} for this: {CITED['early']}."],
        [f"Avow cites clause {second} instead of clause {first} for this: {CITED['early']}."],
        [f"Avow no longer cites clause {second} for this: {CITED['early']}."],
    ]
