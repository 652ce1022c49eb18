"""Adding a file to a draft, and taking it out again."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from avow.disclosures.acts.drafting import locked_draft
from avow.disclosures.acts.refusals import Refused
from avow.disclosures.files import orphans, sniffing, store
from avow.disclosures.models import Attachment, Disclosure
from avow.disclosures.models.attachment import name_of
from avow.ledger import keyring
from avow.ledger.identifiers import public_id

MOST = 10
"""Files on one disclosure."""


@transaction.atomic
def attach(disclosure: Disclosure, by, name: str, data: bytes, at: datetime) -> Attachment:
    """Put a file with the draft, sealed with the person's key. Raises Refused with what is good."""
    draft = locked_draft(disclosure, by)
    contents = draft.open()
    if len(contents["attachments"]) >= MOST:
        raise Refused(f"There are {MOST} files already, which is as many as there can be. Take one out first.")
    try:
        kind = sniffing.media_type(name, data)
    except sniffing.NotAllowed as error:
        raise Refused(str(error))
    identifier = public_id()
    attachment = Attachment.objects.create(
        public_id=identifier,
        disclosure=disclosure,
        sealed_name=keyring.seal(by.key, sniffing.safe_name(name, kind).encode(), name_of(identifier)),
        media_type=kind,
        size=len(data),
        sha256=sha256(data).hexdigest(),
        added_at=at,
    )
    store.put(identifier, by.key, data)
    contents["attachments"].append(identifier)
    draft.put(contents)
    draft.revision, draft.saved_at = draft.revision + 1, at
    draft.save()
    return attachment


@transaction.atomic
def detach(disclosure: Disclosure, by, attachment: Attachment, at: datetime) -> None:
    """Take a file out of the draft. One that an earlier version carries stays with that version."""
    draft = locked_draft(disclosure, by)
    contents = draft.open()
    if attachment.public_id not in contents["attachments"]:
        raise Refused("This file is not with the draft any more.")
    contents["attachments"].remove(attachment.public_id)
    draft.put(contents)
    draft.revision, draft.saved_at = draft.revision + 1, at
    draft.save()
    orphans.remove(disclosure, {attachment.public_id} - orphans.carried(disclosure))
