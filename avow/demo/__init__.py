"""An invented company, Kestrel Pumps, to try Avow on: its people, counterparties, roles, and six weeks of matters.

Everything is done through the acts that people use, so the ledger of a demo verifies like any other.
"""
