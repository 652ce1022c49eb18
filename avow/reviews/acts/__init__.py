"""Everything that can be done in a review. Each act is one transaction and one ledger entry; who takes part because of
it is attested right after it."""

from avow.reviews.acts.agreement import agree, decline
from avow.reviews.acts.assessment import assess
from avow.reviews.acts.consultations import answer as answer_consultation
from avow.reviews.acts.consultations import attempt, consult, hear, move
from avow.reviews.acts.conversation import answer as answer_question
from avow.reviews.acts.conversation import ask, note, take_back, tell
from avow.reviews.acts.decisions import Term, decide, weigh
from avow.reviews.acts.finding import find
from avow.reviews.acts.instruction import acknowledge
from avow.reviews.acts.keeping_open import keep_open
from avow.reviews.acts.opening import open_case
from avow.reviews.acts.stepping_aside import refer, step_aside

__all__ = [
    "Term",
    "acknowledge",
    "agree",
    "answer_consultation",
    "answer_question",
    "ask",
    "assess",
    "attempt",
    "consult",
    "decide",
    "decline",
    "find",
    "hear",
    "keep_open",
    "move",
    "note",
    "open_case",
    "refer",
    "step_aside",
    "take_back",
    "tell",
    "weigh",
]
