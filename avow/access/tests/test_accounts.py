"""An account belongs to a person; many people have none."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from avow.access import acts
from avow.access.models import Account
from avow.ledger.models import Entry
from avow.people.testing import cast

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
WORDS = "green boats on calm water"

pytestmark = pytest.mark.django_db


def test_an_account_is_opened_under_the_employee_number_in_lower_case():
    account = acts.open_account(cast().amina, WORDS, at=AT)
    assert account.username == "a1"
    assert account.check_password(WORDS)
    assert Entry.objects.latest("number").verb == "account opened"


def test_nobody_has_two_accounts():
    amina = cast().amina
    acts.open_account(amina, WORDS, at=AT)
    with pytest.raises(acts.NotAllowed, match="already has an account"):
        acts.open_account(amina, WORDS, at=AT)


def test_a_username_is_taken_once_whatever_its_case():
    here = cast()
    acts.open_account(here.amina, WORDS, at=AT, username="Same")
    with pytest.raises(acts.NotAllowed, match="belongs to someone else"):
        acts.open_account(here.boris, WORDS, at=AT, username="sAME")


def test_the_database_refuses_a_username_with_capitals():
    with pytest.raises(IntegrityError, match="username_is_in_lower_case"), transaction.atomic():
        Account.objects.create(person=cast().amina, username="Amina", opened_at=AT)


def test_a_weak_password_is_refused_and_nothing_is_opened():
    with pytest.raises(ValidationError, match="too short"):
        acts.open_account(cast().amina, "short", at=AT)
    assert not Account.objects.exists()


def test_without_a_password_nobody_can_sign_in():
    account = acts.open_account(cast().amina, None, at=AT)
    assert not account.has_usable_password()


def test_a_closed_account_opens_again_with_a_new_password():
    account = acts.open_account(cast().amina, WORDS, at=AT)
    acts.close_account(account, at=AT)
    assert not account.is_active and not account.check_password(WORDS)
    acts.set_password(account, "quite another set of words", at=AT)
    account.refresh_from_db()
    assert account.is_active and account.check_password("quite another set of words")


def test_closing_twice_is_recorded_once():
    account = acts.open_account(cast().amina, WORDS, at=AT)
    acts.close_account(account, at=AT)
    acts.close_account(account, at=AT)
    assert Entry.objects.filter(verb="account closed").count() == 1
