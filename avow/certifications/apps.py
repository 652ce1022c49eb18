from django.apps import AppConfig


class CertificationsConfig(AppConfig):
    name = "avow.certifications"
    label = "certifications"
    verbose_name = "Certifications"

    def ready(self) -> None:
        from avow.access.duties import register
        from avow.certifications.duties import to_acknowledge

        register(to_acknowledge)
