"""What happens here, told to the rooms above, inside the act's own transaction: an exception rolls the act back.

imported(entry, changed, on, at): rates were brought. `changed` is {currency: (first day, last day)} over the rates
that are new or otherwise than before. A rate serves its own day and the seven days after it, so amounts of the days
from the first to `current.served_until(last)` may be otherwise now, and no others. `on` is the day of the import.
`current.rate` already answers with what was brought.

The sender is the class RatesFile.
"""

from django.dispatch import Signal

imported = Signal()
