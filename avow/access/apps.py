from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "avow.access"
    label = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        from avow.access import checks, duties, erasing, own_duties
        from avow.retention import signals

        duties.register(own_duties.proposals_to_confirm)
        checks.start()
        signals.erasing.connect(erasing.close)
