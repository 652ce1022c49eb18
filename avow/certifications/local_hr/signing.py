"""The signature of local HR's notes and returns: the own name, typed, beneath the words that are signed."""

from avow.disclosures.acts.refusals import Refused
from avow.disclosures.naming import folded
from avow.people.models import Person

LONGEST = 2_000
ADVICE = "I advise the compliance officer that these conflicts were reported on forms that I look after."
RETURN = "This is the account of my department for this campaign, to the best of my knowledge."


def signed(name: str, by: Person) -> str:
    """The name as it was typed. Raises Refused where it is another."""
    name = " ".join(name.split())
    if not folded(name) or folded(name) != folded(by.name):
        raise Refused(f"Sign with your name as it is on record: {by.name}.")
    return name


def words(text: str, otherwise: str) -> str:
    """What was written, if anything and not too much. Raises Refused, with `otherwise` where it is nothing."""
    text = text.strip()
    if not text:
        raise Refused(otherwise)
    if len(text) > LONGEST:
        raise Refused(f"This is {len(text):,} characters long; {LONGEST:,} are enough.")
    return text
