"""Which file an entry came from."""

from typing import Any, ClassVar

from django.db import models

from avow.ledger.models import Projection

KEY = "register"


class ImportedFile(Projection):
    """A file that changed something: its name, SHA-256 of its bytes, the day from which it holds, and how many people
    or counterparties it added, changed and ended. A file that changes nothing leaves no trace."""

    schema: ClassVar[str] = "imports.file"

    what = models.CharField(max_length=20)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    on = models.DateField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()

    class Meta:
        ordering = ("-id",)

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        names = ("what", "name", "sha256", "on", "added", "changed", "left", "refused")
        return {name: body[name] for name in names}
