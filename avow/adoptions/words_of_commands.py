"""What the commands about versions read from their words, and how they say what is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.core.management.base import CommandError

from avow.adoptions.acts import Refused
from avow.adoptions.copies import CasesFail, CopyDiffers
from avow.adoptions.models import Proposal
from avow.adoptions.resolutions import LARGEST, Approving, NoResolution, approving
from avow.people.models import Person
from avow.policy.loading import PackNotFound
from avow.policy.problems import PackError


def day(option: str, text: str) -> date:
    """A day such as 2026-01-31, between 1990 and 2100. Raises CommandError."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{option} {text!r} is not a day. Write it as 2026-01-31.")
    if not 1990 <= found.year <= 2100:
        raise CommandError(f"{option} {text!r}: the year must be between 1990 and 2100.")
    return found


def person(number: str) -> Person:
    """Whoever has this employee number. Raises CommandError."""
    found = Person.objects.filter(number=number).first()
    if found is None:
        raise CommandError(f"Nobody has the employee number {number!r}.")
    return found


def proposal(public_id: str) -> Proposal:
    """The proposal with this number. Raises CommandError."""
    found = Proposal.objects.filter(public_id=public_id).select_related("attested", "proposed_by").first()
    if found is None:
        raise CommandError(f"There is no proposal {public_id!r}. `avow policy proposals` lists them.")
    return found


def resolution(name: str | None) -> Approving | None:
    """The file with the resolution, where one is named. Raises CommandError."""
    if not name:
        return None
    path = Path(name)
    try:
        with path.open("rb") as file:
            return approving(path.name, file.read(LARGEST + 1))
    except OSError as error:
        raise CommandError(f"The resolution {name!r} cannot be read: {error.strerror}.")
    except NoResolution as error:
        raise CommandError(str(error))


@contextmanager
def refusals(done: str) -> Iterator[None]:
    """Say what is refused: `done` is what cannot be done, such as "adopted"."""
    try:
        yield
    except (Refused, PackNotFound, CasesFail, CopyDiffers) as error:
        raise CommandError(str(error))
    except PackError as error:
        raise CommandError(f"The pack cannot be {done}:\n{error}")
    except UnicodeDecodeError as error:
        raise CommandError(f"A file of the pack is not UTF-8 text ({error.reason} at byte {error.start}).")
