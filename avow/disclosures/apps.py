from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "avow.disclosures"
    label = "disclosures"
    verbose_name = "Disclosures"
