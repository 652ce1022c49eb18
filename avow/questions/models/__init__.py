"""What is kept: questions with what was said, guidance, and of May I? only how often each clause came up."""

from avow.questions.models.came_up import CameUp
from avow.questions.models.guidance import FoundBy, Guidance, GuidanceWithdrawn
from avow.questions.models.question import Aside, Closing, Message, Paper, Question

__all__ = ["Aside", "CameUp", "Closing", "FoundBy", "Guidance", "GuidanceWithdrawn", "Message", "Paper", "Question"]
