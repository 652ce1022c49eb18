"""After an adoption: what the new version would judge otherwise is listed, for an officer to look at, one by one.

Gifts and invitations happened on a day, and are judged by the figures of that day. What goes on (an interest, a role, a
relationship) is judged by the figures that the version brings on its first day. What was over before it is left out.
Nothing that was decided changes.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from avow.adoptions.current import pack_by_hash
from avow.adoptions.models import Adoption
from avow.disclosures.models import Disclosure
from avow.ledger.acts import Doc, record
from avow.ledger.models import Head
from avow.policy.changed_figures import as_if_always, changed
from avow.policy.pack import Pack
from avow.trials.models import ListMade, ToReview
from avow.trials.records import Record, erased, judgements, over_by

KEY = "register"
CHUNK = 500
OVER = "over before the version begins"
SAME = "judged by this version already"


def due(today: date) -> QuerySet[Adoption]:
    """The adoptions whose list is still to be made: on adopting, and again on the first day it binds. Only those with a
    resolution, so neither the first of an installation nor those made before there were lists."""
    found = Adoption.objects.filter(resolution__isnull=False).order_by("attested__entry_id")
    made = ListMade.objects.all()
    first = found.exclude(pk__in=made.values("adoption"))
    begun = [
        row.pk
        for row in found.filter(from_day__lte=today, pk__in=made.values("adoption"))
        if not made.filter(adoption=row, on__gte=row.from_day).exists()
    ]
    return found.filter(pk__in=[*first.values_list("pk", flat=True), *begun]).exclude(pk=_first_ever())


def _first_ever() -> int | None:
    return Adoption.objects.order_by("attested__entry_id").values_list("pk", flat=True).first()


def make_all(today: date, now: Callable[[], datetime]) -> int:
    """Make every list that is due; gives how many. Killed in the middle, it goes on where it was."""
    made = 0
    for adoption in due(today):
        make(adoption, today=today, now=now)
        made += 1
    return made


def make(adoption: Adoption, *, today: date, now: Callable[[], datetime]) -> ListMade:
    """Put on the list what is not on it yet, some hundred rows an entry, and say that it is complete."""
    from avow.trials import judging
    from avow.trials.tried import tried

    over = over_by(adoption.from_day)
    leave_out: dict[str, Callable[[Record], bool]] = {
        OVER: lambda record: record.disclosure in over,
        SAME: lambda record: record.pack_hash == adoption.pack_hash,
    }
    with tried(judgements(), _sides(adoption), leave_out=leave_out) as came:
        own = came.past.connection.cursor()
        there = set(ToReview.objects.filter(adoption=adoption).values_list("disclosure", flat=True))
        found = groupby(judging.otherwise(came.past), key=lambda one: one.disclosure)
        rows = ((pk, _differs(some)) for pk, some in found)
        new = ((pk, differs) for pk, differs in rows if pk not in there)
        while some := list(islice(new, CHUNK)):
            keys = ", ".join(str(pk) for pk, _ in some)
            about = own.execute(f'SELECT row, number, "on" FROM past WHERE row IN ({keys})').fetchall()  # noqa: S608
            _put_on(adoption, some, {row: (number, on) for row, number, on in about}, now())
    return _complete(adoption, came.judged, came.left_out, today, now())


def _differs(some: Iterable[Any]) -> list[dict[str, str]]:
    return [
        {"clause": one.clause, "rule": one.rule, "change": one.change, "was": one.was, "now": one.now} for one in some
    ]


def _sides(adoption: Adoption):
    """Each record under the version it was judged by, against the adopted one."""
    from avow.trials.judging import Rules
    from avow.trials.running import _hashes
    from avow.trials.table import of_kinds
    from avow.trials.tried import Sides

    packs = {hash_: pack_by_hash(hash_) for hash_ in _hashes()}
    new = pack_by_hash(adoption.pack_hash)
    before = _before(adoption)
    lasting = as_if_always(new, changed(before, new), at=adoption.from_day) if before else new
    happened = of_kinds(kind.id for kind in new.kinds.values() if kind.register_only)
    old = [Rules(pack, f"pack_hash = '{hash_}'") for hash_, pack in packs.items()]
    return Sides(packs, old, [Rules(new, happened), Rules(lasting, f"NOT {happened}")], new)


def rules_of(adoption: Adoption, kind: str) -> Pack:
    """The adopted version as the list judges a record of this kind."""
    new, before = pack_by_hash(adoption.pack_hash), _before(adoption)
    if before is None or (kind in new.kinds and new.kinds[kind].register_only):
        return new
    return as_if_always(new, changed(before, new), at=adoption.from_day)


def _before(adoption: Adoption) -> Pack | None:
    """The version that the adopted one takes over from."""
    earlier = Adoption.objects.filter(from_day__lte=adoption.from_day, attested__entry__lt=adoption.attested.entry_id)
    found = earlier.order_by("-from_day", "-attested__entry_id").first()
    return pack_by_hash(found.pack_hash) if found else None


@transaction.atomic
def _put_on(
    adoption: Adoption, some: list[tuple[int, list[dict[str, str]]]], about: dict[int, tuple[int, date]], at: datetime
) -> None:
    """One entry with a document a row, each sealed with the discloser's key. Whoever was erased meanwhile, or is on the
    list already, is passed over."""
    Head.objects.select_for_update().get(pk=1)  # two workers at once: one sees the other's rows
    keys = [pk for pk, _ in some]
    there = set(ToReview.objects.filter(adoption=adoption, disclosure__in=keys).values_list("disclosure", flat=True))
    disclosures = Disclosure.objects.filter(pk__in=keys).exclude(pk__in=there).select_related("person").in_bulk()
    away = erased()
    wanted = [(disclosures[pk], differs) for pk, differs in some if pk in disclosures]
    wanted = [(disclosure, differs) for disclosure, differs in wanted if disclosure.person.public_id not in away]
    if not wanted:
        return
    docs = []
    for disclosure, differs in wanted:
        number, on = about[disclosure.pk]
        body = {
            "adoption": adoption.attested.entry_id,
            "disclosure": disclosure.public_id,
            "number": number,
            "on": on.isoformat(),
            "differs": differs,
        }
        docs.append(Doc(ToReview.schema, body, key=disclosure.person.key))
    entry = record("to be looked at again", actor="system", subject=f"policy:{adoption.pack_hash}", at=at, docs=docs)
    rows = [
        ToReview(
            attested=attested, adoption=adoption, disclosure=disclosure,
            number=about[disclosure.pk][0], on=about[disclosure.pk][1], differs=differs,
        )
        for attested, (disclosure, differs) in zip(entry.documents, wanted, strict=True)
    ]  # fmt: skip
    ToReview.objects.bulk_create(rows)


@transaction.atomic
def _complete(adoption: Adoption, judged: int, left_out: dict[str, int], today: date, at: datetime) -> ListMade:
    Head.objects.select_for_update().get(pk=1)
    done = ListMade.objects.filter(adoption=adoption, on=today).first()
    if done is not None:
        return done
    body = {
        "adoption": adoption.attested.entry_id,
        "on": today.isoformat(),
        "judged": judged,
        "listed": ToReview.objects.filter(adoption=adoption).count(),
        "left_out": left_out,
    }
    entry = record(
        "list to look at made",
        actor="system",
        subject=f"policy:{adoption.pack_hash}",
        at=at,
        docs=[Doc(ListMade.schema, body, key=KEY)],
    )
    return ListMade.objects.create(
        attested=entry.documents[0], adoption=adoption, on=today,
        judged=judged, listed=body["listed"], left_out=left_out,
    )  # fmt: skip
