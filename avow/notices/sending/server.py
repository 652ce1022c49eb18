"""Speaking to the mail server, so that it is always known whether a message was handed over.

Python's `smtplib` sends a message in one go and cannot tell a server that broke off before the last line from one that
did after it. So DATA is spoken here: all but the last line, `mark`, the last line, the answer.
"""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from email.generator import BytesGenerator
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO

from avow.config.mail import MailServer

SECONDS = 30.0
"""How long one waits for each answer."""


class NotTaken(Exception):
    """The message was certainly not handed over. `code` is the server's, 0 where it gave none; `of_reader` tells that
    the reader's address or this message was refused for good, not the way there."""

    def __init__(self, says: str, code: int = 0, of_reader: bool = False) -> None:
        super().__init__(says)
        self.code, self.of_reader = code, of_reader


class Lost(Exception):
    """The last line was sent, and no answer came: the server may have taken the message."""


class Connection:
    """A connection that is opened when it is needed, and used for one message after the other."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self._smtp: smtplib.SMTP | None = None

    def hand_over(self, message: EmailMessage, sender: str, to: str, mark: Callable[[], None]) -> str:
        """Hand it over; gives the server's answer. `mark` is called right before the last line, and what it raises ends
        it unsent. Raises NotTaken, Lost."""
        utf8, reader = self._reader(to)
        data = _bytes(message, utf8)
        smtp = self._open()
        try:
            options = ["SMTPUTF8", "BODY=8BITMIME"] if utf8 else []
            self._expect(smtp.mail(sender, options), 250)
            self._expect(smtp.rcpt(reader), 250, 251, of_reader=True)
            self._expect(smtp.docmd("DATA"), 354)
            smtp.send(data)
        except NotTaken:
            self._reset()
            raise
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise NotTaken(_plain(error)) from error
        try:
            mark()
        except BaseException:
            self.close()  # without the last line, so nothing was handed over
            raise
        try:
            smtp.send(b".\r\n")
            code, said = smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise Lost(_plain(error)) from error
        self._expect((code, said), 250, of_reader=True)
        return f"{code} {_text(said)}"

    def _reader(self, to: str) -> tuple[bool, str]:
        """Whether the address needs SMTPUTF8, and how it is given: the domain of a plain one in its plain form."""
        local, _, host = to.rpartition("@")
        if not local.isascii():
            if not self._open().has_extn("smtputf8"):
                raise NotTaken("The server takes no addresses with such letters (SMTPUTF8).", 553, of_reader=True)
            return True, to
        try:
            return False, f"{local}@{host.encode('idna').decode()}"
        except UnicodeError:
            raise NotTaken("The part after the @ is no name of a server.", 553, of_reader=True) from None

    def _open(self) -> smtplib.SMTP:
        if self._smtp is not None:
            return self._smtp
        server, context = self.server, ssl.create_default_context()
        smtp: smtplib.SMTP | None = None
        try:
            if server.tls == "smtps":
                smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
            else:
                smtp = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
            smtp.ehlo_or_helo_if_needed()
            if server.tls == "starttls" or (server.tls == "optional" and smtp.has_extn("starttls")):
                smtp.starttls(context=context)
                smtp.ehlo()
            if server.user:
                smtp.login(server.user, server.password)
        except (smtplib.SMTPException, OSError) as error:
            if smtp is not None:
                smtp.close()
            raise NotTaken(_plain(error), getattr(error, "smtp_code", 0)) from error
        if smtp.sock is not None:
            # The last line goes at once, and does not wait until the server has acknowledged the lines before it.
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._smtp = smtp
        return smtp

    def _expect(self, answer: tuple[int, bytes], *good: int, of_reader: bool = False) -> None:
        code, said = answer
        if code not in good:
            raise NotTaken(f"{code} {_text(said)}", code, of_reader and 500 <= code < 600)

    def _reset(self) -> None:
        try:
            if self._smtp is not None:
                self._smtp.rset()
        except (smtplib.SMTPException, OSError):
            self.close()

    def close(self) -> None:
        """Let go of the connection."""
        if self._smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.close()
            self._smtp = None

    def quit(self) -> None:
        """Say goodbye and close."""
        if self._smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
        self.close()


def _bytes(message: EmailMessage, utf8: bool) -> bytes:
    """The message with dots at the beginning of a line doubled, ending with a line's end and without the last line."""
    out = BytesIO()
    BytesGenerator(out, policy=SMTP.clone(utf8=utf8)).flatten(message)
    data = re.sub(rb"(?m)^\.", b"..", out.getvalue())
    return data if data.endswith(b"\r\n") else data + b"\r\n"


def _text(said: bytes) -> str:
    return " ".join(said.decode("utf-8", "replace").split())[:500]


def _plain(error: BaseException) -> str:
    """What went wrong, without what may name somebody's password."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return f"{error.smtp_code} {_text(said if isinstance(said, bytes) else said.encode())}"
    return f"{type(error).__name__}: {error}"[:500]
