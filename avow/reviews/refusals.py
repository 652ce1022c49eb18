"""Why an act was not done, in words for the one who tried."""

from datetime import datetime


class Refused(Exception):
    """The act was not done; nothing has changed. The text says what is missing and what to do."""

    @property
    def says(self) -> str:
        return str(self.args[0])


class AlreadyDecided(Refused):
    """Somebody else decided in the meantime: who, and when."""

    def __init__(self, who: str, at: datetime) -> None:
        super().__init__(
            f"{who} decided this on {at:%d %B %Y at %H:%M} (UTC). There is one decision; yours was not recorded."
        )
        self.who, self.at = who, at
