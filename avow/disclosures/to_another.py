"""What Avow says to whoever disclosed, as it says it to somebody else who reads it. What the policy itself words, and
what was asked and answered, is quoted as the person reads it."""

from collections.abc import Iterable, Mapping

SAID_OF_THE_PERSON = {
    ", your answer is needed: ": ", the person’s answer is needed: ",
    " is still missing for your entry of ": " is still missing for the person’s entry of ",
    " asks beyond your answers ": " asks beyond the answers ",
    "A person decides, and looks at it with you first.": "A person decides, and speaks with them first.",
    "That is all right: a person looks at it with you.": "A person looks at it with them.",
    "A person looks at it with you.": "A person looks at it with them.",
    "someone looks at it with you": "someone looks at it with them",
    "what you said it is worth": "what they said it is worth",
    "; you said": "; they said",
}
"""How a sentence to the discloser is worded, and how to anybody else."""


def sentence(says: str) -> str:
    """One sentence."""
    for to_the_person, to_another in SAID_OF_THE_PERSON.items():
        head, found, rest = says.partition(to_the_person)
        if found:
            return head + to_another + rest
    return says


def findings(found: Iterable[Mapping]) -> list[dict]:
    """Findings of `showing.for_discloser`; the policy's own sentences stay."""
    return [
        {
            **one,
            "weight": sentence(one["weight"]),
            "values": [{**value, "why": _source(value["why"])} for value in one["values"]],
        }
        for one in found
    ]


def questions(open_ones: Iterable[Mapping]) -> list[dict]:
    """Questions of `showing.open_questions`."""
    return [{**one, "says": sentence(str(one["says"]))} for one in open_ones]


def _source(why: str) -> str:
    return "they said" if why == "you said" else sentence(why)
