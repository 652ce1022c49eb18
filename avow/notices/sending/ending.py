"""Where the way of a mail ended, with its full text: one entry of the ledger."""

from datetime import datetime

from django.db import transaction

from avow.ledger import keyring
from avow.ledger.acts import Doc, record
from avow.notices.models import Mail, MailEnded, Told
from avow.people.models import Person

VERBS = {"sent": "mail sent", "captured": "mail kept", "uncertain": "mail perhaps sent", "refused": "mail refused"}


@transaction.atomic
def end(mail: Mail, outcome: str, answer: str, at: datetime) -> MailEnded | None:
    """Record it: what was said, to which address, what the server answered. A mail ends once; None where it had, and
    where its reader was erased meanwhile."""
    locked = Mail.objects.select_for_update(no_key=True).filter(pk=mail.pk, next_try_at__isnull=False).first()
    if locked is None:
        return None
    try:
        said = locked.open()
    except keyring.Erased:
        locked.notices.update(mail=None)
        locked.delete()
        return None
    to, names, told = locked.to, said.pop("names"), said.pop("told")
    gone = keyring.destroyed()
    people = {one.public_id: one for one in Person.objects.filter(public_id__in=[one[3] for one in told])}
    told = [one for one in told if one[3] in people and people[one[3]].key not in gone]
    plain = {
        "public_id": locked.public_id,
        "to": to.public_id,
        "on": locked.on.isoformat(),
        "at": at.isoformat(),
        "outcome": outcome,
        "tries": locked.tries,
        "message_id": locked.message_id,
    }
    docs = [Doc(MailEnded.schema, {**plain, **said, "answer": answer}, to.key)]
    rows = []
    for topic, step, audience, about, instead in told:
        row = {"topic": topic, "step": step, "audience": audience, "instead": instead}
        body = {**row, "mail": locked.public_id, "about": about, "name": names.get(about, "")}
        docs.append(Doc(Told.schema, body, people[about].key))
        rows.append({**row, "about": people[about]})
    entry = record(VERBS[outcome], actor="system", subject=f"mail:{locked.public_id}", at=at, docs=docs)
    ended = MailEnded.objects.create(
        attested=entry.documents[0], public_id=locked.public_id, to=to, on=locked.on, at=at, outcome=outcome,
        tries=locked.tries, message_id=locked.message_id,
    )  # fmt: skip
    made = [Told(attested=one, mail=ended, **row) for one, row in zip(entry.documents[1:], rows, strict=True)]
    Told.objects.bulk_create(made)
    Mail.objects.filter(pk=locked.pk).update(
        next_try_at=None, sealed=None, held_by="", held_until=None, failing_since=None, last_failure=""
    )
    return ended
