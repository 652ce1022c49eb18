"""What somebody types beside their code: a fact that HR holds and that is not on the slip (AVOW_KIOSK_FACT)."""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from avow.people.models import Person

NUMBER, JOINED = "number", "joined_on"
LABELS = {NUMBER: "Your personnel number", JOINED: "The day on which you joined us"}
HELP = {
    NUMBER: "It is on your pay slip or your badge, not on the slip with the code.",
    JOINED: "As day, month and year, such as 03 09 2018. It is in your contract.",
}


def wanted() -> str:
    """Which fact it is here."""
    return str(settings.AVOW_KIOSK_FACT)


def of(person: Person) -> str:
    """The fact of this person as it is compared; "" where nobody said."""
    if wanted() == NUMBER:
        return _plain(person.number)
    return f"{person.joined_on:%d%m%Y}" if person.joined_on else ""


def is_right(person: Person | None, typed: str) -> bool:
    """Whether it is theirs. Takes as long whoever it is, and where it is nobody."""
    expected = of(person) if person else ""
    same = constant_time_compare(_hidden(_plain(typed)), _hidden(expected))
    return same and expected != ""


def _plain(typed: str) -> str:
    return "".join(sign for sign in typed.casefold() if sign.isalnum())


def _hidden(text: str) -> str:
    return salted_hmac("avow kiosk fact", text, algorithm="sha256").hexdigest()
