"""What happens here, told to the rooms above, inside the act's own transaction: an exception rolls the act back.

opened(case, version, entry, on, at): a case was opened, or a new version of it came in for review.
decided(case, decision, entry, on, at): a decision was made on one version.

The sender is the class Case.
"""

from django.dispatch import Signal

opened = Signal()
decided = Signal()
