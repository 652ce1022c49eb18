from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "avow.questions"
    label = "questions"
    verbose_name = "Questions"
