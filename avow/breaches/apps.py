from django.apps import AppConfig


class BreachesConfig(AppConfig):
    name = "avow.breaches"
    label = "breaches"
    verbose_name = "Breaches"

    def ready(self) -> None:
        from avow.breaches import receivers
        from avow.disclosures import signals

        signals.submitted.connect(receivers.on_submitted, dispatch_uid="breaches.submitted")
        signals.started.connect(receivers.on_started, dispatch_uid="breaches.started")
