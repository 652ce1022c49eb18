"""What leave does when something happens in the rooms below, in the same transaction."""

from avow.adoptions.current import pack_by_hash
from avow.disclosures.models import Version
from avow.gifts.past import is_past
from avow.leave import acts, standing
from avow.leave.acts.recording import judge
from avow.leave.facts import DECLINED
from avow.leave.models import Leave


def on_submitted(sender, disclosure, version: Version, judgement, entry, on, at, **rest) -> None:
    """Something is to be given: leave is asked for. An entry that was changed needs it anew, unless it asks the same of
    the manager as before. What was given already, or is not given at all, is not asked about."""
    pack = pack_by_hash(version.pack_hash)
    if not standing.needed(pack, version.kind) or is_past(disclosure):
        return
    if version.facts.get(DECLINED) is True:
        return
    before = _before(version)
    if before is not None and not standing.is_unused(before) and standing.same(pack, before.version, version):
        acts.carry(before, version, on=on, at=at)
        return
    if version.on >= on:
        _, asked = acts.ask(version, on=on, at=at)
        judge(version, "leave asked", entry=asked, on=on, at=at)


def on_done(sender, disclosure, by, on, at, **rest) -> None:
    """Who sent it said that it was given already, today: nobody is asked any more, and it was given without leave."""
    leave = standing.current(disclosure)
    if leave is not None and standing.told(leave, "given") is None and not standing.told(leave, "answered"):
        acts.tell_given(disclosure, by=by, given_on=min(leave.version.on, on), on=on, at=at)


def _before(version: Version) -> Leave | None:
    """The leave that was about the version before this one."""
    earlier = Version.objects.filter(disclosure=version.disclosure_id, number__lt=version.number).order_by("-number")
    last = earlier.first()
    if last is None:
        return None
    rows = Leave.objects.filter(version=last) | Leave.objects.filter(carried__version=last)
    return rows.select_related("version", "answered", "given", "lapsed").distinct().first()
