from django.apps import AppConfig


class GiftsConfig(AppConfig):
    name = "avow.gifts"
    label = "gifts"
    verbose_name = "Gifts"

    def ready(self) -> None:
        from avow.access import duties
        from avow.counterparties import signals as parties
        from avow.disclosures import computing, previewing, quicker, sections, signals, states
        from avow.gifts import ahead, became, cards, erasing, past, receivers
        from avow.gifts import duties as own_duties
        from avow.gifts import signals as own
        from avow.gifts import states as own_states
        from avow.gifts.views import anew, becoming, recording
        from avow.local_rules import signals as local_rules
        from avow.rates import signals as rates
        from avow.retention import signals as retention

        computing.register(became.facts, beforehand=became.read)
        states.register(own_states.source)
        previewing.register(ahead.says)
        previewing.let_find_out(cards.somebody_says)
        for source in (cards.to_resolve, *own_duties.SOURCES):
            duties.register(source)
        sections.register(8, anew.section)
        sections.register(60, becoming.section)
        quicker.register(recording.QUICKER)
        sections.register(40, past.section)
        retention.named.connect(erasing.clear, dispatch_uid="gifts.erasing")
        signals.submitted.connect(receivers.on_submitted, dispatch_uid="gifts.submitted")
        signals.withdrawn.connect(receivers.on_withdrawn, dispatch_uid="gifts.withdrawn")
        signals.resolved.connect(receivers.on_resolved, dispatch_uid="gifts.resolved")
        signals.judged_again.connect(receivers.on_judged_again, dispatch_uid="gifts.judged_again")
        parties.changed.connect(receivers.on_party_changed, dispatch_uid="gifts.party_changed")
        local_rules.changed.connect(receivers.on_local_rule_changed, dispatch_uid="gifts.local_rule_changed")
        own.became.connect(receivers.on_became, dispatch_uid="gifts.became")
        rates.imported.connect(receivers.on_rates_imported, dispatch_uid="gifts.rates_imported")
