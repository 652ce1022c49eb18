"""What happens to the rules when something happens in the rooms below, in the same transaction."""

from datetime import timedelta

from avow.local_rules import signals
from avow.local_rules.models import LocalRule
from avow.rates import current


def on_rates_imported(sender, entry, changed, on, at, **rest) -> None:
    """Rates were brought or corrected: an amount of a rule in such a currency is another one on the days they serve."""
    for rule in LocalRule.objects.filter(does="above", currency__in=list(changed)):
        first, last = changed[rule.currency]
        until = current.served_until(last) + timedelta(days=1)
        signals.changed.send(
            LocalRule, rule=rule, since=max(first, rule.from_day), until=until, cause="rates", entry=entry, on=on, at=at
        )
