"""Filling in the form through its pages, as a person does."""

import re

from avow.disclosures.models import Disclosure, Draft

USUAL = {
    "boolean": "no",
    "date": "",
    "decimal": "6",
    "integer": "1",
    "money": "40",
    "percent": "1,5",
    "text": "Something Else Ltd",
    "narrative": "Written in my own words.",
}


def begin(client, kind: str) -> Disclosure:
    """Press "Begin"."""
    response = client.post(f"/disclose/new/{kind}/")
    assert response.status_code == 302, response.content
    return Disclosure.objects.get(public_id=re.search(r"/disclose/(\w{12})/", response["Location"])[1])


def answers_for(step, facts, given: dict) -> dict:
    """What to post for a step: what the test gives, else something usual."""
    data = {}
    for name in step.asks:
        fact = facts[name]
        usual = fact.choices[0].value if fact.type == "choice" else USUAL[fact.type]
        usual = "USD" if fact.is_currency else usual
        data[name] = given.get(name, usual)
    return data | {name: value for name, value in given.items() if name.endswith("-unknown") and name[:-8] in step.asks}


def fill_in(client, disclosure: Disclosure, pack, **given) -> list[str]:
    """Answer step after step until there are no more; gives the steps that were shown."""
    seen = []
    address = client.get(f"/disclose/{disclosure.public_id}/")["Location"]
    while "/files/" not in address and "/check/" not in address:
        page = client.get(address)
        assert page.status_code == 200, address
        step = page.context["step"]
        seen.append(step.id)
        assert len(seen) < 30, seen
        data = answers_for(step, pack.facts, given) | {"revision": draft_of(disclosure).revision}
        if "other_side" in step.asks:
            data |= {"counterparty": given.get("counterparty", "typed"), "searched": data["other_side"]}
        response = client.post(address, data)
        assert response.status_code == 302, (address, response.context and response.context["form"].errors)
        address = response["Location"]
    return seen


def draft_of(disclosure: Disclosure) -> Draft:
    return Draft.objects.get(disclosure=disclosure)


def send(client, disclosure: Disclosure):
    """Press "Send" on the last page."""
    revision = draft_of(disclosure).revision
    return client.post(f"/disclose/{disclosure.public_id}/check/", {"revision": revision})


def untouched(text):
    """What a browser posts of the page as it came."""
    found = {}
    for tag in re.findall("<input[^>]*>", text):
        told = dict(re.findall('([a-z]+)="([^"]*)"', tag))
        if "name" in told and (told["type"] not in ("radio", "checkbox") or " checked" in tag):
            found[told["name"]] = told.get("value", "on" if told["type"] == "checkbox" else "")
    for name, body in re.findall('<select[^>]*name="([^"]*)".*?>(.*?)</select>', text, re.DOTALL):
        chosen = re.search('<option value="([^"]*)"[^>]* selected', body) or re.search('<option value="([^"]*)"', body)
        found[name] = chosen.group(1)
    for name, body in re.findall('<textarea[^>]*name="([^"]*)".*?>(.*?)</textarea>', text, re.DOTALL):
        found[name] = body.strip()
    return found
