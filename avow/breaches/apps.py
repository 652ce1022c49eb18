from django.apps import AppConfig


class BreachesConfig(AppConfig):
    name = "avow.breaches"
    label = "breaches"
    verbose_name = "Breaches"

    def ready(self) -> None:
        from avow.breaches import receivers
        from avow.breaches.views import in_case
        from avow.disclosures import signals
        from avow.leave import signals as leave
        from avow.reviews import sections

        signals.submitted.connect(receivers.on_submitted, dispatch_uid="breaches.submitted")
        sections.register(10, in_case.section)
        signals.started.connect(receivers.on_started, dispatch_uid="breaches.started")
        leave.given.connect(receivers.on_given, dispatch_uid="breaches.given")
