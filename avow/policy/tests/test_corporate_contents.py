"""What the first policy promises beyond its rules: who decides, who is asked, who sees what, what stays the same."""

from datetime import date

import pytest

from avow.policy import corporate, judge, load

ON = date(2026, 3, 10)
STAFF = {"is_chief_executive": False, "is_director": False, "is_compliance_officer": False, "is_officer": False}
PARTS = {1: 1, 2: 1, 3: 3, 4: 9, 5: 5, 6: 8}  # part of the policy: its clauses
CLAUSES = [f"{part}.{number}" for part, last in PARTS.items() for number in range(1, last + 1)]


@pytest.fixture(scope="module")
def pack():
    return load(corporate())


def findings(pack, **facts):
    return [(one.clause, one.rule, one.finding, one.says) for one in judge(pack, facts, on=ON).findings]


def test_every_clause_of_the_policy_is_there(pack):
    assert list(pack.clauses) == CLAUSES


@pytest.mark.parametrize(
    ("who", "decides"),
    [
        ({}, "compliance_officer"),
        ({"is_officer": True}, "chief_executive"),
        ({"is_compliance_officer": True, "is_officer": True}, "chief_executive"),
        ({"is_director": True, "is_officer": True}, "board_committee"),
        ({"is_director": True, "is_compliance_officer": True}, "board_committee"),
        ({"is_chief_executive": True, "is_officer": True}, "board_committee"),
        ({"is_officer": None}, "board_committee"),
    ],
)
def test_the_pack_says_who_decides(pack, who, decides):
    assert pack.route({"kind": "outside_role", **STAFF, **who}).decides == decides


@pytest.mark.parametrize("worker_type", ["full_time", "part_time", "temporary", "board"])
def test_everyone_covered_is_asked_to_acknowledge(pack, worker_type):
    facts = {"worker_type": worker_type, "is_officer": False, "is_director": False}
    assert pack.in_cohort("acknowledge", facts) is True


@pytest.mark.parametrize("officer, director", [(True, False), (False, True)])
def test_officers_and_directors_are_asked_whatever_their_contract(pack, officer, director):
    facts = {"worker_type": None, "is_officer": officer, "is_director": director}
    assert pack.in_cohort("acknowledge", facts) is True


@pytest.mark.parametrize(
    ("grade", "has_reports", "acting", "asked"),
    [
        ("supervisor", False, False, True),
        ("manager", False, False, True),
        ("senior manager", False, False, True),
        ("clerk", True, False, True),
        ("clerk", False, True, True),
        ("clerk", False, False, False),
    ],
)
def test_whoever_leads_certifies_by_grade_by_having_reports_or_as_marked(pack, grade, has_reports, acting, asked):
    facts = {"grade": grade, "has_reports": has_reports, "acting_supervisor": acting}
    assert pack.in_cohort("certify", facts) is asked


def test_hr_sees_person_and_kind_and_nothing_else(pack):
    assert {name for name, fact in pack.facts.items() if "hr" in fact.audience} == {"person", "kind"}


def test_the_consulted_manager_sees_nothing_of_relatives_shares_or_loans(pack):
    seen = {name for kind in pack.kinds for name in pack.consultation.of(kind).management_sees}
    kept = {"holder", "relation", "relative_name", "story", "colleague", "close_relationship", "bond"}
    kept |= {"share_percent", "others_share_percent", "loan_side", "short_of_rest", "is_partner"}
    assert not seen & kept


@pytest.mark.parametrize("kind", ["supervision", "securities_trade"])
def test_where_the_kind_alone_says_too_much_the_manager_does_not_see_it(pack, kind):
    assert pack.consultation.of(kind).management_sees == ("person",)


def test_another_companys_securities_get_the_same_words_whatever_the_register_knows(pack):
    told = {"kind": "securities_trade", "securities_of": "other", "transaction_known": "no", "timing": "contemplated"}
    known = {"is_partner": True, "is_supplier": True, "is_customer": True, "is_competitor": True}
    assert findings(pack, **told, other_side="Delta Bearings", **known) == findings(pack, **told, other_side="Gamma")


def test_what_the_company_contemplates_is_no_fact_of_the_pack(pack):
    reads = {name for rule in pack.clauses["4.4"].rules for name in rule.when.names}
    assert reads == {"company_deals_in_it", "property_type"}
    assert {pack.facts[name].source for name in reads} == {"answer"}


def test_the_officer_finds_the_four_tests_and_the_register_knows_the_bank(pack):
    found = {name for name, fact in pack.facts.items() if fact.source == "review"}
    assert found == {"found_customary", "found_modest", "found_lawful", "found_employer_allows"}
    assert pack.facts["is_recognised_bank"].source == "register"


def test_a_small_gift_is_recorded_without_a_question(pack):
    facts = {"declined": False, "is_favour": False, "amount": "20.00", "person": "amina", "other_side": "Delta"}
    judged = judge(pack, {"kind": "gift_received", **facts, **pack.unasked("gift_received", facts)}, on=ON)
    assert not judged.findings and not judged.questions


def test_a_lunch_in_measure_is_recorded_without_a_question(pack):
    facts = {"declined": False, "occasions": 1, "excessive": False, "unfit": False, "forbidden_locally": False}
    facts |= {"giver_present": True, "giver_not_permitted": False, "person": "amina", "other_side": "Delta"}
    judged = judge(pack, {"kind": "hospitality_received", **facts}, on=ON)
    assert not judged.findings and not judged.questions


@pytest.mark.parametrize("kind", ["outside_role", "financial_interest", "loan", "other", "supervision", "relationship"])
def test_whatever_is_not_a_register_entry_is_judged_by_a_person(pack, kind):
    assert ("3.1", "main") in [one[:2] for one in findings(pack, kind=kind)]
    assert not pack.kinds[kind].register_only


def test_no_form_asks_the_same_thing_twice(pack):
    for kind in pack.kinds.values():
        asked = [name for step in kind.steps for name in step.asks]
        assert len(asked) == len(set(asked)), kind.id


def test_every_question_is_put_as_a_question(pack):
    assert [name for name, fact in pack.facts.items() if not fact.label.endswith("?")] == []


def test_no_sentence_of_the_pack_shouts(pack):
    texts = [clause.means + clause.summary + clause.reading for clause in pack.clauses.values()]
    texts += [rule.says for clause in pack.clauses.values() for rule in clause.rules]
    texts += [kind.summary + kind.instruction + kind.example for kind in pack.kinds.values()]
    assert [text for text in texts if "!" in text] == []


def test_figures_stand_in_their_clauses_and_not_in_their_words(pack):
    limits = ("200", "1%", "10%")
    words = [clause.title + clause.summary + clause.means + clause.reading for clause in pack.clauses.values()]
    words += [rule.says for clause in pack.clauses.values() for rule in clause.rules]
    assert [text for text in words if any(limit in text for limit in limits)] == []
