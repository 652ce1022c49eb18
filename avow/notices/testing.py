"""A mail server for tests, which can break off, refuse, and be slow; and notices without a campaign."""

import socketserver
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from avow.config.mail import MailServer
from avow.notices import gathering, sources
from avow.notices.models import Notice
from avow.notices.sources import Said, Wanted
from avow.people.models import Person


class Plain:
    """A source whose notices are wanted until they are in `done`, each with the same words."""

    name = "plain"

    def __init__(self) -> None:
        self.done: set[str] = set()
        self.path = "/"

    def known(self, on: date) -> str:
        return ""

    def wanted(self, on: date) -> Iterator[Sequence[Wanted]]:
        yield from ()

    def again(self, notices: Sequence[Notice], on: date) -> dict[int, list[Wanted]]:
        return {one.pk: [_wanted_of(one)] for one in notices if one.key not in self.done}

    def says(self, notices: Sequence[Notice], language: str, on: date) -> Said:
        first = notices[0]
        event = f"Due: {first.topic}" if first.audience == "person" else ""
        return Said(f"About {first.topic}", f"{first.topic} is due on {first.deadline}.", "en", self.path, event)


def _wanted_of(one: Notice) -> Wanted:
    return Wanted(
        one.key, one.topic, one.step, one.audience, one.to_id, one.about_id, one.due, one.deadline, one.instead
    )


def plain() -> Plain:
    """The source, asked from now on."""
    source = Plain()
    sources.register(source)
    return source


def wanted(to: Person, due: date, topic: str = "plain:1", about: Person | None = None, audience: str = "person") -> str:
    """A notice that is wanted; gives its key."""
    about = about or to
    key = f"{topic}:{about.public_id}:{audience}:{to.public_id}"
    gathering.put("plain", [Wanted(key, topic, f"{audience}+0", audience, to.pk, about.pk, due, due)])
    return key


Behave = Callable[[int, str], str]
"""By the number of a message (from 1) and its reader, what the server does: "" takes it; "drop" takes it and breaks off
without an answer; "break" breaks off before; "refuse 550 …" and "later 451 …" answer so to the message, "unknown 550 …"
to the reader; "slow" answers after a while."""


class Server(socketserver.ThreadingTCPServer):
    """Takes mail, and keeps what it took in `taken`, in order; `readers` beside it."""

    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing to tell of: a client that was killed breaks off."""

    def __init__(self, behave: Behave | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behave: Behave = behave or (lambda number, to: "")
        self.taken: list[EmailMessage] = []
        self.readers: list[str] = []
        self.lock = threading.Lock()
        self.messages = 0

    @property
    def url(self) -> str:
        """As a setting names it."""
        return f"smtp://127.0.0.1:{self.server_address[1]}?tls=none"

    @property
    def setting(self) -> MailServer:
        """As a worker is given it."""
        return MailServer("127.0.0.1", self.server_address[1], tls="none")

    def take(self, data: bytes, to: str) -> None:
        """Keep a message."""
        with self.lock:
            self.taken.append(message_from_bytes(data, policy=default))
            self.readers.append(to)


class _Handler(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self._say("220 test")
        to = ""
        while line := self.rfile.readline():
            word = line.decode("utf-8", "replace").strip()
            verb = word[:4].upper()
            if verb in ("EHLO", "HELO"):
                self._say("250-test")
                self._say("250 8BITMIME")
            elif verb == "RCPT":
                to = word.partition("<")[2].rpartition(">")[0]
                does = self.server.behave(0, to)
                self._say(does.partition(" ")[2] if does.startswith("unknown ") else "250 ok")
            elif verb == "DATA":
                if not self._data(to):
                    return
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _data(self, to: str) -> bool:
        """Take a message; False where the connection is broken off."""
        with self.server.lock:
            self.server.messages += 1
            does = self.server.behave(self.server.messages, to)
        if does == "break":
            return False
        self._say("354 go on")
        data = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            data += line[1:] if line.startswith(b"..") else line
        if does.startswith(("refuse ", "later ")):
            self._say(does.partition(" ")[2])
            return True
        self.server.take(data, to)
        if does == "drop":
            return False
        if does == "slow":
            time.sleep(0.2)
        self._say("250 2.0.0 taken")
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server(behave: Behave | None = None) -> Iterator[Server]:
    """A server that runs until the end of the block."""
    server = Server(behave)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
