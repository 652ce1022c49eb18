"""`/healthz`: whether this installation can do its work. For machines and without sign-in, so it tells no details."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from avow.adoptions.current import NoPolicyInForce, adoption_in_force, problems
from avow.config.clock import now, today
from avow.gifts import looking_again
from avow.ledger.health import health
from avow.notices import standing as mail
from avow.rates import current

log = logging.getLogger(__name__)


@require_safe
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, every guard is in place and the policy in force is as adopted, else 503. `policy`
    is the version in force, null, or "failing" where the adopted files were changed and nothing is judged by them.
    `heads` is "behind" while the last acts have no signed head outside the database; the next act's head covers them.
    `gifts` is "behind" while one could not be judged again: sums that count it may be wrong, everything else goes on.
    `rates` is "behind" while amounts of today in some other currency cannot be counted: newer rates have to be brought.
    `mail` is "failing" while it could not be handed over for half an hour, "doubt" for a day after the mail server's
    answer was lost, "kept" where no mail server is set up.

    Having no policy yet is not a failure: the pages that say what to do about it must stay reachable.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        ledger = health()
        policy = _version_in_force()
        altered = problems(today())
        behind = looking_again.failed().exists()
        rates = current.held().behind(today())
        of_mail = mail.health(now())
    except DatabaseError:
        log.exception("healthz: the database does not answer as it should")
        return JsonResponse({"status": "failing", "database": "failing"}, status=503)
    missing = ledger.missing_guards
    for sentence in [*missing, *altered]:
        log.error("healthz: %s", sentence)
    found = {
        "database": "ok",
        "guards": "failing" if missing else "ok",
        "heads": "behind" if ledger.lag else "ok",
        "policy": "failing" if altered else policy,
        "gifts": "behind" if behind else "ok",
        "rates": "behind" if rates else "ok",
        "mail": of_mail,
    }
    failing = bool(missing or altered)
    return JsonResponse({"status": "failing" if failing else "ok", **found}, status=503 if failing else 200)


def _version_in_force() -> str | None:
    try:
        return adoption_in_force(today()).version
    except NoPolicyInForce:
        return None
