"""What the acts of this room share: the locks, and judging again what an act changed."""

from datetime import date, datetime

from avow.disclosures.judging_again import judge_again
from avow.disclosures.models import Disclosure, Version
from avow.gifts import looking_again
from avow.leave.facts import DECLINED
from avow.leave.models import Leave
from avow.ledger.acts import hold
from avow.ledger.keyring import is_destroyed


def locked(leave: Leave) -> Leave | None:
    """The leave as it is now, if it still waits for an answer, with its disclosure locked and the head held, so that
    nothing else happens to it until the transaction ends; None otherwise, or where the person was erased."""
    lock(leave.version.disclosure_id)
    found = Leave.objects.waiting().select_related("version__disclosure__person").filter(pk=leave.pk).first()
    return None if found is None or is_destroyed(found.disclosure.person.key) else found


def lock(disclosure: int) -> None:
    """Lock the disclosure with this primary key, then the head: everything recorded before is there to be read."""
    Disclosure.objects.select_for_update(no_key=True).get(pk=disclosure)
    hold()


def latest(disclosure: Disclosure) -> Version:
    """The version that counts now."""
    return disclosure.versions.select_related("disclosure__person").order_by("-number").first()


def judge(version: Version, what: str, *, entry, on: date, at: datetime) -> None:
    """Judge the version again after what happened to its leave, and where it counts otherwise than before, whatever is
    counted with it."""
    before = version.judged.facts.get(DECLINED)
    judgement = judge_again(version, because={"what": what, "entry": entry.number}, on=on, at=at)
    if judgement is not None and judgement.facts.get(DECLINED) != before:
        disclosure = version.disclosure
        looking_again.after(disclosure.person, version.on, cause="became", entry=entry, on=on, at=at, of=disclosure)
