"""Why an act was not done, each with the sentence that the person reads."""

from avow.certifications.models import SignedForm


class Refused(Exception):
    """The act was not done; the message is for whoever tried."""


class NotTheirs(Refused):
    """Somebody else's form. Pages answer it as if it did not exist."""

    def __init__(self) -> None:
        super().__init__("Only the person who was asked can do this.")


class NotOpen(Refused):
    """The campaign is not open yet, is closed, or the person has left."""


class NoDraft(Refused):
    """Nothing is being written."""

    def __init__(self) -> None:
        super().__init__("You have not begun this form yet.")


class AlreadySigned(Refused):
    """Signed already, perhaps by a second press or on another device. `form` is what was signed."""

    def __init__(self, form: SignedForm) -> None:
        self.form = form
        super().__init__("You have signed this already, and this is it. To say something else, unlock it first.")


class DraftChanged(Refused):
    """The draft is not the one that was on the page. `then` says what was not done, and what to do."""

    def __init__(self, then: str = "Nothing was signed. Read it once more, then sign it.") -> None:
        super().__init__(f"Something changed since you opened this page, perhaps on another device. {then}")


class NameDiffers(Refused):
    """What was typed is not the name of the person."""

    def __init__(self, name: str) -> None:
        super().__init__(f"This is not your name as we have it. Type it like this: {name}")


class Incomplete(Refused):
    """Steps that have no answer: `steps`."""

    def __init__(self, steps: list[str]) -> None:
        self.steps = steps
        super().__init__("Something is not answered yet. Nothing was signed.")


class Contradicts(Refused):
    """Answers that do not go together, told in the message."""
