from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "avow.ledger.tests.sample"
    label = "ledger_sample"
