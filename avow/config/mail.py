"""The mail server as `AVOW_MAIL_URL` names it."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

TLS = ("starttls", "none", "optional")
PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over. `tls` is "starttls" (or not at all), "optional", "none", or "smtps" from the start."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: str = "starttls"

    def __repr__(self) -> str:
        return f"MailServer({self.host}:{self.port}, {self.tls})"


def read(url: str) -> MailServer:
    """The server of an address such as smtp://user:password@host:587?tls=starttls. Raises ValueError saying why not,
    without repeating what may be a password."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS:
        raise ValueError("It begins with smtp:// or smtps://.")
    if not parts.hostname:
        raise ValueError("The name of the server is missing.")
    try:
        port = parts.port or PORTS[parts.scheme]
    except ValueError:
        raise ValueError("The port is a number from 1 to 65535.") from None
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    tls = options.pop("tls", TLS[0])
    if options or parts.path.strip("/") or parts.fragment:
        raise ValueError("After the server nothing stands but ?tls=…; write @, / and ? in a password as %40, %2F, %3F.")
    if tls not in TLS:
        raise ValueError(f"tls is one of {', '.join(TLS)}.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise ValueError("A user and a password come together, or neither.")
    if password and tls != TLS[0] and parts.scheme == "smtp" and parts.hostname not in ("localhost", "127.0.0.1"):
        raise ValueError("A password is sent only over TLS: leave out tls, or use smtps://.")
    return MailServer(parts.hostname, port, user, password, "smtps" if parts.scheme == "smtps" else tls)
