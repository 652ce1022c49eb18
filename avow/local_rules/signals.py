"""What happens here, told to the rooms above, inside the act's own transaction: an exception rolls the act back.

changed(rule, since, until, cause, entry, on, at): what is judged by a day from `since` on, and before `until` where
that is not None, may be judged otherwise for the people of `rule`'s site and employer. `cause` is "local_rule" where
the rule was made or ended, "rates" where its amount comes to another one by other rates.

The sender is the class LocalRule.
"""

from django.dispatch import Signal

changed = Signal()
