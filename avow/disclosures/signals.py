"""What happens here, told to the rooms above, inside the act's own transaction: an exception rolls the act back.

submitted(disclosure, version, judgement, entry, on, at, left_open): a version was sent. `on` is the day of sending;
`left_open` whether it is open who the other side is, None where that is as it was for the version before.
was_done(disclosure, by, on, at): who sent it said in the same moment that it is here, or was given, already.
withdrawn(disclosure, withdrawal, entry, on, at): the person took it back.
started(disclosure, started, entry, on, at): the person says since when they have been at it.
ended(disclosure, ending, entry, on, at): the person says that it is over.
resolved(disclosure, version, resolved, entry, on, at): an officer said which entry of the register the other side is.
judged_again(disclosure, version, judgement, before, because, entry, on, at): the rules judge a version otherwise than
before, because something else happened.

The sender is the class Disclosure.
"""

from django.dispatch import Signal

submitted = Signal()
was_done = Signal()
withdrawn = Signal()
started = Signal()
ended = Signal()
resolved = Signal()
judged_again = Signal()
