from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "avow.reviews"
    label = "reviews"
    verbose_name = "Reviews"

    def ready(self) -> None:
        from avow.access import duties
        from avow.disclosures import keeping_away, sections, signals, states
        from avow.reviews import duties as our_duties
        from avow.reviews import independence, receivers
        from avow.reviews import sections as case_sections
        from avow.reviews import states as our_states
        from avow.reviews.views import leave_in_case, own_sections

        signals.submitted.connect(receivers.on_submitted, dispatch_uid="reviews.submitted")
        signals.judged_again.connect(receivers.on_judged_again, dispatch_uid="reviews.judged_again")
        states.register(our_states.source)
        keeping_away.register(independence.kept_away)
        for source in our_duties.SOURCES:
            duties.register(source)
        case_sections.register(5, leave_in_case.section)
        sections.register(5, own_sections.for_reviewers)
        sections.register(10, own_sections.decision)
        sections.register(20, own_sections.consultation)
        sections.register(30, own_sections.instruction)
        sections.register(60, own_sections.conversation)
