"""Why an act was not done, with the sentence that the person reads."""


class Refused(Exception):
    """The act was not done; the message is for the person."""


class Meanwhile(Refused):
    """Something was said after the page was opened."""

    def __init__(self) -> None:
        super().__init__("Something was said here since you opened this page. Read it, then send yours.")
