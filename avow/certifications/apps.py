from django.apps import AppConfig


class CertificationsConfig(AppConfig):
    name = "avow.certifications"
    label = "certifications"
    verbose_name = "Certifications"

    def ready(self) -> None:
        from avow.access.duties import register
        from avow.certifications import erasing
        from avow.certifications.campaigns import duties as campaigns
        from avow.certifications.duties import to_acknowledge
        from avow.certifications.form.duties import to_certify, to_read
        from avow.certifications.kiosk import duties as kiosk
        from avow.certifications.local_hr import duties as local_hr
        from avow.certifications.paper import scans
        from avow.certifications.reminders import Certifying
        from avow.certifications.reminders_of_the_policy import Acknowledging
        from avow.disclosures.files import orphans
        from avow.ledger.verify import CHECKS
        from avow.notices import sources
        from avow.retention import signals

        register(to_acknowledge)
        register(to_certify)
        register(to_read)
        register(campaigns.of_officers)
        register(local_hr.of_partners)
        register(local_hr.of_officers)
        register(kiosk.of_partners)
        register(kiosk.of_officers)
        sources.register(Certifying())
        sources.register(Acknowledging())
        signals.erasing.connect(erasing.clear)
        signals.erasing.connect(scans.clear, dispatch_uid="certifications.scans")
        if scans.known not in orphans.ELSEWHERE:
            orphans.ELSEWHERE.append(scans.known)
        if scans.problems not in CHECKS:
            CHECKS.append(scans.problems)
