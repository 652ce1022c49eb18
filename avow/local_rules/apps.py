from django.apps import AppConfig


class LocalRulesConfig(AppConfig):
    name = "avow.local_rules"
    label = "local_rules"
    verbose_name = "Local rules"

    def ready(self) -> None:
        from avow.disclosures import computing, hints
        from avow.local_rules import receivers, telling, verdict
        from avow.rates import signals

        computing.register(verdict.facts, beforehand=verdict.read)
        hints.register(telling.hints)
        signals.imported.connect(receivers.on_rates_imported, dispatch_uid="local_rules.rates_imported")
