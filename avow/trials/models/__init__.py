"""What is kept of a trial: what was asked and came of it, each record judged otherwise, and the lists to look at."""

from avow.trials.models.back_test import BackTest, JudgedOtherwise, Tried
from avow.trials.models.to_review import ListMade, LookedAt, ToReview

__all__ = ["BackTest", "JudgedOtherwise", "ListMade", "LookedAt", "ToReview", "Tried"]
