from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "avow.cli"
    label = "cli"
    verbose_name = "Command line"
