"""When somebody is erased, what waits to be told to them or about them goes."""

from typing import Any

from avow.notices.models import Mail, Notice


def clear(sender: Any, key: str, **kwargs: Any) -> None:
    """Remove it now. Mails to others that wait are written anew without them."""
    kind, _, public_id = key.partition(":")
    if kind != "person":
        return
    Mail.objects.filter(notices__about__public_id=public_id, handing_at=None).update(sealed=None)
    Notice.objects.filter(about__public_id=public_id).delete()
    Notice.objects.filter(to__public_id=public_id).delete()
    Mail.objects.filter(to__public_id=public_id).delete()
