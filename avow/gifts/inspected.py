"""What an inspection looked at, what of it is otherwise since, and when the next one is due."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from avow.adoptions.current import NoPolicyInForce, policy_in_force
from avow.disclosures.models import Disclosure, Withdrawal
from avow.gifts import filtering
from avow.gifts.acts.inspecting import Looked, entries
from avow.gifts.models import Gift, Inspection
from avow.gifts.registers import chunks
from avow.gifts.visibility import lines_for
from avow.ledger.keyring import Erased
from avow.people.models import Person
from avow.policy.windows import months_before

MOST_SHOWN = 100


@dataclass(frozen=True)
class Otherwise:
    """A line that was looked at and is otherwise since, in words; or one that came since."""

    gift: Gift
    how: str


@dataclass(frozen=True)
class Since:
    """What one reader may see of an inspection: how many of its lines, and which are otherwise since, or new. None of
    it can be said once the inspector's key is destroyed."""

    count: int
    otherwise: list[Otherwise]
    new: list[Otherwise]

    @property
    def parts(self) -> tuple[list[Otherwise], list[Otherwise]]:
        return self.otherwise, self.new


def since(inspection: Inspection, person: Person, on: date) -> Since | None:
    """As far as the person may see the lines. None where the inspector was erased."""
    try:
        looked = {name: Looked(name, number, entry) for name, number, entry in inspection.attested.open()["lines"]}
    except Erased:
        return None
    visible = lines_for(person, on).select_related("person", "disclosure", "version")
    otherwise: list[Otherwise] = []
    count = 0
    for some in chunks(looked):
        lines = visible.filter(disclosure__in=Disclosure.objects.filter(public_id__in=some))
        judged = entries(lines)
        after = inspection.attested.entry_id
        gone = Withdrawal.objects.filter(disclosure__in=lines.values("disclosure"), attested__entry__gt=after)
        withdrawn = set(gone.values_list("disclosure", flat=True))
        for gift in lines:
            count += 1
            then = looked[gift.disclosure.public_id]
            how = _how(gift, then, judged[gift.version_id], gift.disclosure_id in withdrawn)
            if how:
                otherwise.append(Otherwise(gift, how))
    now = lines_of(inspection, visible, on)
    new = [Otherwise(gift, "came since") for gift in now if gift.disclosure.public_id not in looked]
    return Since(count, otherwise[:MOST_SHOWN], new[:MOST_SHOWN])


def hidden_from(person: Person, on: date) -> set[int]:
    """The primary keys of the narrowed inspections by others that looked at something, and at nothing that the person
    may see: for them these are as if absent, as their words and filters tell of whom they were."""
    found = set()
    for inspection in Inspection.objects.exclude(filters={}).exclude(by=person).filter(count__gt=0):
        try:
            looked = [name for name, _, _ in inspection.attested.open()["lines"]]
        except Erased:
            looked = []
        lines = lines_for(person, on)
        if not any(lines.filter(disclosure__public_id__in=some).exists() for some in chunks(looked)):
            found.add(inspection.pk)
    return found


def lines_of(inspection: Inspection, lines, on: date):
    """The lines that the same days and filters choose now."""
    chosen = lines.filter(on__gte=inspection.first, on__lte=inspection.last)
    return filtering.narrowed(chosen, filtering.from_json(inspection.filters), on).order_by("-on", "-pk")


def _how(gift: Gift, looked: Looked, judged: int, is_withdrawn: bool) -> str:
    if is_withdrawn:
        return "taken back"
    if gift.version.number != looked.version:
        return "changed by the person"
    return "judged again" if judged != looked.judgement else ""


def last_of_all() -> Inspection | None:
    """The last inspection of everything in its days: a narrowed one is none."""
    return Inspection.objects.filter(filters={}).select_related("by").order_by("-on", "-pk").first()


def due(on: date) -> date | None:
    """The day by which the register is to be inspected again; None where the policy does not say, or nothing is in
    it."""
    try:
        months = policy_in_force(on).inspect_every_months
    except NoPolicyInForce:
        return None
    last = last_of_all()
    begun = last.on if last else _begun()
    return months_before(begun, -months) if months and begun else None


def _begun() -> date | None:
    """The day on which the first line came."""
    first = Gift.objects.aggregate(first=Min("sent_at"))["first"]
    return first.date() if first else None
