"""When somebody is erased, nobody can sign in as them any more, and their username goes."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress

from avow.access.models import Account


def close(sender: Any, key: str, at: datetime, **kwargs: Any) -> None:
    """Close the account, replace its username, and make its password unusable, which ends every session of it."""
    kind, _, public_id = key.partition(":")
    account = Account.objects.filter(person__public_id=public_id).first() if kind == "person" else None
    if account is not None:
        account.username = f"erased-{public_id}"
        account.closed_at = account.closed_at or at
        account.set_unusable_password()
        account.save(update_fields=["username", "closed_at", "password"])
        EmailAddress.objects.filter(user=account).delete()
