"""Making a rule of a site, and ending it. A rule is not changed: it is ended, and another one is made."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from avow.access.roles import is_officer
from avow.adoptions.current import policy_in_force
from avow.ledger.acts import Doc, record
from avow.ledger.identifiers import public_id
from avow.local_rules import signals
from avow.local_rules.models import DOES, KEY, LocalRule, LocalRuleEnding
from avow.people.models import Person, PersonRecord
from avow.rates import current

FIRST = date(2000, 1, 1)
LONGEST, LONGEST_NAME = 4000, 120
MOST = Decimal(10) ** 9
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Refused(ValueError):
    """It was not done. The text says why, and what to do."""


@transaction.atomic
def make_rule(
    name: str,
    *,
    by: Person,
    on: date,
    at: datetime,
    text: str,
    language: str,
    decided_by: str,
    kinds: Iterable[str],
    does: str,
    from_day: date,
    site: str = "",
    employer: str = "",
    amount: Decimal | None = None,
    currency: str = "",
    until: date | None = None,
) -> LocalRule:
    """Enter a rule that the management of a site, of a legal entity, or of both made; of neither, one for every site.

    It holds from `from_day`, which may be past or to come; where `until` is given, that is the last day, and the rule
    is ended at once. What was judged by those days is judged again. Raises Refused.
    """
    _may(by, on)
    body = {
        "rule": public_id(),
        "name": _words(name, LONGEST_NAME, "Give the rule a short name."),
        "site": site,
        "employer": employer,
        "kinds": sorted(set(kinds)),
        "does": does,
        "amount": format(amount.quantize(Decimal("0.01")), "f") if amount is not None else None,
        "currency": currency or None,
        "language": language,
        "from_day": from_day.isoformat(),
        "by": by.public_id,
        "text": _words(text, LONGEST, "Write what the rule says, in the words of the site."),
        "decided_by": _words(decided_by, LONGEST_NAME, "Say which management decided it."),
    }
    _check(body, amount, currency, from_day, until, on)
    entry = record(
        "local rule made", actor=by, acting_as="officer", subject=f"local-rule:{body['rule']}", at=at,
        docs=[Doc(LocalRule.schema, body, key=KEY)],
    )  # fmt: skip
    rule = LocalRule.objects.create(
        attested=entry.documents[0], public_id=body["rule"], name=body["name"], site=site, employer=employer,
        kinds=body["kinds"], does=does, amount=amount, currency=currency, language=language, from_day=from_day, by=by,
    )  # fmt: skip
    if until is not None:
        _end(rule, until + timedelta(days=1), "It was made for these days only.", by, at)
    until_day = until + timedelta(days=1) if until else None
    signals.changed.send(
        LocalRule, rule=rule, since=from_day, until=until_day, cause="local_rule", entry=entry, on=on, at=at
    )
    return rule


@transaction.atomic
def end_rule(rule: LocalRule, last_day: date, *, by: Person, on: date, at: datetime, reason: str) -> LocalRule:
    """The rule holds on that day for the last time, which may be past or to come; the day before it began where it was
    entered by mistake and never held. What was judged by the days after it is judged again. Raises Refused."""
    _may(by, on)
    locked = LocalRule.objects.select_for_update(no_key=True).get(pk=rule.pk)
    if locked.to_day is not None:
        raise Refused("This rule has an end already. To let it hold again, make it anew.")
    gone = last_day + timedelta(days=1)
    if gone < locked.from_day:
        raise Refused("That is before the rule begins. Take the day before it began where it never held.")
    entry = _end(locked, gone, _words(reason, LONGEST, "Say in a few words why it ends."), by, at)
    signals.changed.send(LocalRule, rule=locked, since=gone, until=None, cause="local_rule", entry=entry, on=on, at=at)
    return locked


def _end(rule: LocalRule, gone: date, reason: str, by: Person, at: datetime):
    body = {"rule": rule.public_id, "reason": reason, "by": by.public_id}
    entry = record(
        "local rule ended", actor=by, acting_as="officer", subject=f"local-rule:{rule.public_id}", at=at,
        docs=[Doc(LocalRuleEnding.schema, body, key=KEY), rule.ending(gone)],
    )  # fmt: skip
    LocalRuleEnding.objects.create(attested=entry.documents[0], rule=rule, by=by)
    rule.end(entry, gone)
    return entry


def _may(by: Person, on: date) -> None:
    if not is_officer(by, on):
        raise Refused("Only the compliance officer and the deputies enter the rules of a site.")


def _words(text: str, most: int, missing: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(missing)
    if len(text) > most:
        raise Refused(f"This is {len(text):,} characters long and there is room for {most:,}.")
    return text


def _check(body: dict, amount: Decimal | None, currency: str, from_day: date, until: date | None, on: date) -> None:
    known = {kind.id for kind in policy_in_force(on).kinds.values() if kind.register_only}
    if not body["kinds"] or not known.issuperset(body["kinds"]):
        raise Refused("Choose what the rule is about.")
    if body["does"] not in DOES:
        raise Refused("Choose what the rule does.")
    if (body["does"] == "above") != (amount is not None) or (amount is not None) != bool(currency):
        raise Refused("An amount and its currency are given where the rule is about an amount, and only there.")
    if amount is not None and (not 0 <= amount < MOST or currency not in current.held().rates.currencies):
        raise Refused("Give an amount that is not less than nothing, in a currency that has reference rates.")
    if from_day < FIRST:
        raise Refused(f"The year {from_day.year:04d} cannot be right. Days from {FIRST.year} on can be given.")
    if until is not None and until < from_day:
        raise Refused("The last day is before the first.")
    if len(body["language"]) > 35 or not LANGUAGE.fullmatch(body["language"]):
        raise Refused("Choose the language in which it is written.")
    here = PersonRecord.objects.all()
    for column in ("site", "employer"):
        if body[column] and not here.filter(**{column: body[column]}).exists():
            raise Refused("Nobody works there, by the people register. Choose one of the list.")
