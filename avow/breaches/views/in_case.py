"""What stands on the case page about when it began: possible breaches, or why there is none, or what to find out."""

from datetime import date

from django.http import HttpRequest
from django.template.loader import render_to_string

from avow.adoptions.current import pack_by_hash
from avow.breaches import finding, words
from avow.breaches.models import PossibleBreach
from avow.reviews.models import Case


def section(request: HttpRequest, case: Case, on: date) -> str | None:
    """Nothing while the activity has not begun."""
    version = case.disclosure.latest_version
    found = list(PossibleBreach.objects.filter(disclosure=case.disclosure))
    looked = finding.look(case.disclosure, version, on)
    if looked is None and not found:
        return None
    pack = pack_by_hash(version.pack_hash)
    context = {
        "found": found,
        "looked": looked,
        "says": words.says(looked.said.why, pack) if looked and not looked.said.is_breach else "",
        "is_question": looked is not None and looked.said.is_breach is None,
    }
    return render_to_string("breaches/_in_case.html", context, request)
