from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "avow.demo"
    label = "demo"
    verbose_name = "Demo"
