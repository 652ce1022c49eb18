from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "avow.reviews"
    label = "reviews"
    verbose_name = "Reviews"

    def ready(self) -> None:
        from avow.disclosures import signals, states
        from avow.reviews import receivers
        from avow.reviews import states as our_states

        signals.submitted.connect(receivers.on_submitted, dispatch_uid="reviews.submitted")
        states.register(our_states.source)
