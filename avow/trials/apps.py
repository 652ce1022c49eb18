from django.apps import AppConfig


class TrialsConfig(AppConfig):
    name = "avow.trials"
    label = "trials"
    verbose_name = "Trials"

    def ready(self) -> None:
        from avow.trials import checks

        checks.start()
