from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "avow.disclosures"
    label = "disclosures"
    verbose_name = "Disclosures"

    def ready(self) -> None:
        from avow.access.duties import register
        from avow.disclosures.duties import unfinished

        register(unfinished)
