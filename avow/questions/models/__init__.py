"""What is kept of May I?: how often each clause came up in a month, and nothing else."""

from avow.questions.models.came_up import CameUp

__all__ = ["CameUp"]
