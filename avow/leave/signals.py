"""What happens here, told to the rooms above, inside the act's own transaction.

given(disclosure, leave, given, entry, on, at): the person told that it was given, and on which day.
"""

from django.dispatch import Signal

given = Signal()
