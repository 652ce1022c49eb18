from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "avow.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        from avow.people import erasing
        from avow.retention import signals

        signals.erasing.connect(erasing.blank)
