"""What a rate was: those that come with Avow, those brought on top, and no process answers with old ones."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

from avow.ledger.models import Entry
from avow.policy.rates import Rate
from avow.rates import current
from avow.rates.testing import bring_text

pytestmark = pytest.mark.django_db
SECOND, THIRD = date(2026, 3, 2), date(2026, 3, 3)


def test_without_any_file_those_of_the_central_bank_hold():
    assert current.mark() is None
    found = current.rate("EUR", "USD", date(2026, 3, 8))
    assert found == Rate(Decimal("1.25"), THIRD)
    assert current.source("EUR", "USD", found) == "the European Central Bank's reference rate of 3 March 2026"


def test_what_was_brought_goes_before_them_and_says_where_it_came_from():
    bring_text("2026-03-03,USD,1.3\n2026-03-04,USD,1.31\n", "treasury.csv", on=date(2026, 3, 5))
    assert current.rate("EUR", "USD", SECOND) == Rate(Decimal("1.2"), SECOND)
    found = current.rate("EUR", "USD", THIRD)
    assert found == Rate(Decimal("1.3"), THIRD)
    said = "the rate of 3 March 2026 that was brought on 5 March 2026 in treasury.csv"
    assert current.source("EUR", "USD", found) == said


def test_the_latest_file_holds():
    bring_text("2026-03-04,USD,1.3\n", "one.csv")
    bring_text("2026-03-04,USD,1.4\n", "two.csv")
    found = current.rate("EUR", "USD", date(2026, 3, 4))
    assert found.value == Decimal("1.4")
    assert current.source("EUR", "USD", found).endswith("in two.csv")


def test_between_two_currencies_both_are_named():
    found = current.rate("USD", "GBP", THIRD)
    assert current.source("USD", "GBP", found) == "the European Central Bank's reference rates of 3 March 2026"
    bring_text("2026-03-03,USD,1.3\n", on=date(2026, 3, 5))
    found = current.rate("USD", "GBP", THIRD)
    assert current.source("USD", "GBP", found) == (
        "the rate of 3 March 2026 that was brought on 5 March 2026 in ours.csv, "
        "and the European Central Bank's reference rate of 3 March 2026"
    )
    bring_text("2026-03-04,USD,1.3\n2026-03-04,GBP,0.9\n", on=date(2026, 3, 6))
    found = current.rate("USD", "GBP", date(2026, 3, 4))
    assert current.source("USD", "GBP", found) == (
        "the rates of 4 March 2026 that were brought on 6 March 2026 in ours.csv"
    )


def test_one_currency_needs_no_rate():
    found = current.rate("XXX", "XXX", THIRD)
    assert (found.value, current.source("XXX", "XXX", found)) == (1, "")


def test_seven_days_and_no_more():
    assert current.rate("EUR", "USD", date(2026, 3, 10)).day == THIRD
    assert current.rate("EUR", "USD", date(2026, 3, 11)) is None
    assert current.currencies(date(2026, 3, 10)) == ("EUR", "GBP", "SEK", "USD")
    bring_text("2026-03-11,USD,1.3\n")
    assert current.currencies(date(2026, 3, 11)) == ("EUR", "USD")
    assert current.currencies(date(1998, 1, 1)) == ("EUR",)


def test_a_currency_ends_when_most_others_go_on():
    assert current.held().ended() == {"BGN": date(2025, 12, 31)}
    assert current.held().offered() == ("EUR", "GBP", "SEK", "USD")


def test_bringing_one_currency_does_not_end_the_others():
    bring_text("2026-03-19,USD,1.3\n2026-02-01,NOK,11\n", on=date(2026, 12, 1))
    bring_text("2026-11-30,USD,1.3\n", on=date(2026, 12, 1))
    assert set(current.held().ended()) == {"BGN"}


def test_a_question_is_one_query_once_the_rates_are_read(django_assert_num_queries):
    bring_text("2026-03-04,USD,1.3\n")
    current.held()
    with django_assert_num_queries(1):
        current.rate("EUR", "USD", THIRD)
    with django_assert_num_queries(1):
        current.mark()
    held = current.held()
    with django_assert_num_queries(0):
        held.source("EUR", "USD", held.rate("EUR", "USD", THIRD))


def test_a_process_that_holds_old_rates_reads_anew():
    before = current.held()
    bring_text("2026-03-04,USD,1.3\n")
    current._kept[:] = [before]
    assert current.rate("EUR", "USD", date(2026, 3, 4)).value == Decimal("1.3")
    assert current.mark() == Entry.objects.get().number


def test_what_was_rolled_back_is_forgotten_even_when_its_number_comes_again():
    with transaction.atomic():
        bring_text("2026-03-04,USD,1.3\n")
        number = current.mark()
        assert current.rate("EUR", "USD", date(2026, 3, 4)).value == Decimal("1.3")
        transaction.set_rollback(True)
    kept = list(current._kept)
    assert kept[0].mark == number
    bring_text("2026-03-04,USD,1.4\n")
    assert current.mark() == number
    assert current.rate("EUR", "USD", date(2026, 3, 4)).value == Decimal("1.4")


@pytest.mark.django_db(transaction=True)
def test_another_thread_answers_with_the_new_rates_from_the_moment_they_are_committed():
    current.held()
    answers = []

    def ask():
        try:
            answers.append(current.rate("EUR", "USD", date(2026, 3, 4)).value)
        finally:
            connection.close()

    def asked():
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join(20)
        return answers.pop()

    with transaction.atomic():
        bring_text("2026-03-04,USD,1.3\n")
        current.rate("EUR", "USD", date(2026, 3, 4))
        assert asked() == Decimal("1.25")
    assert asked() == Decimal("1.3")


def test_every_digit_is_kept():
    bring_text("2026-03-04,IDR,99999999.123456789012\n2026-03-04,XAU,0.000256789012\n")
    assert current.held().rates.published("IDR", date(2026, 3, 4)) == Decimal("99999999.123456789012")
    assert current.held().rates.published("XAU", date(2026, 3, 4)) == Decimal("0.000256789012")
