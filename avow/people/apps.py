from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "avow.people"
    label = "people"
    verbose_name = "People"
