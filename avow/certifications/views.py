"""The one act of this room that has a button: acknowledging the policy."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from avow.adoptions.current import NoPolicyInForce, policy_in_force
from avow.certifications.acts import NotAsked, acknowledge
from avow.config.clock import now, today


def acknowledge_policy(request: HttpRequest) -> HttpResponse:
    """Record that the person read the version that was on their page, if it is still the one in force."""
    if request.method != "POST":
        return redirect("web:policy")
    on = today()
    try:
        pack = policy_in_force(on)
    except NoPolicyInForce:
        return redirect("web:policy")
    if request.POST.get("version") != pack.hash:
        messages.warning(
            request,
            f"The policy changed while you were reading. This is version {pack.version}. Please read it; "
            "nothing was recorded.",
        )
        return redirect("web:policy")
    try:
        acknowledge(request.user.person, pack, on=on, at=now(), language=get_language() or "en")
    except NotAsked as answer:
        messages.warning(request, str(answer))
    return redirect("web:policy")
