"""Which facts a reviewer has to find for a version, and what the answers can be."""

from avow.adoptions.current import pack_by_hash
from avow.disclosures.models import Version


def findable(version: Version) -> dict[str, dict[bool | str, str]]:
    """The facts of source "review" that the rules asked for when it was sent: name → answer → words."""
    pack = pack_by_hash(version.pack_hash)
    asked = {question["fact"]: pack.facts[question["fact"]] for question in version.judgement.questions
             if question["source"] == "review"}  # fmt: skip
    answers: dict[str, dict[bool | str, str]] = {}
    for name, fact in asked.items():
        answers[name] = {True: "Yes", False: "No"} if fact.type == "boolean" else dict(fact.labels or {})
    return answers
