from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "avow.access"
    label = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        from avow.access import checks, duties, own_duties

        duties.register(own_duties.proposals_to_confirm)
        checks.start()
