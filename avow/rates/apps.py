from django.apps import AppConfig


class RatesConfig(AppConfig):
    name = "avow.rates"
    label = "rates"
    verbose_name = "Reference rates"

    def ready(self) -> None:
        from avow.rates import checks

        checks.start()
