"""What happens here, told to the rooms above, inside the act's own transaction: an exception rolls the act back.

imported(entry, changed, on, at): rates were brought. `changed` is {currency: (first day, last day)} over the rates
that are new or otherwise than before. A rate serves its own day and the seven days after it, so amounts of days up to
seven after the last one may be otherwise too. `on` is the day of the import.

The sender is the class RatesFile.
"""

from django.dispatch import Signal

imported = Signal()
