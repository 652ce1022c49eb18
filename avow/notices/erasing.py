"""When somebody is erased, what waits to be told to them or about them goes."""

from typing import Any

from avow.notices.models import Mail, Notice


def clear(sender: Any, key: str, **kwargs: Any) -> None:
    """Remove it now. Mails to others that wait are written anew without them; what is on its way ends, and its
    contents are cleared with that."""
    kind, _, public_id = key.partition(":")
    if kind != "person":
        return
    mails = Mail.objects.filter(notices__about__public_id=public_id)
    Mail.objects.filter(pk__in=mails.values("pk"), held_by="").update(sealed=None)  # others end in a moment
    Notice.objects.filter(about__public_id=public_id).delete()
    Notice.objects.filter(to__public_id=public_id).delete()
    Mail.objects.filter(to__public_id=public_id).delete()
