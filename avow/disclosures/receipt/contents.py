"""What stands on the form: the same for the page and for the PDF."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat

from avow.adoptions.current import pack_by_hash
from avow.disclosures import showing
from avow.disclosures.models import Disclosure, Version
from avow.notices.clocks import by_their_clocks, zoned

LANGUAGES = {"en": "English"}


@dataclass(frozen=True)
class Receipt:
    """Plain texts only; days and times written out. `sections` are (title, [(label, value)])."""

    title: str
    number: str
    person: str
    person_number: str
    policy: str
    policy_hash: str
    language: str
    kind: str
    clauses: str
    version: int
    sent_at: str
    judged_on: str
    sections: list[tuple[str, list[tuple[str, str]]]]
    files: list[tuple[str, str]]
    outcome: str
    findings: list[tuple[str, str, str]]
    questions: list[str]
    acknowledgement: str
    good_faith: str
    signature: str
    signed: str
    who_reads: str
    who_does_not_read: str
    authority: str
    entry: int
    content_hash: str
    iso_date: str

    def as_json(self) -> dict:
        return asdict(self)


def receipt(disclosure: Disclosure, version: Version, unsaid: str = "") -> Receipt:
    """The form for one version. `unsaid` is what is said of sums while it is open who the other side is. Raises
    ledger.keyring.Erased when the person's key is gone."""
    pack = pack_by_hash(version.pack_hash)
    kind = pack.kinds[version.kind]
    body, judgement = version.body, version.judgement
    groups = showing.groups(pack, version.kind, version.answers(), judgement.facts, version.counterparty)
    sent = by_their_clocks(version.submitted_at, disclosure.person)
    when = f"{showing.day(sent.date())} at {zoned(sent)}"
    return Receipt(
        title=pack.form["title"],
        number=disclosure.public_id,
        person=body["signed_by"] or disclosure.person.name,
        person_number=disclosure.person.number,
        policy=showing.policy(pack),
        policy_hash=pack.hash,
        language=LANGUAGES.get(version.language, version.language),
        kind=kind.title,
        clauses=", ".join(kind.clauses),
        version=version.number,
        sent_at=when,
        judged_on=showing.day(version.on),
        sections=[
            (_heading(group), [(row["label"], row["value"] or row["unknown"]) for row in group.rows])
            for group in groups
        ],
        files=[
            (file["name"], f"{filesizeformat(file['size'])}, SHA-256 {file['sha256']}") for file in body["attachments"]
        ],
        outcome=showing.unless_open(
            showing.outcome(judgement.findings, judgement.questions, kind.register_only),
            unsaid,
            judgement.findings,
            judgement.questions,
        ),
        findings=[
            (finding["clause"], finding["title"], _says(finding))
            for finding in showing.for_discloser(pack, judgement.findings)
        ],
        questions=[str(question["says"]) for question in showing.open_questions(pack, judgement.questions)],
        acknowledgement=body["acknowledged"],
        good_faith=pack.form["good_faith"],
        signature=body["declared"],
        signed=_signed(body, disclosure, when),
        who_reads=pack.form["who_reads"],
        who_does_not_read=pack.form["who_does_not_read"],
        authority=pack.form["authority"],
        entry=version.entry.number,
        content_hash=version.attested.content_hash,
        iso_date=sent.date().isoformat(),
    )


def _signed(body: Mapping[str, Any], disclosure: Disclosure, when: str) -> str:
    """Who signed, and when; nobody, where it was brought in from an earlier register."""
    brought = body.get("brought_in")
    if brought:
        return f"Not signed here: brought in from {brought['file']}, line {brought['line']:,}, {when}"
    return f"{body['signed_by']} ({disclosure.person.number}), signed in under their own name, {when}"


def _heading(group: showing.Group) -> str:
    """The step's title, unless it asks only one question: that says what it is about."""
    return group.title if len(group.rows) > 1 else ""


def _says(finding: dict) -> str:
    figures = "; ".join(showing.figure(figure) for figure in finding["figures"])
    return finding["says"] + (f" ({figures})" if figures else "")
