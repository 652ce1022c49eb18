from django.apps import AppConfig


class CertificationsConfig(AppConfig):
    name = "avow.certifications"
    label = "certifications"
    verbose_name = "Certifications"
