from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "avow.web"
    label = "web"
    verbose_name = "Web"

    def ready(self) -> None:
        from avow.jobs import starting
        from avow.web.collecting import collect

        starting.register(collect)
