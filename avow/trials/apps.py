from django.apps import AppConfig


class TrialsConfig(AppConfig):
    name = "avow.trials"
    label = "trials"
    verbose_name = "Trials"

    def ready(self) -> None:
        from avow.access import duties as of_everyone
        from avow.trials import checks, duties

        checks.start()
        of_everyone.register(duties.to_look_at)
        of_everyone.register(duties.to_adopt)
