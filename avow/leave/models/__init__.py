"""What is kept of leave to give: what was asked, of whom, what they answered, whether it was given or lapsed."""

from avow.leave.models.answered import Answered
from avow.leave.models.deputy import Deputy
from avow.leave.models.leave import AskedOf, Carried, Leave
from avow.leave.models.outcome import Given, Lapsed

__all__ = ["Answered", "AskedOf", "Carried", "Deputy", "Given", "Lapsed", "Leave"]
