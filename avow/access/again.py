"""Signing in again before something is signed: the password once more, with the limits that signing in has."""

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from avow.access.forms import LONGEST

WRONG = "This is not your password. Check it: the password minds capital letters."


def password_field() -> forms.CharField:
    """Asks for the password; nothing typed before is shown again."""
    return forms.CharField(
        label="Your password",
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Type your password, as when you sign in."},
    )


def check(request: HttpRequest, password: str) -> None:
    """That it is the password of whoever is signed in. A wrong one counts as a try to sign in does. Raises
    ValidationError with the sentence to show."""
    user = get_adapter().authenticate(request, username=request.user.username, password=password)
    if user is None or user.pk != request.user.pk:
        raise ValidationError(WRONG)
