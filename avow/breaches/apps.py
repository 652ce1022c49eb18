from django.apps import AppConfig


class BreachesConfig(AppConfig):
    name = "avow.breaches"
    label = "breaches"
    verbose_name = "Breaches"
