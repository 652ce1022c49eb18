"""Who is a relative of whom, as far as names tell: whoever named the officer, and whom the officer named."""

import hashlib
import secrets
from threading import Lock

from avow.disclosures.models import Relative
from avow.gifts.opening import opened
from avow.people.models import Person

AT_ONCE = 500
KEY = secrets.token_bytes(32)
_read: dict[str, tuple[int, bytes]] = {}
"""Each relative named so far, by public id: whose, and a digest of the name that is worth nothing outside this process.
Each is sealed once for all, so each is opened once in a process."""
_seen: set[tuple[str | None, int]] = set()
_lock = Lock()


def relatives_of(person: Person) -> set[int]:
    """Those who named the person as a relative, and those whom the person named, as far as names tell."""
    called = _digest(folded(person.name))
    found = {whose for whose, name in _relatives() if name == called and whose != person.pk}
    rows = [row.attested for row in Relative.objects.filter(person=person).select_related("attested")]
    for name in {folded(body["name"]) for body in opened(rows).values()} - {frozenset()}:
        near = Person.objects.only("pk", "name")
        for word in filter(str.isascii, name):
            near = near.filter(name__icontains=word)
        found |= {one.pk for one in near if folded(one.name) == name}
    return found


def folded(name: str) -> frozenset[str]:
    """The words of a name, whatever their order, case and punctuation, so that "Wei, Chen" is "Chen Wei"."""
    words = "".join(letter if letter.isalnum() else " " for letter in name.casefold()).split()
    return frozenset(words)


def _digest(name: frozenset[str]) -> bytes:
    return hashlib.blake2b(" ".join(sorted(name)).encode(), key=KEY, digest_size=16).digest() if name else b""


def _relatives() -> list[tuple[int, bytes]]:
    """Whose relative, and the digest of the name, for every relative named so far."""
    with _lock:
        return _all()


def _all() -> list[tuple[int, bytes]]:
    latest = Relative.objects.order_by("-pk").values_list("public_id", flat=True).first()
    if (latest, Relative.objects.count()) not in _seen:
        there = set(Relative.objects.values_list("public_id", flat=True))
        for gone in _read.keys() - there:
            del _read[gone]
        new = sorted(there - _read.keys())
        for start in range(0, len(new), AT_ONCE):
            some = new[start : start + AT_ONCE]
            rows = list(Relative.objects.filter(public_id__in=some).select_related("attested"))
            bodies = opened(row.attested for row in rows)
            for row in rows:
                body = bodies.get(row.attested_id)
                _read[row.public_id] = (row.person_id, _digest(folded(body["name"])) if body else b"")
        _seen.clear()
        _seen.add((latest, len(there)))
    return list(_read.values())
