"""An invented company, Kestrel Pumps, to try Avow on: its people, counterparties, roles, six weeks of matters, and a
yearly certification that is under way.

Everything is done through the acts that people use, so the ledger of a demo verifies like any other.
"""
