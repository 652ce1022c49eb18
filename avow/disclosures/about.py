"""What a disclosure is about, in a few words, so that its owner can tell it from the next one. For nobody else."""

from avow.disclosures.forms.fields.words import without_signs
from avow.disclosures.models import Draft, Version
from avow.disclosures.showing import day
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
            if words := _cut(str(answers.get(name) or "")):
                return words
    return ""


def about_sent(version: Version) -> str:
    """What it was, how much and for which day: "a watch, USD 40.00, 2 March 2026", as far as that was said; nothing
    where it was not of a thing of some worth."""
    answers = version.open_answers()
    what = _cut(str(answers.get("description") or ""))
    worth, currency = answers.get("worth"), answers.get("worth_in")
    amount = f"{currency} {worth}" if worth is not None and currency else ""
    return ", ".join(part for part in (what, amount, day(version.on)) if part) if what or amount else ""


def _cut(text: str) -> str:
    words = " ".join(without_signs(text, lines=False).split())
    return words if len(words) <= MOST else words[: MOST - 1].rstrip() + "…"
