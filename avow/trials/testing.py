"""Shortcuts for tests: a pack changed on purpose, a proposal, a back-test run at once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from avow.adoptions.acts import propose
from avow.adoptions.current import proposed_pack
from avow.adoptions.models import Proposal
from avow.adoptions.resolutions import approving
from avow.people.models import Person
from avow.trials.acts import ask
from avow.trials.models import BackTest
from avow.trials.question import Question
from avow.trials.running import run

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
LIMIT = '{ from = 2000-01-01, value = "200.00" } ]'
MINUTES = approving("minutes.pdf", b"%PDF-1.7 The board resolved so.")


@dataclass(frozen=True)
class Changed:
    """The files of a pack in a folder of their own."""

    folder: Path

    def change(self, name: str, old: str, new: str) -> None:
        """Replace the first such place in the one file of that name."""
        file = next(self.folder.glob(name))
        text = file.read_text()
        assert old in text, f"{old!r} is not in {name}"
        file.write_text(text.replace(old, new, 1))


def proposed(by: Person, folder: Path, reason: str = "The limit is higher than elsewhere.") -> Proposal:
    """The pack of a folder, proposed."""
    return propose(folder, by=by, at=AT, reason=reason)


def tried(proposal: Proposal, by: Person, **question) -> BackTest:
    """The proposal tried on the past, at once."""
    asked = ask(proposal, Question(**question), by=by, at=AT)
    return run(asked, proposed_pack(proposal), today=TODAY, now=lambda: AT)
