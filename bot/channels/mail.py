"""Mail: tells somebody who left the page that there is news, over the library's own SMTP server.

It sends one plain text to one address and says clearly when it could not. It must never log or
raise an address, a subject or a text, keeps no connection, and repeats nothing: what is to be sent
again is a due row.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTPUTF8, Policy
from email.utils import formatdate, make_msgid
from enum import Enum
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

TIMEOUT_SECONDS = 20.0
"""For the connection, and again for each answer of the server."""

_ADDRESS = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+")
_NOBODY = re.compile(r"(?!5\.)|5\.1\.|5\.2\.1\b")
"""How a refusal begins when the address is to blame (RFC 3463): 5.1, 5.2.1, or no code."""

_STARTTLS = {"auto": None, "yes": True, "no": False}
_PORTS = {"smtp": 25, "smtps": 465}


class Fault(Enum):
    """The cause when a mail was not sent: then all mails wait, or this one, or the address is given
    up.
    """

    SERVER = "server"
    MAIL = "mail"
    ADDRESS = "address"


class MailNotSent(Exception):
    """A mail was not sent. The message says why without naming anybody. `later`: another try may
    succeed with nothing changed.
    """

    def __init__(self, why: str, *, later: bool, fault: Fault = Fault.SERVER) -> None:
        super().__init__(why)
        self.why = why
        self.later = later
        self.fault = fault


class _Link(UnstructuredHeader, BaseHeader):
    """A header with an address in it, which may be neither folded nor encoded (RFC 2369)."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _Link)
_POLICY = SMTPUTF8.clone(header_factory=_HEADERS)


@dataclass(frozen=True)
class _Server:
    host: str
    port: int
    user: str | None
    password: str | None
    tls: bool
    starttls: bool | None


class Mailer:
    """Sends mails through the server in SMTP_URL.

    `smtp://user:password@host:port` (25 when no port is written) takes STARTTLS when the server
    offers it, and insists when there is a password; `?starttls=yes` always insists, `?starttls=no`
    never takes it. `smtps://` is encrypted from the first byte (465). Certificates are checked.
    Raises ValueError, without the password, for any other form. `called` says the sender's name.
    """

    def __init__(
        self,
        smtp_url: str,
        sender: str,
        timeout: float = TIMEOUT_SECONDS,
        called: Callable[[], str] = str,
    ) -> None:
        self._server = _server(smtp_url)
        self._timeout = timeout
        if not _ADDRESS.fullmatch(sender):
            raise ValueError("the sender of mails must be one plain address")
        self._sender = sender
        self._called = called

    async def send(
        self, to: str, subject: str, text: str, headers: Mapping[str, str] | None = None
    ) -> None:
        """Hand one mail to the server. Raises MailNotSent."""
        if not _ADDRESS.fullmatch(to):
            raise MailNotSent("that is not an address", later=False, fault=Fault.ADDRESS)
        message = self._message(to, subject, text, headers or {})
        try:
            await aiosmtplib.send(message, sender=self._sender, recipients=[to], **self._options())
        except aiosmtplib.SMTPRecipientsRefused as refused:
            raise _refused(refused.recipients[0]) from None
        except (aiosmtplib.SMTPException, OSError) as failure:
            raise _not_sent(failure) from None

    def _message(
        self, to: str, subject: str, text: str, headers: Mapping[str, str]
    ) -> EmailMessage:
        message = EmailMessage(policy=_POLICY)
        message["From"] = Address(self._called(), addr_spec=self._sender)
        message["To"] = to
        message["Subject"] = " ".join(subject.split())
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=self._sender.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        for header, value in headers.items():
            message[header] = value
        message.set_content(text, cte="quoted-printable")
        return message

    def _options(self) -> dict[str, Any]:
        server = self._server
        return {
            "hostname": server.host,
            "port": server.port,
            "username": server.user,
            "password": server.password,
            "use_tls": server.tls,
            "start_tls": server.starttls,
            "timeout": self._timeout,
        }


def _server(smtp_url: str) -> _Server:
    try:
        url = urlsplit(smtp_url)
        port = url.port
    except ValueError:
        raise ValueError("the address of the mail server cannot be read") from None
    if url.scheme not in _PORTS or not url.hostname:
        raise ValueError("the mail server is smtp://host:port or smtps://host:port")
    asked = parse_qs(url.query, keep_blank_values=True)
    how = asked.pop("starttls", ["yes" if url.password and url.scheme == "smtp" else "auto"])[-1]
    if asked or how not in _STARTTLS:
        raise ValueError("behind the mail server only ?starttls=auto, yes or no can stand")
    return _Server(
        host=url.hostname,
        port=port or _PORTS[url.scheme],
        user=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
        tls=url.scheme == "smtps",
        starttls=False if url.scheme == "smtps" else _STARTTLS[how],
    )


def _refused(refused: aiosmtplib.SMTPRecipientRefused) -> MailNotSent:
    """A refused recipient. A server that lets nobody mail to the outside (5.7.1) says nothing about
    the address.
    """
    later = refused.code < 500
    nobody = later or _NOBODY.match(refused.message) is not None
    fault = Fault.ADDRESS if nobody else Fault.MAIL
    return MailNotSent(f"the recipient was refused ({refused.code})", later=later, fault=fault)


def _not_sent(failure: Exception) -> MailNotSent:
    """The failure in our words, for the log and the desk: the server's may name somebody."""
    if isinstance(failure, aiosmtplib.SMTPAuthenticationError):
        return MailNotSent("the server did not accept the user and password", later=False)
    if isinstance(failure, aiosmtplib.SMTPResponseException):
        data = isinstance(failure, aiosmtplib.SMTPDataError)
        return MailNotSent(
            f"the server refused the mail ({failure.code})",
            later=failure.code < 500,
            fault=Fault.MAIL if data else Fault.SERVER,
        )
    if isinstance(failure, ssl.SSLError) or isinstance(failure.__cause__, ssl.SSLError):
        return MailNotSent("the server's certificate or encryption cannot be trusted", later=True)
    if isinstance(failure, TimeoutError):
        return MailNotSent("the server did not answer in time", later=True)
    if isinstance(failure, aiosmtplib.SMTPNotSupported):
        return MailNotSent(
            "the server cannot send to such an address", later=False, fault=Fault.ADDRESS
        )
    if isinstance(failure, OSError | aiosmtplib.SMTPServerDisconnected):
        return MailNotSent("the server cannot be reached", later=True)
    return MailNotSent("the server will not encrypt, or does not speak SMTP", later=False)
