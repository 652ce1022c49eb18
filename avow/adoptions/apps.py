from django.apps import AppConfig


class AdoptionsConfig(AppConfig):
    name = "avow.adoptions"
    label = "adoptions"
    verbose_name = "Adoptions"
