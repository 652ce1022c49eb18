"""What is kept of a disclosure: the draft, each version, how the rules judged it, and what the person told later."""

from avow.disclosures.models.attachment import Attachment
from avow.disclosures.models.disclosure import Disclosure, Draft
from avow.disclosures.models.judgement import Judgement
from avow.disclosures.models.resolved import PartyResolved
from avow.disclosures.models.said import Ending, Started, Withdrawal
from avow.disclosures.models.version import Relative, Version

__all__ = [
    "Attachment",
    "Disclosure",
    "Draft",
    "Ending",
    "Judgement",
    "PartyResolved",
    "Relative",
    "Started",
    "Version",
    "Withdrawal",
]
