"""What can be done with a question and with guidance. Each act is one transaction and one ledger entry."""

from avow.questions.acts.asking import Given, answer, ask, close, follow_up, step_aside
from avow.questions.acts.publishing import Words, publish, withdraw
from avow.questions.acts.refusals import Meanwhile, Refused

__all__ = [
    "Given",
    "Meanwhile",
    "Refused",
    "Words",
    "answer",
    "ask",
    "close",
    "follow_up",
    "publish",
    "step_aside",
    "withdraw",
]
