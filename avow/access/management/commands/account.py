"""`avow account create|password|close NUMBER` and `avow account list`."""

import secrets
import sys

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from avow.access import acts
from avow.access.models import Account
from avow.access.signin import may_sign_in
from avow.config.clock import now, today
from avow.people.models import Person


class Command(BaseCommand):
    help = "Give a person an account or a new password, close an account, list them."

    def add_arguments(self, parser: CommandParser) -> None:
        does = parser.add_subparsers(dest="does", required=True)
        for name, help_text in {
            "create": "give a person an account; the username is the employee number",
            "password": "set a new password; opens a closed account again",
            "close": "nobody can sign in with it any more",
        }.items():
            sub = does.add_parser(name, help=help_text)
            sub.add_argument("number", metavar="NUMBER", help="employee number")
            if name != "close":
                sub.add_argument(
                    "--password-stdin", action="store_true", help="read the password from the input; else one is made"
                )
            if name == "create":
                sub.add_argument("--username", help="sign in under this name instead of the employee number")
        does.add_parser("list", help="every account and whether it can sign in")

    def handle(self, *args, **options) -> int:
        if options["does"] == "list":
            return self.list()
        person = Person.objects.filter(number=options["number"]).first()
        if person is None:
            raise CommandError(f"Nobody has the employee number {options['number']!r}.")
        try:
            getattr(self, options["does"])(person, options)
        except acts.NotAllowed as refused:
            raise CommandError(str(refused))
        except ValidationError as weak:
            raise CommandError(" ".join(weak.messages))
        return 0

    def create(self, person: Person, options: dict) -> None:
        password, made = _password(options)
        account = acts.open_account(person, password, at=now(), username=options["username"])
        self.stdout.write(f"{person.number} can sign in as {account.username}.")
        self._tell(made, password)

    def password(self, person: Person, options: dict) -> None:
        password, made = _password(options)
        acts.set_password(_account(person), password, at=now())
        self.stdout.write(f"{person.number} has a new password and is signed out everywhere.")
        self._tell(made, password)

    def close(self, person: Person, options: dict) -> None:
        acts.close_account(_account(person), at=now())
        self.stdout.write(f"The account of {person.number} is closed.")

    def list(self) -> int:
        on = today()
        accounts = Account.objects.select_related("person").order_by("username")
        for account in accounts:
            state = "can sign in" if may_sign_in(account, on) else "closed" if account.closed_at else "has left"
            if state == "can sign in" and not account.has_usable_password():
                state = "no password yet"
            self.stdout.write(f"{account.username}\t{account.person.number}\t{account.person.name}\t{state}")
        if not accounts:
            self.stdout.write("There is no account yet. Make one: avow account create NUMBER")
        return 0

    def _tell(self, made: bool, password: str) -> None:
        if made:
            self.stdout.write(
                f"Password: {password}\nIt is shown only now. It can be changed at /password/ after signing in."
            )


def _account(person: Person) -> Account:
    account = Account.objects.select_related("person").filter(person=person).first()
    if account is None:
        raise CommandError(f"{person.number} has no account. Make one: avow account create {person.number}")
    return account


def _password(options: dict) -> tuple[str, bool]:
    """The password, and whether it was made here."""
    if not options["password_stdin"]:
        return secrets.token_urlsafe(15), True
    given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise CommandError("There was no password on the input. Write it as one line.")
    return given, False
