from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "avow.reviews"
    label = "reviews"
    verbose_name = "Reviews"
