"""What can be done about leave to give. Each act is one transaction and one ledger entry."""

from avow.leave.acts.answering import answer
from avow.leave.acts.asking import ask, carry, move_on
from avow.leave.acts.deputies import end_deputy, name_deputy
from avow.leave.acts.lapsing import lapse
from avow.leave.acts.telling import tell_given, tell_not_given

__all__ = ["answer", "ask", "carry", "end_deputy", "lapse", "move_on", "name_deputy", "tell_given", "tell_not_given"]
