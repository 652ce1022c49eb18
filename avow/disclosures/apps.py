from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "avow.disclosures"
    label = "disclosures"
    verbose_name = "Disclosures"

    def ready(self) -> None:
        from avow.access.duties import register
        from avow.disclosures import erasing
        from avow.disclosures.duties import unfinished
        from avow.disclosures.files import attested
        from avow.retention import signals

        register(unfinished)
        attested.start()
        signals.asked.connect(erasing.relatives)
        signals.erasing.connect(erasing.clear)
