"""A copy of a pack with other figures: what would a limit of 100 have meant?"""

from datetime import date
from decimal import Decimal

import pytest

from avow.policy import corporate, judge, load
from avow.policy.changed_figures import NoSuchFigure, as_if_always, changed, with_figures

GIFT = {"kind": "gift_received", "person": "amina", "declined": False, "amount": "150.00", "paid_back": "0.00"}
LONG_AGO, LATE = date(2001, 5, 1), date(2030, 1, 1)
LIMIT = ("5.2", "limit_12m")


@pytest.fixture(scope="module")
def pack():
    return load(corporate())


def value(pack, day, country=None):
    found = pack.clauses["5.2"].figures["limit_12m"].on(day, country)
    return found.value if found else None


def dated(pack, tmp_path, values):
    import shutil

    folder = tmp_path / "ours"
    shutil.copytree(corporate(), folder)
    clause = next(folder.glob("clauses/5.2-*.toml"))
    clause.write_text(clause.read_text().replace('value = "200.00" } ]', f'value = "200.00" }}{values} ]', 1))
    return load(folder)


def test_a_value_for_all_days_and_countries(pack):
    other = with_figures(pack, {"5.2.limit_12m": "100"})
    assert value(other, LONG_AGO) == value(other, LATE, "DE") == 100 and value(pack, LATE) == 200
    assert not any(one.clause == "5.2" for one in judge(pack, GIFT, on=LATE).findings)
    assert any(one.clause == "5.2" for one in judge(other, GIFT, on=LATE).findings)


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("5.2.limit_13m", "1", "Did you mean 5.2.limit_12m"),
        ("9.9.x", "1", "The figures are: "),
        ("limit_12m", "1", "There is no figure 'limit_12m'"),
        ("5.2.limit_12m", "a lot", "given as digits"),
        ("5.2.limit_12m", "", "given as digits"),
    ],
)
def test_a_figure_that_is_none_names_the_nearest(pack, name, given, words):
    with pytest.raises(NoSuchFigure, match=words):
        with_figures(pack, {name: given})


def test_what_is_to_come_as_if_it_had_always_been(pack, tmp_path):
    later = dated(
        pack,
        tmp_path,
        ', { from = 2027-01-01, value = "100.00" }, { from = 2027-01-01, value = "80.00", country = "DE" }',
    )
    assert changed(pack, later) == [LIMIT] and changed(pack, pack) == []
    always = as_if_always(later, [LIMIT])
    assert (value(always, LONG_AGO), value(always, LONG_AGO, "DE")) == (100, 80)
    before = as_if_always(later, [LIMIT], at=date(2026, 12, 31))
    assert (value(before, LATE), value(before, LATE, "DE")) == (Decimal(200), Decimal(200))


def test_figures_that_are_only_written_otherwise_are_not_changed(pack, tmp_path):
    assert changed(pack, dated(pack, tmp_path, ', { from = 2027-01-01, value = "200.00" }')) == []
