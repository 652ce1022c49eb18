"""What is kept of gifts beside their disclosures: a line of the register each, what became of them, what counts
differently than before, what was inspected."""

from avow.gifts.models.became import Became, BecameTakenBack
from avow.gifts.models.counted_anew import AnewSeen, CountedAnew
from avow.gifts.models.gift import Gift
from avow.gifts.models.inspection import InspectedLine, Inspection
from avow.gifts.models.name_left_open import NameLeftOpen
from avow.gifts.models.past import PastGift
from avow.gifts.models.to_look_again import ToLookAgain
from avow.gifts.models.view import SavedView

__all__ = [
    "AnewSeen",
    "Became",
    "BecameTakenBack",
    "CountedAnew",
    "Gift",
    "InspectedLine",
    "Inspection",
    "NameLeftOpen",
    "PastGift",
    "SavedView",
    "ToLookAgain",
]
