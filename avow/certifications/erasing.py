"""When somebody is erased, the draft of their form and their one-time code go, and with that a sitting at a shared
device."""

from typing import Any

from avow.certifications.models import FormDraft, OneTimeCode


def clear(sender: Any, key: str, **kwargs: Any) -> None:
    """Remove them now: the draft was sealed with the key as well."""
    kind, _, public_id = key.partition(":")
    if kind == "person":
        FormDraft.objects.filter(included__person__public_id=public_id).delete()
        OneTimeCode.objects.filter(included__person__public_id=public_id).delete()
