"""Shortcuts for tests: slips made through their pages, as somebody does it who reads what will happen first."""

from typing import Any

from django.test import Client


def make_slips(client: Client, campaign_id: str, who: str = "all", where: str = "everywhere", make: str = "all") -> Any:
    """The page with the slips; or that with why there are none."""
    address, given = f"/hr/{campaign_id}/slips/", {"who": who, "where": where}
    looked = client.get(address, given)
    ready = (looked.context or {}).get("ready")
    return looked if ready is None else client.post(address, {**given, "seen": ready.seen, "make": make})
