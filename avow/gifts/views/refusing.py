"""Saying no politely: the words in the giver's language, to show on the phone or to send; and what to do with what one
has already. Both lead back to what was being written, `?draft=`."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.adoptions.current import policy_in_force
from avow.config import clock
from avow.disclosures import judging
from avow.disclosures.models import Disclosure, Draft
from avow.gifts.forms.recording import STEP
from avow.gifts.models.gift import KINDS
from avow.gifts.views import drafts

NAMES = {
    "ar": "العربية", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά", "en": "English",
    "es": "Español", "fi": "Suomi", "fr": "Français", "hi": "हिन्दी", "hu": "Magyar", "it": "Italiano", "ja": "日本語",
    "ko": "한국어", "nb": "Norsk", "nl": "Nederlands", "no": "Norsk", "pl": "Polski", "pt": "Português", "ro": "Română",
    "ru": "Русский", "sv": "Svenska", "tr": "Türkçe", "uk": "Українська", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip
SPOKEN = {
    "ar": "AE BH DZ EG IQ JO KW LB LY MA OM QA SA SY TN YE", "cs": "CZ", "da": "DK", "de": "AT CH DE LI", "el": "CY GR",
    "es": "AR BO CL CO CR CU DO EC ES GT HN MX NI PA PE PR PY SV UY VE", "fi": "FI", "fr": "BE CD CI CM FR LU MC SN",
    "hu": "HU", "it": "IT SM", "ja": "JP", "ko": "KR", "nb": "NO", "nl": "NL SR", "no": "NO", "pl": "PL",
    "pt": "AO BR MZ PT", "ro": "MD RO", "ru": "BY KZ RU", "sv": "SE", "tr": "TR", "uk": "UA", "vi": "VN",
    "zh": "CN HK MO SG TW",
}  # fmt: skip
"""Where the language is what a stranger is first written in."""
FROM_RIGHT = ("ar", "fa", "he", "ur")


@require_safe
def refuse(request: HttpRequest) -> HttpResponse:
    """The words in one language, large: `?in=de`, else as they speak where the other side of the draft is. An
    invitation has its own: `?of=` its kind, else the draft's."""
    pack, left = policy_in_force(clock.today()), drafts.left(request)
    of = _kind(request, left)
    words = pack.refusals_of_invitations if KINDS.get(of, ("", ""))[0] == "hospitality" else pack.refusals
    asked = request.GET.get("in", "")
    usual = (*_spoken(left), "en", *words)
    chosen = asked if asked in words else next((one for one in usual if one in words), "")
    languages = sorted(
        ({"code": code, "name": NAMES.get(code, code)} for code in words), key=lambda one: one["name"].casefold()
    )
    text = words.get(chosen, "")
    context = {
        "languages": languages,
        "chosen": chosen,
        "direction": "rtl" if chosen in FROM_RIGHT else "ltr",
        "text": text,
        "mail": "mailto:?body=" + quote(text),
        "of": of,
        "left": left,
    }
    return render(request, "gifts/refuse.html", context)


def _spoken(left: str) -> list[str]:
    """The languages of the country of the entry that was picked in this draft."""
    draft = Draft.objects.filter(disclosure__public_id=left).select_related("disclosure__person").first()
    if draft is None:
        return []
    contents = draft.open()
    typed = contents["raw"].get(STEP, {}).get("counterparty")
    party = judging.chosen(typed or contents["answers"].get("counterparty"))
    record = party.record(clock.today()) if party else None
    return [language for language, countries in SPOKEN.items() if record and record.country in countries.split()]


def _kind(request: HttpRequest, left: str) -> str:
    """What is refused: as the link says, else as the draft is; empty where neither does."""
    asked = request.GET.get("of", "")
    if asked in KINDS or not left:
        return asked if asked in KINDS else ""
    return Disclosure.objects.filter(public_id=left).values_list("kind", flat=True).first() or ""


@require_safe
def what_now(request: HttpRequest) -> HttpResponse:
    """I have it already: what the policy knows of that could become of it, and whom to ask."""
    pack = policy_in_force(clock.today())
    received = [kind for kind in pack.kinds if KINDS.get(kind, ("", ""))[1] == "received"]
    ways = [one for one in pack.becomings.values() if any(kind in one.kinds for kind in received)]
    instruction = next((pack.kinds[kind].instruction for kind in received), "")
    context = {"ways": ways, "instruction": instruction, "refusals": pack.refusals, "left": drafts.left(request)}
    return render(request, "gifts/what_now.html", context)
