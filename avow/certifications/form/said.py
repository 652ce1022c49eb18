"""What was said in a step, in words: as the last look lists it, and as it is told when another window kept it."""

from avow.certifications.form import wording
from avow.certifications.form.asking import COMPLIED, NOTHING
from avow.certifications.form.filled import ENDED, STANDINGS, YES, Filled
from avow.disclosures import showing


def said(filled: Filled, step: str) -> str:
    """The answer kept in this step, in one line or several. Raises KeyError where there is none."""
    answer, pack, question = filled.answers[step], filled.asked.pack, filled.asked.find(step)
    if step == COMPLIED:
        return wording.statement(pack, answer)
    if step == NOTHING:
        return pack.certifying.nothing
    if question is None:
        return "Looked at"
    lines = ["Yes" if answer["answer"] == YES else "No"]
    mine = {one.id for one in question.known}
    for one in filled.confirmed:
        if one.known.id in mine:
            since = f" since {showing.day_of(one.ended_on)}" if one.standing == ENDED else ""
            lines.append(f"{one.known.about or one.known.kind.title}: {STANDINGS[one.standing].lower()}{since}")
    for new in filled.new_of(question):
        about = next((str(value) for name, value in new.facts.items() if name == "other_side"), "")
        lines.append(f"New: {new.kind.title}" + (f", {about}" if about else ""))
    return "\n".join(lines)
