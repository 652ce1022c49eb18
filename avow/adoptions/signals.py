"""What happens here, told to the rooms above, inside the act's own transaction.

adopted(adoption, entry, on, at): a version was adopted; it binds from `adoption.from_day`.

The sender is the class Adoption.
"""

from django.dispatch import Signal

adopted = Signal()
