"""What is kept of a review. Words (reasons, remarks, messages) are only in the attested documents, under the key of the
person who disclosed; the columns here are typed and pseudonymous."""

from avow.reviews.models.assessment import Assessment
from avow.reviews.models.case import Case, KeptOpen, Routing, SteppedAside
from avow.reviews.models.consultation import Consultation, ConsultationAnswer, ConsultationAttempt
from avow.reviews.models.conversation import Message, Note
from avow.reviews.models.decision import Agreement, Condition, Decision
from avow.reviews.models.finding import FactsFound
from avow.reviews.models.instruction import InstructionAcknowledged

__all__ = [
    "Agreement",
    "Assessment",
    "Case",
    "Condition",
    "Consultation",
    "ConsultationAnswer",
    "ConsultationAttempt",
    "Decision",
    "FactsFound",
    "InstructionAcknowledged",
    "KeptOpen",
    "Message",
    "Note",
    "Routing",
    "SteppedAside",
]
