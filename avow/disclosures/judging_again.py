"""Judging again what was sent, when something about it is otherwise than it was: one entry, a further judgement."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from avow.disclosures import judging, signals
from avow.disclosures.models import Disclosure, Judgement, Version
from avow.ledger.acts import Doc, hold, record
from avow.ledger.keyring import Erased, is_destroyed


@transaction.atomic(savepoint=False)
def judge_again(
    version: Version,
    *,
    because: Mapping[str, object],
    on: date,
    at: datetime,
    at_hand: judging.AtHand | None = None,
    found: Mapping[str, object] | None = None,
    source: str = "",
) -> Judgement | None:
    """How the rules judge a version now, where that is otherwise than before; None where it is the same.

    `because` is attested with it: what happened, such as {"what": "entered late", "entry": 17}. Of somebody who was
    erased nothing is judged any more. `at_hand` is what was read for it while the head was held already; `found` are
    facts that were found since, from a `source` in words.
    """
    if at_hand is None:
        hold()
    disclosure = version.disclosure
    if is_destroyed(disclosure.person.key):
        return None
    before = at_hand.before if at_hand else version.judged
    body = judging.again(version, found or {}, source, at_hand)
    if all(body[name] == getattr(before, name) for name in ("findings", "questions", "facts")):
        return None
    doc = Doc(Judgement.schema, {**body, "because": dict(because)}, key=disclosure.person.key)
    try:
        entry = record("judged again", actor="system", subject=disclosure.subject, at=at, docs=[doc])
    except Erased:
        return None
    row = judging.keep(version, body, entry.documents[0])
    signals.judged_again.send(
        Disclosure, disclosure=disclosure, version=version, judgement=row, before=before, because=dict(because),
        entry=entry, on=on, at=at,
    )  # fmt: skip
    return row
