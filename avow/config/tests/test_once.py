"""Within one page each thing is looked up once; outside of one, every time."""

import pytest

from avow.config import once


@pytest.fixture
def asked():
    return []


@pytest.fixture
def double(asked):
    @once.looked_up
    def double(number: int, *, plus: int = 0) -> int:
        asked.append((number, plus))
        return 2 * number + plus

    return double


def test_on_a_page_the_same_is_looked_up_once(double, asked):
    @once.for_this_page
    def page() -> list[int]:
        return [double(1), double(1), double(1, plus=1), double(2), double(1, plus=1)]

    assert page() == [2, 2, 3, 4, 3]
    assert asked == [(1, 0), (1, 1), (2, 0)]


def test_the_next_page_looks_anew(double, asked):
    page = once.for_this_page(lambda: double(1))
    assert (page(), page()) == (2, 2)
    assert asked == [(1, 0), (1, 0)]


def test_elsewhere_every_call_looks(double, asked):
    assert (double(1), double(1)) == (2, 2)
    assert asked == [(1, 0), (1, 0)]


def test_also_after_a_page_that_failed(double, asked):
    @once.for_this_page
    def page() -> None:
        double(1)
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        page()
    double(1)
    assert asked == [(1, 0), (1, 0)]
