"""Files that belong to a disclosure. The bytes lie sealed in AVOW_HOME/attachments; the name is sealed here."""

from django.db import models

from avow.ledger import keyring
from avow.ledger.identifiers import public_id


def name_of(identifier: str) -> str:
    """What a sealed name is bound to, so that it opens in no other row."""
    return f"name of attachment {identifier}"


class Attachment(models.Model):
    """One file, sealed with the person's key. Its SHA-256 (of the plain bytes) is in each version that carries it."""

    ledger_list = "working"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    disclosure = models.ForeignKey("disclosures.Disclosure", models.CASCADE, related_name="files")
    sealed_name = models.BinaryField()
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="plain bytes")
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="attachment_is_not_empty")]

    def __str__(self) -> str:
        return f"attachment {self.public_id}"

    @property
    def is_picture(self) -> bool:
        """Whether a page can show it."""
        return self.media_type.startswith("image/")

    def name(self) -> str:
        """The name it had on the person's machine, or "(erased)"."""
        try:
            return keyring.unseal(self.disclosure.person.key, bytes(self.sealed_name), name_of(self.public_id)).decode()
        except keyring.Erased:
            return "(erased)"
