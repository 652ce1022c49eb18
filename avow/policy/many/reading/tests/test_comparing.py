"""avow judge --compare: which findings another figure, or a newly found group, makes and unmakes."""

KIND = ("--kind", "gift_received")
GIFTS = """\
person,party,on,amount
amina,kwik,2024-11-10,150
amina,delta,2025-03-10,150
boris,delta,2025-04-10,250
"""
GROUPS = "party,party_group,since,until\nkwik,D,2020-01-01,\ndelta,D,2020-01-01,\n"


SHORT = "Party,Group\nkwik,D\ndelta,D\n"


def marks(findings):
    return [(one["row"], one["compared"]) for one in findings]


def test_what_a_newly_found_group_turns_into_a_finding(judge, file):
    words = ("--map", "other_side=party", "--groups", str(file(GROUPS, "groups.csv")), "--compare")
    _, summary, findings, _, _ = judge(file(GIFTS), *KIND, *words)
    assert marks(findings) == [(2, "newly found"), (3, "as before")]
    assert summary["compared"] == [{"clause": "5.2", "year": 2025, "newly": 1, "before": 1, "no_longer": 0}]


def test_groups_that_always_were(judge, file):
    words = ("--map", "other_side=party", "--groups", str(file(SHORT, "groups.csv")), "--compare")
    assert marks(judge(file(GIFTS), *KIND, *words)[2]) == [(2, "newly found"), (3, "as before")]


def test_what_a_higher_limit_no_longer_finds(judge, file):
    words = ("--map", "other_side=party", "--figure", "5.2.limit_12m=300", "--compare")
    _, summary, findings, _, _ = judge(file(GIFTS), *KIND, *words)
    assert marks(findings) == [(3, "no longer found")]
    assert "USD 250.00" in findings[0]["says"]
    assert summary["findings"] == 0
    assert summary["compared"] == [{"clause": "5.2", "year": 2025, "newly": 0, "before": 0, "no_longer": 1}]


def test_both_at_once_are_compared_with_neither(judge, file):
    groups = str(file(GROUPS, "groups.csv"))
    words = ("--map", "other_side=party", "--groups", groups, "--figure", "5.2.limit_12m=260", "--compare")
    _, summary, findings, _, _ = judge(file(GIFTS), *KIND, *words)
    assert marks(findings) == [(2, "newly found"), (3, "no longer found")]
    assert summary["compared"] == [{"clause": "5.2", "year": 2025, "newly": 1, "before": 0, "no_longer": 1}]


def test_without_it_no_finding_is_marked(judge, file):
    _, summary, findings, _, _ = judge(file(GIFTS), *KIND, "--map", "other_side=party")
    assert "compared" not in findings[0]
    assert summary["compared"] is None
