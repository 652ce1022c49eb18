"""The fact `forbidden_locally` (5.3, 5.4), from the rules of the person's site on the day judged.

A rule that forbids it makes it yes. Where rules are there and none forbids it, it is no. The person's own yes stands
always: a site may have ruled something out that nobody entered here. Where no rule is about it, and where one says that
the person is asked, the person's answer stands.
"""

from collections.abc import Collection, Mapping

from avow.disclosures import worth
from avow.disclosures.computing import Asked, Known
from avow.disclosures.judging import SAID
from avow.local_rules import holding
from avow.local_rules.models import LocalRule
from avow.local_rules.telling import FACT, as_source, sum_of
from avow.policy import Pack


def is_judged(pack: Pack, kind: str) -> bool:
    """Whether the policy says anything about what a site forbids, for entries of this kind."""
    return any(FACT in rule.when.names for _, rules in pack.rules_for(kind) for rule in rules)


def facts(asked: Asked) -> Mapping[str, Known]:
    """`forbidden_locally`, with the rule that says so and since when."""
    kind = asked.disclosure.kind
    if FACT not in asked.pack.facts or not is_judged(asked.pack, kind):
        return {}
    rules = _holding(asked)
    if not rules:
        return _as_answered(asked)
    return {FACT: _found(rules, asked.said.get(FACT), asked)}


def read(disclosures: Collection[int]) -> Mapping[str, object]:
    """Every rule of every site: there are few."""
    return {FACT: list(LocalRule.objects.select_related("attested").order_by("from_day", "pk"))}


def _holding(asked: Asked) -> list[LocalRule]:
    """The rules about this; of many asked about at once, all rules are read once."""
    person, kind = asked.disclosure.person, asked.disclosure.kind
    if asked.memo is None:
        return holding.about(person, kind, asked.on)
    if FACT not in asked.memo:
        asked.memo.update(read(()))
    return holding.among(asked.memo[FACT], person, kind, asked.on)


def _found(rules: list[LocalRule], said: object, asked: Asked) -> Known:
    """What the rules come to together with what the person said."""
    open_ones, is_asked = [], False
    for rule in rules:
        forbids = _forbids(rule, asked)
        if forbids:
            return Known(True, as_source(rule))
        if rule.does == "asked":
            is_asked = True
        elif forbids is None:
            open_ones.append(rule)
    if said is True:
        return Known(True, SAID)
    if open_ones:
        limit = sum_of(open_ones[0])
        return Known(None, f"{as_source(open_ones[0])}: whether it is more than {limit} for each is not known")
    if is_asked:
        return Known(said, SAID)
    return Known(False, f"the rules of your site on that day, such as {as_source(rules[0])}")


def _forbids(rule: LocalRule, asked: Asked) -> bool | None:
    """Whether this rule forbids it; None where that cannot be said."""
    if rule.does == "above":
        each = worth.each_in(rule.currency, asked.pack, asked.said, asked.on)
        return None if each is None else each > rule.amount
    return rule.does == "all"


def _as_answered(asked: Asked) -> Mapping[str, Known]:
    """Nothing, so that the person's own answer stands; where nobody was asked, and a rule said something that does not
    hold any more, that it is open."""
    version = asked.disclosure.latest_version if asked.disclosure.pk and FACT not in asked.said else None
    if version is not None and version.judged.facts.get(FACT) is not None:
        return {FACT: Known(None, "no rule of your site holds on that day")}
    return {}
