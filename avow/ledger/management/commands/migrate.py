"""`avow migrate`: Django's, as the owner of the tables where there is one, and then the application's rights."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections

from avow.ledger import roles


class Command(migrate.Command):
    """With AVOW_DATABASE_OWNER_URL, tables and guards belong to that role, and the serving role gets its rights."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, as the owner where one is named."""
        owner = roles.owner_settings()
        if owner is None:
            super().handle(*args, **options)
            return
        connection = connections[options["database"]]
        kept = dict(connection.settings_dict)
        if (owner["NAME"], owner["HOST"]) != (kept["NAME"], kept["HOST"]):
            raise CommandError(f"{roles.OWNER} and AVOW_DATABASE_URL must name the same database.")
        connection.close()
        connection.settings_dict.update(USER=owner["USER"], PASSWORD=owner["PASSWORD"], OPTIONS=owner["OPTIONS"])
        try:
            super().handle(*args, **options)
            roles.grant(connection, kept["USER"])
        except OperationalError as error:
            raise CommandError(f"{roles.OWNER}: {str(error).strip()}")
        finally:
            connection.close()
            connection.settings_dict.update(kept)
