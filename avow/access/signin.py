"""Signing in with a name and a password: who may, and how a wrong try looks the same whatever was wrong about it."""

from datetime import date
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Q
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from avow.access.models import Account
from avow.access.roles import here
from avow.config.clock import today


def may_sign_in(account: Account, on: date) -> bool:
    """Whether the account is open and its person has not left."""
    return account.closed_at is None and here(account.person, on)


class Backend(AuthenticationBackend):
    """Finds the account by username, employee number or e-mail address. Also ends the sessions of those who left."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, on each request; None once it is closed or the person has left."""
        account = Account.objects.select_related("person").filter(pk=user_id).first()
        return account if account and self.user_can_authenticate(account) else None

    def user_can_authenticate(self, user: Account) -> bool:
        return may_sign_in(user, today())

    def _authenticate_by_username(self, username: str, password: str) -> Account | None:
        """A closed account fails as a wrong password does: one query, one hash, the same words."""
        name = username.strip().lower()
        named = Q(username=name) | Q(person__number__iexact=name) | Q(person__email__iexact=name)
        account = _meant(list(Account.objects.filter(named).select_related("person")[:10]), name)
        if account is None:
            return None
        self._did_check_password = True
        right = account.check_password(password)
        return account if right and self.user_can_authenticate(account) else None


def _meant(found: list[Account], name: str) -> Account | None:
    """The one account that a name means: a username before a number, a number before an address; None for several."""
    by_username = [account for account in found if account.username == name]
    by_number = [account for account in found if account.person.number.lower() == name]
    best = by_username or by_number or found
    return best[0] if len(best) == 1 else None


class Adapter(DefaultAccountAdapter):
    """Our words, no sign-up, and no way out to another site."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": (
            "This name and password do not go together. Check both: the password minds capital letters. "
            "If you have no account yet, or have forgotten the password, ask your administrator."
        ),
        "too_many_login_attempts": "There were too many tries. Wait ten minutes, then try again.",
        "enter_current_password": "This is not your present password.",
    }

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The name typed, and not allauth's host beside it: whoever tries chooses the host's port on every try."""
        return str(credentials.get("email", credentials.get("username", ""))).strip().lower()

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only an address within this site, without a host."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sign-in sends no mail."""
