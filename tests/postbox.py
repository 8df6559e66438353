"""A real SMTP server on this machine, and the mailbox of everybody it was given mails for.

async with post_office() as postbox, running(url, smtp_url=postbox.url) as library:
...
letter = await postbox.letter(1)
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session

PATIENCE = 20.0
"""Seconds to wait for a mail that must come."""


class Postbox:
    """The mails that a server was given. It refuses whom it is told to refuse."""

    def __init__(self, refuse: str = "") -> None:
        self.refuse = refuse
        self.port = 0
        self.letters: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []
        self.encrypted: list[bool] = []
        self.refused = 0
        self.answers = asyncio.Event()
        """While this is not set, no client is told that its mail was taken."""
        self.answers.set()
        self._news = asyncio.Event()

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"smtp://127.0.0.1:{self.port}?starttls=no"

    async def letter(self, number: int) -> EmailMessage:
        """Wait for the letter with this number, counted from 1."""
        async with asyncio.timeout(PATIENCE):
            while len(self.letters) < number:
                self._news.clear()
                await self._news.wait()
        return self.letters[number - 1]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse:
            self.refused += 1
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        letter = message_from_bytes(envelope.original_content or b"", policy=policy.SMTPUTF8)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.envelopes.append(envelope)
        self.encrypted.append(session.ssl is not None)
        self._news.set()
        await self.answers.wait()
        return "250 OK"


@asynccontextmanager
async def a_server(
    make: Callable[[], asyncio.Protocol], tls: ssl.SSLContext | None = None, port: int = 0
) -> AsyncIterator[int]:
    """A server, on a port of its own unless told which."""
    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", port, ssl=tls)
    async with server:
        yield server.sockets[0].getsockname()[1]


@asynccontextmanager
async def post_office(port: int = 0) -> AsyncIterator[Postbox]:
    """A server that takes mails, without encryption, on this machine only."""
    postbox = Postbox()
    async with a_server(lambda: SMTP(postbox), port=port) as postbox.port:
        yield postbox


def text_of(letter: EmailMessage) -> str:
    """What can be read in a letter."""
    return str(letter.get_content()).replace("\r\n", "\n")
