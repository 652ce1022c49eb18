"""Where everyone asked in a campaign stands now, kept so that it can be counted without being read.

places.look_again([included], on)      after an act about somebody's form, in its own transaction
places.count(campaign, department)     how many are where, of one department or of all
places.check(campaign, on)             the rows that are not what the projections and the day say
"""

from .computing import check, look_again, what_holds
from .counting import Counted, count, count_by_department, count_each_by_department

__all__ = ["Counted", "check", "count", "count_by_department", "count_each_by_department", "look_again", "what_holds"]
