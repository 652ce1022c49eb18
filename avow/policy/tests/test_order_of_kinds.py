"""Kinds are offered in the order in which the fact `kind` lists them: the common ones first."""

from avow.policy import corporate, load


def test_kinds_are_in_the_order_of_the_fact_kind():
    pack = load(corporate())
    assert list(pack.kinds) == [choice.value for choice in pack.facts["kind"].choices]
    assert next(iter(pack.kinds)) == "outside_role"
