from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "avow.ledger"
    label = "ledger"
    verbose_name = "Ledger"
