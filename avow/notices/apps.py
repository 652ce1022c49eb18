from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "avow.notices"
    label = "notices"
    verbose_name = "Notices"

    def ready(self) -> None:
        from avow.ledger.verify import CHECKS
        from avow.notices import erasing, holidays
        from avow.retention import signals

        signals.erasing.connect(erasing.clear, dispatch_uid="notices.erasing")
        if holidays.problems not in CHECKS:
            CHECKS.append(holidays.problems)
