from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LedgerConfig(AppConfig):
    name = "avow.ledger"
    label = "ledger"
    verbose_name = "Ledger"

    def ready(self) -> None:
        from avow.jobs import starting

        from . import beginning

        post_migrate.connect(beginning.after_migrate, dispatch_uid="ledger")
        starting.register(beginning.before_serving)
