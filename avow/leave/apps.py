from django.apps import AppConfig


class LeaveConfig(AppConfig):
    name = "avow.leave"
    label = "leave"
    verbose_name = "Leave to give"

    def ready(self) -> None:
        from avow.access import duties
        from avow.disclosures import computing, reading, sections, signals, states
        from avow.gifts import applying as gifts
        from avow.leave import applying as our_applying
        from avow.leave import duties as our_duties
        from avow.leave import facts, receivers
        from avow.leave import reading as our_reading
        from avow.leave import states as our_states
        from avow.leave.views import own_section

        computing.register(facts.leave_given, beforehand=facts.read)
        signals.submitted.connect(receivers.on_submitted, dispatch_uid="leave.submitted")
        signals.was_done.connect(receivers.on_done, dispatch_uid="leave.was_done")
        states.register(our_states.source)
        gifts.register(our_applying.narrowed)
        reading.register(our_reading.readers)
        duties.register(our_duties.of_somebody_asked)
        duties.register(our_duties.of_somebody_with_leave)
        duties.register(our_duties.of_somebody_refused)
        sections.register(8, own_section.section)
