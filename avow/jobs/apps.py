from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "avow.jobs"
    label = "jobs"
    verbose_name = "Jobs"
