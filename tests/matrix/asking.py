"""Asking one address as one role, leaving no trace, and putting the answer into one word of the table."""

import re
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from avow.access.testing import sign_in
from tests.matrix.things import World

NOBODY = "nobody"
TOKEN = rb'name="csrfmiddlewaretoken" value="[^"]+"'


@dataclass
class Answer:
    """What came back, its body without the token that differs each time, and how often the database was asked."""

    response: HttpResponse
    page: bytes
    queries: int

    @property
    def word(self) -> str:
        """in: to the sign-in page. -: the 404 of what never existed. Otherwise the status."""
        status = self.response.status_code
        if status == 302 and self.response["Location"].startswith("/sign-in/"):
            return "in"
        return "-" if status == 404 else str(status)

    @property
    def headers(self) -> dict[str, str]:
        return {name: value for name, value in self.response.headers.items() if name not in {"Content-Length", "Date"}}


class Door:
    """Everyone's browser, signed in once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clients = {role: sign_in(Client(), person) for role, person in world.who.items()}
        self.clients[NOBODY] = Client()
        self.cookies = {role: client.cookies.copy() for role, client in self.clients.items()}

    def ask(self, role: str, name: str, act: str, parts: dict[str, object], sent: dict[str, object]) -> Answer:
        """Ask, and take back whatever it did."""
        client, method = self.clients[role], act.split(":")[0]
        for given in sent.values():
            if hasattr(given, "seek"):
                given.seek(0)
        cache.clear()
        with transaction.atomic():
            with CaptureQueriesContext(connection) as queries:
                response = _send(client, method, reverse(name, kwargs=parts), sent)
            body = b"".join(response) if response.streaming else response.content
            answer = Answer(response, re.sub(TOKEN, b"", body), len(queries))
            transaction.set_rollback(True)
        client.cookies = self.cookies[role].copy()
        return answer


def _send(client: Client, method: str, path: str, sent: dict[str, object]) -> HttpResponse:
    return client.post(path, sent) if method == "POST" else client.get(path, sent)
