"""The exact text that is signed: the same for the page that shows it, the document that keeps it, and the paper."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from avow.certifications.form.asking import COMPLIED, NOTHING, Asked
from avow.certifications.form.filled import CHANGED, ENDED, SAME, YES, Filled, New
from avow.disclosures import showing
from avow.policy import Pack

SAYS = {SAME: "still so", CHANGED: "something has changed, which I tell next", ENDED: "over since"}


def text(filled: Filled) -> str:
    """The form as it is signed, in lines. Nothing in it hangs on the moment at which it is signed."""
    return "\n".join(_lines(filled))


def digest(signed: str) -> str:
    """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return sha256(signed.encode()).hexdigest()


def _lines(filled: Filled) -> Iterator[str]:
    asked, pack = filled.asked, filled.asked.pack
    person = asked.included.person
    yield pack.form["title"]
    yield f"{pack.certifying.title}: {asked.included.campaign.name}"
    if asked.included.campaign.trial_of_id is not None:
        yield "This is a trial of the form. It counts for nothing."
    yield f"{person.name} ({person.number})"
    yield showing.policy(pack)
    yield ""
    yield pack.form["acknowledgement"]
    for number, one in enumerate(asked.asked, 1):
        yield ""
        yield f"{number}. {one.title}"
        yield one.question.question
        yield f"Answer: {'yes' if filled.answers[one.step]['answer'] == YES else 'no'}."
        yield from _known(filled, one)
        for new in filled.new_of(one):
            yield f"New: {_new(filled, new)}."
    yield ""
    yield statement(pack, filled.answers[COMPLIED])
    if NOTHING in filled.steps:
        yield pack.certifying.nothing
    yield ""
    yield pack.form["signature"]


def statement(pack: Pack, said: Mapping[str, Any]) -> str:
    """What one states, by the answer: that one complied, or that one did not or cannot say, with one's own words."""
    if said["answer"] == YES:
        return pack.certifying.complied
    return f"{pack.certifying.not_complied_signed.rstrip('.')}: {said['words']}"


def _known(filled: Filled, asked: Asked) -> Iterator[str]:
    mine = {one.id for one in asked.known}
    for one in filled.confirmed:
        if one.known.id in mine:
            about = f", {one.known.about}" if one.known.about else ""
            since = f" {showing.day_of(one.ended_on)}" if one.standing == ENDED else ""
            yield f"Disclosed ({one.known.id}): {one.known.kind.title}{about}: {SAYS[one.standing]}{since}."


def _new(filled: Filled, new: New) -> str:
    pack = filled.asked.pack
    told = [
        f"{pack.facts[name].label} {shown}"
        for name, value in new.facts.items()
        if (shown := showing.answer(pack, name, value))
    ]
    return "; ".join([new.kind.title, *told])
