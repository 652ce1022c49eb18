"""Unknown gives a question, and only about what could still change the answer."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from avow.policy import History, asking, corporate, judge, load
from avow.policy.expressions import parse
from avow.policy.situation import situation

ON = date(2026, 3, 10)


def asked(pack, facts, **more):
    return [one.fact for one in judge(pack, facts, on=ON, **more).questions]


def test_nothing_known_asks_for_everything_the_rule_reads(pack):
    assert asked(pack, {"kind": "share"}) == ["is_partner", "organisation_form", "share_percent"]


def test_what_cannot_change_the_answer_is_not_asked(pack):
    assert asked(pack, {"kind": "share", "is_partner": False}) == []
    assert asked(pack, {"kind": "share", "is_partner": True, "organisation_form": "corporation"}) == ["share_percent"]
    assert asked(pack, {"kind": "share", "share_percent": "1.00"}) == []
    assert asked(pack, {"kind": "share", "share_percent": "5"}) == ["is_partner", "organisation_form"]


def test_what_is_settled_whichever_way_is_not_asked_beside_what_is_open(pack):
    """Above both figures the form no longer matters, although the logic of unknowns alone would not see it."""
    assert asked(pack, {"kind": "share", "share_percent": "50"}) == ["is_partner"]


def test_never_silence_where_the_answer_is_unknown(pack):
    """The form cannot change it, and yet the rule is not decided: so it is asked for."""
    found = judge(pack, {"kind": "share", "is_partner": True, "share_percent": "50"}, on=ON)
    assert [one.outcome for one in found.looked] == ["unknown"]
    assert [one.fact for one in found.questions] == ["organisation_form"]


def test_a_question_says_who_can_answer_it(pack):
    found = {one.fact: one for one in judge(pack, {"kind": "share"}, on=ON).questions}
    assert found["share_percent"].source == "answer"
    assert found["share_percent"].says == "To judge clause 9.3, your answer is needed: How large is the share?"
    assert found["is_partner"].source == "register"
    assert found["is_partner"].says.startswith("To judge clause 9.3, the register has to say:")


def test_one_question_for_several_clauses(pack):
    (found, _) = judge(pack, {"kind": "gift", "party_group": "delta"}, on=ON).questions
    assert (found.fact, found.clauses) == ("amount", ("9.1", "9.2"))


def test_a_question_about_earlier_entries_names_their_days(pack):
    past = [
        {"on": date(2026, 2, 1), "kind": "gift", "party_group": "delta", "amount": None, "declined": False},
        {"on": date(2026, 2, 3), "kind": "gift", "party_group": "delta", "amount": "1.00"},
        {"on": date(2024, 2, 1), "kind": "gift", "party_group": "delta", "amount": None, "declined": False},
    ]
    facts = {"kind": "gift", "party_group": "delta", "amount": "100.00", "declined": False}
    found = judge(pack, facts, on=ON, past=past).questions
    assert [(one.fact, one.rows) for one in found] == [
        ("amount", (date(2026, 2, 1),)),
        ("declined", (date(2026, 2, 3),)),
    ]
    assert "your entry of 1 February 2026" in found[0].says


def test_an_earlier_unknown_is_not_asked_once_the_answer_is_clear(pack):
    past = [{"on": date(2026, 2, 1), "kind": "gift", "party_group": "delta", "amount": None, "declined": False}]
    facts = {"kind": "gift", "party_group": "delta", "amount": "200.01", "declined": False}
    assert asked(pack, facts, past=past) == []
    assert asked(pack, {**facts, "declined": True, "amount": None}, past=past) == ["amount", "amount"]


CORPORATE = load(corporate())
FACTS = {
    "is_partner": st.sampled_from([True, False]),
    "believed_standing": st.sampled_from(CORPORATE.facts["believed_standing"].kind_of_value.choices),
    "organisation_form": st.sampled_from(CORPORATE.facts["organisation_form"].kind_of_value.choices),
    "share_percent": st.sampled_from([Decimal(n) / 2 for n in range(24)]),
    "others_share_percent": st.sampled_from([Decimal(n) / 2 for n in range(24)]),
}


@given(st.fixed_dictionaries(FACTS), st.fixed_dictionaries({name: st.booleans() for name in FACTS}))
def test_answering_all_questions_settles_the_clause(everything, told):
    """What was not asked for may stay unknown: the answer does not need it."""
    facts = {"kind": "financial_interest", **{name: value for name, value in everything.items() if told[name]}}
    before = judge(CORPORATE, facts, on=ON, explain=False)
    asked_for = {one.fact for one in before.questions if "4.5" in one.clauses}
    after = judge(
        CORPORATE, {**facts, **{n: everything[n] for n in asked_for if n in everything}}, on=ON, explain=False
    )
    settled = judge(CORPORATE, {"kind": "financial_interest", **everything}, on=ON, explain=False)

    def outcomes(judgement):
        return {one.rule: one.outcome for one in judgement.looked if one.clause == "4.5"}

    for rule, outcome in outcomes(after).items():
        assert outcome == outcomes(settled)[rule] or outcome == "unknown"
        if not asked_for & set(FACTS):
            assert outcome != "unknown"


def test_trying_combinations_has_an_end(pack, monkeypatch):
    """Counted, not timed: a rule whose names all stand in it twice, all unknown."""
    names = ["is_partner", "is_officer", "is_director", "declined", "hours > 1", "share_percent > 1", "amount > 1"]
    pairs = zip(names, [*names[1:], names[0]], strict=True)
    clause = pack.clauses["9.3"]
    expr = parse(" AND ".join(f"({one} OR NOT {other})" for one, other in pairs), clause.rules[0].when.scope)
    at = situation(clause, {"kind": "share"}, ON, None, History())
    tried = []
    real = asking.value_of
    monkeypatch.setattr(asking, "value_of", lambda *args: tried.append(1) or real(*args))
    found = asking.missing(expr, at, pack.facts)
    assert [one.fact for one in found] == [name.split()[0] for name in names]
    assert len(tried) <= asking.MOST_TRIALS + 100
