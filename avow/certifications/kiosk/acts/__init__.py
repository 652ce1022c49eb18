"""What can be done with codes, and at a shared device."""

from .entering import IDLE, MOST_FAILED, end, enter, sign, sitting
from .making import hands_out, make_codes, makes_for

__all__ = ["IDLE", "MOST_FAILED", "end", "enter", "hands_out", "make_codes", "makes_for", "sign", "sitting"]
