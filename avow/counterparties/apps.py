from django.apps import AppConfig


class CounterpartiesConfig(AppConfig):
    name = "avow.counterparties"
    label = "counterparties"
    verbose_name = "Counterparties"
