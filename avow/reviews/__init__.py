"""What we do about it: who decides, the instruction until then, the conversation, both consultations, the assessment,
the decision and its conditions, stepping aside.

A case stands on exactly one disclosure. `acts/` does things, one transaction and one ledger entry each; `standing`
computes where a case is from rows; `authority` says who may do what in it; `signals` tells the rooms above.
"""
