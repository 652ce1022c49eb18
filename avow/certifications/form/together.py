"""What does not go together on a form that was signed on paper, which is taken as it stands: told on its page to the
person, who confirms it, and to whoever reads it."""

from collections.abc import Iterator

from avow.adoptions.current import pack_by_hash
from avow.certifications.form.asking import ASK
from avow.certifications.form.filled import ENDED, NO
from avow.certifications.models import SignedForm


def contradictions(form: SignedForm) -> Iterator[str]:
    """A sentence for each question answered no of which something goes on by the same form, from what was signed and
    nothing else. Raises ledger.keyring.Erased when the person's key is gone."""
    if form.way != "paper":
        return
    answers, pack = form.attested.open()["answers"], pack_by_hash(form.pack_hash)
    for question in pack.on_the_form:
        said = answers.get(ASK + question.id)
        if said is None or said["answer"] != NO:
            continue
        on = [number for number, told in said["known"].items() if told["standing"] != ENDED]
        if on:
            title = question.title or pack.kinds[question.kinds[0]].title
            yield f"{title}: the answer is no, but what was disclosed of it ({', '.join(on)}) goes on."
