"""What local HR does, and what the compliance officer receives of it."""

from .advising import LONGEST, advise, receive_advice
from .exempting import end_exemption, exempt
from .handing_over import hand_over
from .returning import receive_return, sign_return

__all__ = [
    "LONGEST", "advise", "end_exemption", "exempt", "hand_over", "receive_advice", "receive_return", "sign_return",
]  # fmt: skip
