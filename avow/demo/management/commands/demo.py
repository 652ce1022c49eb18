"""`avow demo`: load the invented company into an empty database, and say how to sign in."""

import os
import secrets
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from avow.access.acts import open_account
from avow.config import clock, environment
from avow.demo.company import CAST, adopted, found
from avow.demo.matters import told
from avow.people.models import Person


class Command(BaseCommand):
    help = "Load Kestrel Pumps, an invented company, into an empty database, and print how to sign in."

    def add_arguments(self, parser):
        parser.add_argument("--when-empty", action="store_true", help="do nothing where there are people already")

    def handle(self, *args, **options):
        password_file = Path(settings.AVOW_HOME) / "demo-password"
        if Person.objects.exists():
            if not options["when_empty"]:
                raise CommandError("There are people in this database already. The demo goes into an empty one.")
            if password_file.exists():
                self.introduce(password_file.read_text().strip())
            return 0
        password = kept_password(password_file)
        now = clock.now()
        today = clock.today()
        begin = today - timedelta(days=400)
        with transaction.atomic():
            known = found(begin, now - timedelta(days=400))
            adopted(known, begin, now - timedelta(days=399))
            for number, _ in CAST:
                open_account(known[number], password, at=now, username=known[number].name.split()[0].lower())
            told(known, today)
        self.introduce(password)
        return 0

    def introduce(self, password: str) -> None:
        """Who there is, and how to sign in as them."""
        self.stdout.write(f"\nKestrel Pumps, an invented company. Sign in at http://127.0.0.1:{environment.port()} as")
        for number, who in CAST:
            username = who.split()[0].lower()
            self.stdout.write(f"  {username:<10} {who} ({number})")
        self.stdout.write(f"each with the password  {password}\n")


def kept_password(path: Path) -> str:
    """The password of the cast: made once, kept beside the data, readable by its owner alone."""
    made = f"kestrel-{secrets.token_hex(4)}"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(made + "\n")
    return made
