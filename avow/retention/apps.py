from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "avow.retention"
    label = "retention"
    verbose_name = "Retention"
