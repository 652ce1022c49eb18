"""Which policy binds on a day, and any version that was ever adopted. Loaded once per process."""

from datetime import date
from functools import cache, lru_cache

from avow.adoptions import copies
from avow.adoptions.models import Adoption, Proposal
from avow.config import once
from avow.ledger.keyring import Erased, NotSealedSo
from avow.ledger.models import Attested
from avow.policy.loading import PackNotFound, find, load
from avow.policy.pack import Pack
from avow.policy.problems import PackError


class NoPolicyInForce(LookupError):
    """No policy binds on that day. The text says what to do about it."""


class NeverAdopted(LookupError):
    """There is no adoption of a pack with this hash."""


@once.looked_up
def adoption_in_force(on: date) -> Adoption:
    """The adoption that binds on the day: the latest to begin by then, and of one day the last adopted.

    Raises NoPolicyInForce.
    """
    begun = Adoption.objects.filter(from_day__lte=on).select_related("attested")
    found = begun.order_by("-from_day", "-attested__entry_id").first()
    if found is None:
        raise NoPolicyInForce(
            f"No policy is in force on {on}. Adopt one: "
            "avow policy adopt corporate --from DATE --proposed-by NUMBER --adopted-by NUMBER"
        )
    return found


class Altered(RuntimeError):
    """The row of an adoption is not what was attested. Nothing is judged by it; the text says what to do."""


def policy_in_force(on: date) -> Pack:
    """The pack that binds on the day. Raises NoPolicyInForce, Altered, copies.CopyDiffers."""
    adoption = adoption_in_force(on)
    _as_attested(adoption.pk, adoption.pack_hash, adoption.from_day, adoption.attested)
    return pack_by_hash(adoption.pack_hash)


_looked_at: set[tuple[int, str, date]] = set()


def _as_attested(pk: int, pack_hash: str, from_day: date, attested: Attested) -> None:
    """Once per process and row: the row says what its sealed document says. Raises Altered."""
    if (pk, pack_hash, from_day) in _looked_at:
        return
    try:
        body = attested.open()
    except NotSealedSo:
        body = {}
    if body.get("pack_hash") != pack_hash or body.get("from_day") != from_day.isoformat():
        raise Altered(
            f"The adoption from {from_day} is not what was attested, so nothing is judged by it. "
            "Run `avow ledger verify`, and restore the database from before the change."
        )
    _looked_at.add((pk, pack_hash, from_day))


def problems(on: date) -> list[str]:
    """Why nothing can be judged on the day although a policy was adopted, each as a sentence: for `/healthz`.

    Looks at the kept copy as it is now; one that was changed is made again from the ledger, where the ledger is whole.
    """
    try:
        adoption = adoption_in_force(on)
    except NoPolicyInForce:
        return []
    try:
        _as_attested(adoption.pk, adoption.pack_hash, adoption.from_day, adoption.attested)
        copies.usable(adoption.pack_hash, lambda: adoption.attested.open()["files"])
    except (Altered, copies.CopyDiffers) as error:
        return [str(error)]
    except (NotSealedSo, Erased, KeyError, OSError) as error:
        return [f"The policy in force cannot be opened ({error}). Run `avow ledger verify`."]
    return []


@cache
def pack_by_hash(pack_hash: str) -> Pack:
    """An adopted pack, as it was adopted, whatever became of its folder. Raises NeverAdopted, keyring.Erased."""
    adoption = Adoption.objects.filter(pack_hash=pack_hash).select_related("attested").order_by("pk").first()
    if adoption is None:
        raise NeverAdopted(f"No policy with the hash {pack_hash[:12]} was ever adopted.")
    return copies.opened(pack_hash, lambda: adoption.attested.open()["files"])


@lru_cache(maxsize=8)
def _proposed(pack_hash: str, proposal: int) -> Pack:
    return copies.opened(pack_hash, Proposal.objects.select_related("attested").get(pk=proposal).files)


def proposed_pack(proposal: Proposal) -> Pack:
    """The pack that was proposed, from the files kept then. Nothing is judged by it but trials."""
    return _proposed(proposal.pack_hash, proposal.pk)


def edited_since(adoption: Adoption, extra_folder=None) -> str | None:
    """A warning when the folder the pack was adopted from says something else by now; None when it does not."""
    source = adoption.attested.open()["source"]
    kept = f"The adopted version ({adoption.pack_hash[:12]}) is what counts"
    try:
        pack = load(find(source, extra_folder))
    except PackNotFound:
        return None
    except PackError as error:
        return f"The pack {source} was edited after it was adopted and can no longer be read. {kept}.\n{error}"
    if pack.hash == adoption.pack_hash:
        return None
    return (
        f"The pack {source} was edited after it was adopted (it is {pack.hash[:12]} now). {kept}. "
        "To make the edited one count, adopt it: avow policy adopt."
    )
