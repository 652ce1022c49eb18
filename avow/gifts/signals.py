"""What happens here, told to the rooms above, inside the act's own transaction.

became(disclosure, version, entry, on, at): the person told what became of a gift, or took that back.
counted_anew(anew, disclosure, version, judgement, entry, on, at): a gift is judged otherwise because of something else.
"""

from django.dispatch import Signal

became = Signal()
counted_anew = Signal()
