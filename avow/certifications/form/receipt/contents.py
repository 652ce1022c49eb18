"""What stands on a signed form: the same for the page and for the PDF."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from avow.adoptions.current import pack_by_hash
from avow.certifications.models import SignedForm
from avow.certifications.models.form import WAYS
from avow.disclosures import showing
from avow.disclosures.receipt.contents import LANGUAGES
from avow.notices.clocks import by_their_clocks, zoned
from avow.policy import Pack

SOURCE = Path(__file__).with_name("form.typ")


@dataclass(frozen=True)
class Receipt:
    """Plain texts only. `text` is exactly what was signed; `blocks` the same, cut at its empty lines."""

    title: str
    number: str
    person: str
    person_number: str
    campaign: str
    policy: str
    policy_hash: str
    language: str
    version: int
    sent_at: str
    way: str
    standing: str
    text: str
    blocks: list[str]
    text_hash: str
    signed: str
    good_faith: str
    who_reads: str
    hr_sees: str
    authority: str
    entry: int
    content_hash: str
    iso_date: str
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """For the paper."""
        return asdict(self)


def pack_of(form: SignedForm) -> Pack:
    """The version of the policy under which it was signed."""
    return pack_by_hash(form.pack_hash)


def receipt(form: SignedForm) -> Receipt:
    """The form as it was signed. Raises ledger.keyring.Erased when the person's key is gone."""
    body, pack, person = form.attested.open(), pack_of(form), form.included.person
    there = by_their_clocks(form.signed_at, person)
    when = f"{showing.day(there.date())} at {zoned(there)}"
    signed = f"{body['signed_by']} ({person.number}), {WAYS[form.way]}"
    if form.captured_by is not None:
        signed += f", entered by {form.captured_by.name} ({form.captured_by.number})"
    return Receipt(
        title=pack.form["title"],
        number=form.public_id,
        person=person.name,
        person_number=person.number,
        campaign=form.included.campaign.name,
        policy=showing.policy(pack),
        policy_hash=pack.hash,
        language=LANGUAGES.get(form.language, form.language),
        version=form.number,
        sent_at=when,
        way=WAYS[form.way],
        standing=_standing(form),
        text=body["text"],
        blocks=[block for block in body["text"].split("\n\n") if block],
        text_hash=form.text_hash,
        signed=f"{signed}, {when}",
        good_faith=pack.form["good_faith"],
        who_reads=pack.certifying.who_reads,
        hr_sees=pack.certifying.hr_sees,
        authority=pack.form["authority"],
        entry=form.attested.entry_id,
        content_hash=form.attested.content_hash,
        iso_date=there.date().isoformat(),
    )


def _standing(form: SignedForm) -> str:
    if hasattr(form, "unlocked"):
        return f"Unlocked on {showing.day(form.unlocked.on)}; it no longer counts"
    if form.way == "paper":
        confirmed = getattr(form, "confirmed", None)
        return f"Confirmed on {showing.day(confirmed.on)}" if confirmed else "Not confirmed by the person yet"
    return "It counts"
