from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "avow.web"
    label = "web"
    verbose_name = "Web"
