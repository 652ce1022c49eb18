"""What people certify: that they read the policy (2.1, 6.5), and each year that they complied (6.1)."""

from .acknowledgement import Acknowledgement
from .campaign import Campaign, CampaignStarted, CampaignWithdrawn, CohortFrozen, Included
from .form import FormConfirmed, FormDraft, FormUnlocked, ReportedConflict, SignedForm
from .handling import Exempted, ExemptionEnded, Followed, HandedOver, Place
from .kiosk import CodeMade, OneTimeCode, Sitting
from .local_hr import Advice, AdviceReceived, ClosingReturn, ForCommittee, ReturnReceived
from .paper import PaperCaptured

__all__ = [
    "Acknowledgement", "Advice", "AdviceReceived", "Campaign", "CampaignStarted", "CampaignWithdrawn", "ClosingReturn",
    "CodeMade", "CohortFrozen", "Exempted", "ExemptionEnded", "Followed", "ForCommittee", "FormConfirmed", "FormDraft",
    "FormUnlocked", "HandedOver", "Included", "OneTimeCode", "PaperCaptured", "Place", "ReportedConflict",
    "ReturnReceived", "SignedForm", "Sitting",
]  # fmt: skip
