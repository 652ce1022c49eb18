"""avow account and avow role."""

import io

import pytest

from avow.access import roles
from avow.access.models import Account, RoleGrant
from avow.cli.django_commands import run
from avow.config.clock import today
from avow.ledger.models import Entry
from avow.people.testing import cast

WORDS = "green boats on calm water"

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return cast()


@pytest.fixture
def typed(monkeypatch):
    def give(text):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return give


def test_an_account_with_the_password_from_the_input(here, typed):
    typed(WORDS + "\n")
    assert run(["account", "create", "A1", "--password-stdin"]) == 0
    assert Account.objects.get(username="a1").check_password(WORDS)


def test_without_one_a_password_is_made_and_shown_once(here, capsys):
    assert run(["account", "create", "A1"]) == 0
    password = capsys.readouterr().out.split("Password: ")[1].split("\n")[0]
    assert Account.objects.get().check_password(password)


def test_a_new_password_and_a_closed_account(here, typed, capsys):
    run(["account", "create", "A1"])
    typed(WORDS + "\n")
    assert run(["account", "password", "A1", "--password-stdin"]) == 0
    assert Account.objects.get().check_password(WORDS)
    assert run(["account", "close", "A1"]) == 0
    capsys.readouterr()
    assert run(["account", "list"]) == 0
    assert capsys.readouterr().out == "a1\tA1\tAmina Haddad\tclosed\n"


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        (["create", "nobody"], "", "Nobody has the employee number 'nobody'"),
        (["create", "A1", "--password-stdin"], "", "no password on the input"),
        (["create", "A1", "--password-stdin"], "short\n", "too short"),
        (["password", "B1"], "", "B1 has no account"),
        (["close", "B1"], "", "B1 has no account"),
    ],
)
def test_what_cannot_be_ends_with_2_and_the_reason(here, typed, capsys, words, given, said):
    typed(given)
    assert run(["account", *words]) == 2
    assert said in capsys.readouterr().err
    assert not Account.objects.exists()


def test_the_first_roles_come_from_the_command_line_and_are_recorded_so(here, capsys):
    for number, role in (("C1", "compliance_officer"), ("F1", "administrator")):
        assert run(["role", "propose", number, role]) == 0
        assert run(["role", "confirm", number, role]) == 0
    assert roles.holds(here.chen, "compliance_officer", today())
    assert Entry.objects.latest("number").actor == "command line"
    capsys.readouterr()
    run(["role", "list"])
    assert "proposed by command line\tconfirmed by command line" in capsys.readouterr().out


def test_afterwards_it_takes_three_people(here, capsys):
    for number, role in (("C1", "compliance_officer"), ("F1", "administrator")):
        run(["role", "propose", number, role])
        run(["role", "confirm", number, role])
    assert run(["role", "propose", "B1", "management"]) == 2
    assert "say who proposes" in capsys.readouterr().err
    assert run(["role", "propose", "B1", "management", "--by", "F1"]) == 0
    assert run(["role", "confirm", "B1", "management"]) == 2
    assert run(["role", "confirm", "B1", "management", "--by", "F1"]) == 2
    assert run(["role", "confirm", "B1", "management", "--by", "B1"]) == 2
    assert run(["role", "confirm", "B1", "management", "--by", "C1"]) == 0
    grant = RoleGrant.objects.get(role="management")
    assert (grant.proposed_by, grant.confirmed_by) == (here.farah, here.chen)
    assert Entry.objects.latest("number").acting_as == "command line"
    assert run(["role", "end", "B1", "management", "--by", "F1"]) == 0
    assert not roles.holds(here.boris, "management", today())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["propose", "A1", "king"], "There is no role 'king'. The roles are: compliance_officer"),
        (["propose", "nobody", "auditor"], "Nobody has the employee number"),
        (["propose", "A1", "hr_partner"], "one department"),
        (["confirm", "A1", "auditor"], "Nobody proposed A1 as auditor"),
        (["end", "A1", "auditor"], "no such role to end"),
    ],
)
def test_a_role_that_cannot_be_ends_with_2_and_the_reason(here, capsys, words, said):
    assert run(["role", *words]) == 2
    assert said in capsys.readouterr().err
