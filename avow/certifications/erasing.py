"""When somebody is erased, the draft of their form goes."""

from typing import Any

from avow.certifications.models import FormDraft


def clear(sender: Any, key: str, **kwargs: Any) -> None:
    """Remove it now: it was sealed with the key as well."""
    kind, _, public_id = key.partition(":")
    if kind == "person":
        FormDraft.objects.filter(included__person__public_id=public_id).delete()
