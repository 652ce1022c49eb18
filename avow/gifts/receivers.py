"""What the register does when something happens in the rooms below, in the same transaction."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from avow.adoptions.current import pack_by_hash
from avow.adoptions.models import Adoption
from avow.disclosures.models import Version
from avow.gifts import cards, looking_again, register
from avow.gifts.models import Became, Gift
from avow.people.models import PersonRecord
from avow.rates import current


def on_submitted(sender, disclosure, version: Version, judgement, entry, on, at, left_open=False, **rest) -> None:
    """A gift was entered, or an entry changed: its line, and every window that it is in or was in."""
    before = Gift.objects.filter(disclosure=disclosure).first()
    if register.keep(version) is None:
        return
    cards.note(version, left_open)
    cause, moved = ("changed", before.on) if before else ("entered", None)
    looking_again.after(
        disclosure.person, version.on, cause=cause, entry=entry, on=on, at=at, of=disclosure, moved=moved
    )


def on_withdrawn(sender, disclosure, withdrawal, entry, on, at, **rest) -> None:
    """An entry was taken back: it no longer counts in the windows that it was in."""
    gift = Gift.objects.filter(disclosure=disclosure).first()
    if gift is not None:
        register.take_out(disclosure)
        cards.forget(disclosure)
        looking_again.after(disclosure.person, gift.on, cause="withdrawn", entry=entry, on=on, at=at, of=disclosure)


def on_became(sender, disclosure, version, entry, on, at, **rest) -> None:
    """Something became of a gift: it is judged again, and so are the windows that it is in."""
    _this_and_after(disclosure, version, "became", entry, on, at)


def on_resolved(sender, disclosure, version, resolved, entry, on, at, **rest) -> None:
    """It became known who the other side is: from now on it is called so in what the policy says."""
    cards.forget(disclosure)
    name = resolved.counterparty.name if resolved.counterparty else version.facts.get("other_side")
    found = {"other_side": name} if "other_side" in version.facts else None
    _this_and_after(disclosure, version, "resolved", entry, on, at, found)


def on_judged_again(sender, disclosure, version, judgement, **rest) -> None:
    """A line says what the latest judgement says."""
    register.keep(version)


def on_party_changed(sender, parties, since: date, entry, on, at, **rest) -> None:
    """Companies joined or left a group, or are one with another: gifts to and from them since then, and the gifts of
    the same people that they are now counted with, or no longer are."""
    cause = "merged" if since == date.min else "group"
    gifts = Gift.objects.filter(counterparty__in=parties, is_withdrawn=False)
    people = gifts.order_by().values_list("person", flat=True).distinct()
    affected = Gift.objects.filter(person__in=people, counterparty__isnull=False, is_withdrawn=False, on__gte=since)
    looking_again.look(affected.values_list("disclosure", flat=True), cause=cause, entry=entry, on=on, at=at)


def on_rates_imported(sender, entry, changed, on, at, **rest) -> None:
    """Rates were brought or corrected: gifts in these currencies on the days they serve, those for which somebody paid
    in them on these days, and their windows."""
    affected = Q(pk__in=[])
    for currency, (first, last) in changed.items():
        own = Q(version__pack_hash__in=_packs_in(currency)) & ~Q(currency=currency)
        affected |= Q(on__gte=first, on__lte=current.served_until(last)) & (Q(currency=currency) | own)
        paid = Became.objects.filter(paid__isnull=False, on__gte=first, on__lte=current.served_until(last))
        affected |= Q(disclosure__in=paid.filter(currency=currency).values("disclosure"))
        own_paid = paid.exclude(currency=currency).values("disclosure")
        affected |= Q(version__pack_hash__in=_packs_in(currency), disclosure__in=own_paid)
    gifts = Gift.objects.filter(affected, is_withdrawn=False)
    found = list(gifts.order_by("on").select_related("person"))
    looking_again.look([gift.disclosure_id for gift in found], cause="rates", entry=entry, on=on, at=at)
    first_of = {}
    for gift in found:
        first_of.setdefault(gift.person, gift.on)
    for person, since in first_of.items():
        looking_again.after(person, since, cause="rates", entry=entry, on=on, at=at)


def _packs_in(currency: str) -> list[str]:
    """The versions of the policy that count in this currency: what is worth something in another is converted to it."""
    hashes = Adoption.objects.values_list("pack_hash", flat=True).distinct()
    return [one for one in hashes if pack_by_hash(one).currency == currency]


def on_local_rule_changed(sender, rule, since: date, until: date | None, cause, entry, on, at, **rest) -> None:
    """A site made or ended a rule, or its amount is another one by other rates: gifts and invitations of these kinds by
    people who worked there on the day judged. No total counts what a site forbids, so no other entry is touched."""
    gifts = Gift.objects.filter(kind__in=rule.kinds, is_withdrawn=False, on__gte=since)
    if until is not None:
        gifts = gifts.filter(on__lt=until)
    if rule.site or rule.employer:
        then = PersonRecord.objects.filter(Q(to_day=None) | Q(to_day__gt=OuterRef("on")), person=OuterRef("person"))
        place = {name: value for name, value in (("site", rule.site), ("employer", rule.employer)) if value}
        gifts = gifts.filter(Exists(then.filter(from_day__lte=OuterRef("on"), **place)))
    keys = gifts.order_by("on", "pk").values_list("disclosure", flat=True)
    looking_again.look(keys, cause=cause, entry=entry, on=on, at=at)


def _this_and_after(disclosure, version, cause, entry, on, at, found=None) -> None:
    if Gift.objects.filter(disclosure=disclosure).exists():
        looking_again.one(version, cause=cause, entry=entry, on=on, at=at, of=disclosure, found=found)
        register.keep(version)
        looking_again.after(disclosure.person, version.on, cause=cause, entry=entry, on=on, at=at, of=disclosure)
