from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "avow.imports"
    label = "imports"
    verbose_name = "Imports"
