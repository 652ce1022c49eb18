"""What the rules found in one version, and what they could not judge."""

from django.db import models

from avow.ledger.models import Projection


class Judgement(Projection):
    """Findings and questions on one version, by one pack, on one day; the facts judged, and where each came from."""

    schema = "disclosures.judgement"

    version = models.ForeignKey("disclosures.Version", models.PROTECT, related_name="judgements")
    on = models.DateField()
    pack_hash = models.CharField(max_length=64)
    findings = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"judgement of version {self.version_id}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "version.disclosure.public_id": body["disclosure"],
            "version.number": body["number"],
            "on": body["on"],
            "pack_hash": body["pack_hash"],
            "findings": body["findings"],
            "questions": body["questions"],
            "facts": body["facts"],
            "sources": body["sources"],
        }

    @property
    def is_clear(self) -> bool:
        """No finding that asks for anything, and nothing unknown. Never the same as "no conflict"."""
        return not self.questions and all(finding["finding"] == "note" for finding in self.findings)
