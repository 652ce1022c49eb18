"""What can be done with codes, and at a shared device."""

from .entering import IDLE, MOST_FAILED, end, enter, sign, sitting
from .making import make_codes

__all__ = ["IDLE", "MOST_FAILED", "end", "enter", "make_codes", "sign", "sitting"]
