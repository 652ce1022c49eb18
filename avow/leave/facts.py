"""Whether the manager gave leave first, as a fact that rules read (5.5); and that nothing was given without it."""

from collections.abc import Collection, Mapping

from avow.disclosures.computing import Asked, Known
from avow.disclosures.models import Version
from avow.gifts import became
from avow.gifts.models import PastGift
from avow.gifts.past import is_past
from avow.leave import standing
from avow.leave.models import Leave
from avow.policy.values import Type as ValueType
from avow.policy.values import shown

DECLINED = "declined"
NOTHING_GIVEN = "nothing was given, so none was needed"
BEFORE = "nobody was asked for leave for it, as it is written here, before its day"
TO_BE_ASKED = "your manager, who is asked once you send this"
PAST, LEAVE = "brought in", "leave"


def read(disclosures: Collection[int]) -> Mapping[str, object]:
    """Which of these were brought in, and the latest version and the leave of each of which leave was asked."""
    keys = list(disclosures)
    rows = Leave.objects.filter(version__disclosure__in=keys).current().order_by("pk")
    leaves = {row.version.disclosure_id: row for row in rows.select_related("version", "answered", "given", "lapsed")}
    versions = Version.objects.filter(disclosure__in=list(leaves)).order_by("number")
    latest = {version.disclosure_id: version for version in versions}
    return {
        PAST: set(PastGift.objects.filter(disclosure__in=keys).values_list("disclosure", flat=True)),
        LEAVE: {key: (latest[key], leave) for key, leave in leaves.items()},
    }


def leave_given(asked: Asked) -> Mapping[str, Known]:
    """True with leave, False without, unknown while it is waited for. What was refused, or lapsed unused, was not given
    and does not count. Of gifts brought in from an earlier register nothing is said."""
    pack, disclosure = asked.pack, asked.disclosure
    if not standing.needed(pack, disclosure.kind) or _is_past(asked):
        return {}
    name = pack.leave.fact
    gone = became.facts(asked).get(DECLINED)
    if asked.said.get(DECLINED) is True or (gone is not None and gone.value is True):
        return {name: Known(True, NOTHING_GIVEN)}
    leave = _about_this(asked)
    if leave is not None:
        said = Known(asked.said.get(DECLINED), "you said")
        return {DECLINED: said, **_of(leave, name)}
    if asked.sent_on is not None and asked.on < asked.sent_on:
        return {name: Known(False, BEFORE)}
    return {name: Known(None, TO_BE_ASKED)}


def _is_past(asked: Asked) -> bool:
    if asked.is_past or asked.disclosure.pk is None:
        return asked.is_past
    if asked.memo is not None and PAST in asked.memo:
        return asked.disclosure.pk in asked.memo[PAST]
    return is_past(asked.disclosure)


def _about_this(asked: Asked) -> Leave | None:
    """The leave asked for exactly this, and not for something else that the entry said before."""
    version, leave = _latest(asked)
    if version is None:
        return None
    now = standing.matter(asked.pack, asked.said, typed=True)
    if version.on != asked.on or standing.matter(asked.pack, version.facts, typed=True) != now:
        return None
    return leave


def _latest(asked: Asked) -> tuple[Version | None, Leave | None]:
    """The latest version, and the leave that is about it."""
    if asked.disclosure.pk is None:
        return None, None
    if asked.memo is not None and LEAVE in asked.memo:
        return asked.memo[LEAVE].get(asked.disclosure.pk, (None, None))
    leave = standing.current(asked.disclosure)
    return (asked.disclosure.versions.order_by("-number").first(), leave) if leave else (None, None)


def _of(leave: Leave, name: str) -> dict[str, Known]:
    answered, given = standing.told(leave, "answered"), standing.told(leave, "given")
    if given is not None:
        with_it = standing.covers(leave)
        words = f"leave of {_day(answered.on)}" if with_it else f"it was given on {_day(given.given_on)} without leave"
        return {name: Known(with_it, words)}
    if standing.told(leave, "lapsed"):
        words = f"leave lapsed unused after {_day(leave.last_day)}"
        return {name: Known(True, NOTHING_GIVEN), DECLINED: Known(True, words)}
    if answered is None:
        return {name: Known(None, f"asked on {_day(leave.asked_on)}, not answered yet")}
    if not answered.is_given:
        words = f"leave was refused on {_day(answered.on)}"
        return {name: Known(False, words), DECLINED: Known(True, words)}
    return {name: Known(True, f"leave of {_day(answered.on)}")}


def _day(value) -> str:
    return shown(ValueType("date"), value)
