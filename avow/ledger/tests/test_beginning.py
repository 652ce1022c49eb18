"""What must be there before anything is served, and what is said when it is not."""

import pytest
from django.db import connection

from avow.ledger import beginning, guards, keyring
from avow.ledger.models import Head

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings, tmp_path):
    """Key files of its own."""
    keyring.close()
    settings.AVOW_HOME = tmp_path
    yield tmp_path
    keyring.close()


def said() -> list[str]:
    return list(beginning.before_serving())


def test_an_installation_in_order_has_nothing_to_say():
    assert said() == []


def test_a_missing_guard_is_named_with_what_to_do():
    guards.drop(names={"ledger_head"})
    found = said()
    assert found[0].startswith("Ledger_head: the guard")
    assert 0 < found[-1].index("`avow ledger verify`") < found[-1].index("`avow migrate`")


def test_a_missing_head_is_named_and_migrating_an_empty_ledger_makes_it():
    guards.drop(names={"ledger_head"})
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_head")
    assert any("The ledger's head is missing" in sentence for sentence in said())
    beginning.make_head("default")
    assert (Head.objects.get().size, Head.objects.get().root[:8]) == (0, "e3b0c442")


def test_keys_that_do_not_fit_together_are_named(home):
    keyring.make(["register"])
    keyring.close()
    (home / "keys" / "master.key").write_bytes(b"x" * 32)
    assert any("must come from the same copy" in sentence for sentence in said())


def test_a_signing_key_that_is_none_is_named(home):
    keyring.make(["register"])
    (home / "keys" / "heads.pem").write_text("not a key")
    assert any("must be an Ed25519 key" in sentence for sentence in said())


def test_a_destroyed_register_is_named(home):
    keyring.destroy("register")
    assert any("The register's key was destroyed" in sentence for sentence in said())
