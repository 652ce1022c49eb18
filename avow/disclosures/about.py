"""What a draft is about, in a few words, so that its owner can tell it from the next one. For nobody else's eyes."""

from avow.disclosures.forms.fields.words import without_signs
from avow.disclosures.models import Draft
from avow.ledger.keyring import Erased, NotSealedSo

NAMES = ("other_side", "description")
MOST = 60


def about(draft: Draft) -> str:
    """The other side or what it is, as typed so far, in at most 60 characters; nothing where neither was typed."""
    try:
        contents = draft.open()
    except (Erased, NotSealedSo):
        return ""
    for name in NAMES:
        for answers in (*contents["raw"].values(), contents["answers"]):
            words = " ".join(without_signs(str(answers.get(name) or ""), lines=False).split())
            if words:
                return words if len(words) <= MOST else words[: MOST - 1].rstrip() + "…"
    return ""
