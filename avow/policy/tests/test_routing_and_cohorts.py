"""Who decides, who is asked, and when a step of a form is shown."""

import pytest

from avow.policy import FactError


@pytest.mark.parametrize(
    ("director", "officer", "decides", "name"),
    [
        (True, True, "board_committee", "Directors"),
        (True, False, "board_committee", "Directors"),
        (False, True, "chief_executive", "Officers"),
        (False, False, "compliance_officer", "Everyone else"),
        (True, None, "board_committee", "Directors"),
    ],
)
def test_the_first_row_that_fits(pack, director, officer, decides, name):
    route = pack.route({"is_director": director, "is_officer": officer, "kind": "gift"})
    assert (route.decides, route.name) == (decides, name)
    assert route.because


def test_a_row_that_may_fit_stops_the_search_visibly(pack):
    route = pack.route({"is_officer": False, "kind": "gift"})
    assert (route.decides, route.name) == ("board_committee", "otherwise")
    assert route.because == "Whether “Directors” fits cannot be said without: is_director."


def test_where_nobody_fits_it_goes_to_the_board_committee(small):
    small.change("routing.toml", "NOT is_officer AND NOT is_director", "FALSE")
    route = small.load().route({"is_director": False, "is_officer": False, "kind": "gift"})
    assert (route.decides, route.because) == ("board_committee", "No row of the routing fits.")


def test_cohorts(pack):
    assert pack.in_cohort("acknowledge", {}) is True
    assert pack.in_cohort("certify", {"is_officer": True}) is True
    assert pack.in_cohort("certify", {"is_officer": False}) is False
    assert pack.in_cohort("certify", {}) is None


def test_a_step_is_shown_when_its_condition_holds(pack):
    who = next(step for step in pack.kinds["share"].steps if step.id == "who")
    assert pack.holds(who.when, {"holder": "family"}) is True
    assert pack.holds(who.when, {"holder": "self"}) is False
    assert pack.holds(who.when, {}) is None


def test_facts_that_do_not_fit_are_refused_here_too(pack):
    with pytest.raises(FactError, match="is_oficer"):
        pack.route({"is_oficer": True})


def test_a_kind_knows_all_that_it_asks(pack):
    assert pack.kinds["gift"].asks == ("holder", "amount", "declined", "other_side")
