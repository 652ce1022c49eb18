"""Why an act was not done, each with the sentence that the person reads."""


class Refused(Exception):
    """The act was not done; the message is for the person."""


class NotTheirs(Refused):
    """Somebody other than the discloser tried. Pages answer it as if the disclosure did not exist."""

    def __init__(self) -> None:
        super().__init__("Only the person who discloses can do this.")


class NoDraft(Refused):
    """There is nothing being written on this disclosure."""

    def __init__(self) -> None:
        super().__init__("There is no draft to work on. To change what you sent, choose “Change what I said”.")


class AlreadySent(Refused):
    """Sent already, from another tab or by a second press. `version` is the one that counts."""

    def __init__(self, version) -> None:
        self.version = version
        super().__init__("You have already sent this. It was sent once, and this is it.")


class DraftChanged(Refused):
    """The draft is not the one that was shown when the person pressed the button."""

    def __init__(self) -> None:
        super().__init__(
            "Something changed since you opened this page, perhaps in another tab. Look once more, then send it."
        )


class Incomplete(Refused):
    """Answers are missing or no longer fit. `facts` maps the fact's name to a plain sentence."""

    def __init__(self, facts: dict[str, str]) -> None:
        self.facts = facts
        super().__init__("Some answers are still missing: " + " ".join(sorted(set(facts.values()))))
