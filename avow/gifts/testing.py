"""Shortcuts for tests of gifts: one received on a day, and what the policy now says of it."""

import re
from datetime import date

from avow.disclosures.models import Judgement, Version
from avow.disclosures.testing import disclosed


def received(person, day: date, worth: str, *, party=None, sent: date | None = None, **answers) -> Version:
    """A gift that the person received on the day and entered on it, or on the day `sent`."""
    given = {"received_on": day.isoformat(), "worth": worth, **answers}
    return disclosed(person, "gift_received", on=sent or day, counterparty=party, **given)


def invited(person, day: date, *, party=None, sent: date | None = None, way: str = "received", **answers) -> Version:
    """A dinner on that day for which the person was invited, or invites (`way="offered"`)."""
    given = {"received_on": day.isoformat(), **answers}
    return disclosed(person, f"hospitality_{way}", on=sent or day, counterparty=party, **given)


def latest(version: Version) -> Judgement:
    """The latest judgement of the latest version."""
    return Judgement.objects.filter(version__disclosure=version.disclosure).order_by("version__number", "pk").last()


def rules(version: Version) -> set[str]:
    """The clauses and rules that find something by now, such as "5.3 one_alone"."""
    return {f"{one['clause']} {one['rule']}" for one in latest(version).findings}


def asks(version: Version) -> set[str]:
    """The facts that are open by now, and asked about."""
    return {one["fact"] for one in latest(version).questions}


def cited(version: Version) -> list[str]:
    """The clauses with a finding in the latest judgement of the latest version."""
    latest = Judgement.objects.filter(version__disclosure=version.disclosure).order_by("version__number", "pk").last()
    return sorted({finding["clause"] for finding in latest.findings})


def total(version: Version) -> str | None:
    """What the latest judgement says that gifts add up to under 5.2, or None where it says nothing."""
    latest = Judgement.objects.filter(version__disclosure=version.disclosure).order_by("version__number", "pk").last()
    found = [one for one in latest.findings if one["clause"] == "5.2"]
    return found[0]["totals"][0]["known"] if found else None


def sign(client, query: str = "since=2026-01-01&until=2026-06-10", **changed):
    """Inspect the register as an officer who is signed in, looking at what the page shows; gives the answer."""
    page = client.get(f"/gifts/inspections/new/?{query}")
    root = re.search(r'name="root" value="(\w*)"', page.content.decode())[1]
    told = {"query": page.context["filters"].query, "root": root, "remark": "Nothing stood out.", "name": "Wei  chen"}
    return client.post("/gifts/inspections/new/", {**told, **changed})
