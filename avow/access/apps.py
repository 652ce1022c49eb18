from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "avow.access"
    label = "access"
    verbose_name = "Access"
