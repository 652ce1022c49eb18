"""When somebody is erased, the relatives they named go with them, and their drafts and files are removed."""

from typing import Any

from avow.disclosures.files import store
from avow.disclosures.models import Attachment, Draft, Relative


def relatives(sender: Any, key: str, **kwargs: Any) -> list[str]:
    """The keys of the relatives this person named."""
    kind, _, public_id = key.partition(":")
    if kind != "person":
        return []
    named = Relative.objects.filter(person__public_id=public_id).values_list("public_id", flat=True)
    return [f"relative:{relative}" for relative in named]


def clear(sender: Any, key: str, **kwargs: Any) -> None:
    """Remove drafts now, and the bytes of files once the transaction holds."""
    kind, _, public_id = key.partition(":")
    if kind != "person":
        return
    Draft.objects.filter(disclosure__person__public_id=public_id).delete()
    files = Attachment.objects.filter(disclosure__person__public_id=public_id)
    store.remove_later(files.values_list("public_id", flat=True))
