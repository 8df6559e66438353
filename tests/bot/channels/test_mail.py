"""Mail against a real SMTP server on this machine: what arrives, and what is said otherwise."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.channels.mail import Fault, Mailer, MailNotSent
from tests.postbox import Postbox, a_server

SENDER = "sammen@bibliotek.example"
CITIZEN = "borger@hjemme.example"
PASSWORD = "p@ss/ord"
QUOTED = "p%40ss%2Ford"


def let_in(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any
) -> AuthResult:
    right = isinstance(given, LoginPassword) and given.password == PASSWORD.encode()
    return AuthResult(success=right, handled=right)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """A certificate for "localhost" that nobody trusts, made now."""
    if shutil.which("openssl") is None:
        pytest.skip(reason="no openssl here to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    crt, key = folder / "crt.pem", folder / "key.pem"
    asked = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    named = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(crt)]
    subprocess.run(["openssl", *asked.split(), *named], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(crt, key)
    return crt, context


async def refused(mailer: Mailer, to: str = CITIZEN) -> MailNotSent:
    with pytest.raises(MailNotSent) as failure:
        await mailer.send(to, "Nyt i din sag", "Hej")
    told = str(failure.value)
    assert to not in told
    assert SENDER not in told
    assert PASSWORD not in told
    assert failure.value.__cause__ is None
    return failure.value


async def test_a_mail_arrives_as_it_was_written() -> None:
    postbox = Postbox()
    text = (
        "Hej Åse\n\nDer er nyt i sag 12: https://sammen.example/sag/12\n.\nÆblegrød\n" + "x" * 2000
    )
    async with a_server(lambda: SMTP(postbox, enable_SMTPUTF8=True)) as port:
        await Mailer(f"smtp://127.0.0.1:{port}", SENDER).send(CITIZEN, "Nyt i din sag æøå", text)
    (letter,), (envelope,) = postbox.letters, postbox.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, [CITIZEN])
    assert (letter["From"], letter["To"]) == (SENDER, CITIZEN)
    assert letter["Subject"] == "Nyt i din sag æøå"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@bibliotek.example>")
    assert letter["Date"]
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().replace("\r\n", "\n").rstrip("\n") == text


async def test_a_server_without_utf8_and_starttls_is_enough() -> None:
    postbox = Postbox()
    async with a_server(lambda: SMTP(postbox, enable_SMTPUTF8=False)) as port:
        await Mailer(f"smtp://127.0.0.1:{port}?starttls=no", SENDER).send(CITIZEN, "Æ", "Ø å")
    assert postbox.letters[0].get_content().strip() == "Ø å"
    assert postbox.encrypted == [False]


async def test_a_link_in_a_header_is_neither_folded_nor_encoded() -> None:
    """As RFC 2369 wants it: else no mail program shows the way out of these mails."""
    postbox = Postbox()
    link = f"<https://{'ideer.' * 15}example/mail/af/{'x' * 60}>"
    async with a_server(lambda: SMTP(postbox, enable_SMTPUTF8=False)) as port:
        mailer = Mailer(f"smtp://127.0.0.1:{port}", SENDER, called=lambda: "Bøgeby Bibliotek, Nord")
        await mailer.send(CITIZEN, "Nyt", "Hej", {"List-Unsubscribe": link})
    raw = postbox.envelopes[0].original_content
    assert raw is not None
    assert f"\r\nList-Unsubscribe: {link}\r\n".encode() in raw
    assert raw.isascii()
    sender = postbox.letters[0]["From"].addresses[0]
    assert (sender.display_name, sender.addr_spec) == ("Bøgeby Bibliotek, Nord", SENDER)


async def test_a_subject_cannot_become_another_header() -> None:
    postbox = Postbox()
    async with a_server(lambda: SMTP(postbox)) as port:
        mailer = Mailer(f"smtp://127.0.0.1:{port}", SENDER)
        await mailer.send(CITIZEN, "Nyt\r\nBcc: alle@example.dk", "Hej")
    assert postbox.envelopes[0].rcpt_tos == [CITIZEN]
    assert postbox.letters[0]["Bcc"] is None


@pytest.mark.parametrize(
    "to", ["", "borger", "a@b@c", "a@b, c@d", "a@b\r\nRCPT TO:<c@d>", "<a@b>", "a b@c", "@", "a@"]
)
async def test_what_is_no_single_address_is_never_tried(to: str) -> None:
    with pytest.raises(MailNotSent, match="not an address") as failure:
        await Mailer("smtp://127.0.0.1:1", SENDER).send(to, "Nyt", "Hej")
    assert not failure.value.later


@pytest.mark.parametrize(
    ("answer", "later", "fault"),
    [
        ("550 unknown user borger", False, Fault.ADDRESS),
        ("550 5.1.1 unknown user borger", False, Fault.ADDRESS),
        ("552 5.2.2 mailbox of borger is full", False, Fault.MAIL),
        ("554 5.7.1 borger: relay access denied", False, Fault.MAIL),
        ("450 try again", True, Fault.ADDRESS),
    ],
)
async def test_a_refused_recipient_is_told_from_one_who_must_wait(
    answer: str, later: bool, fault: Fault
) -> None:
    async with a_server(lambda: SMTP(Postbox(refuse=answer))) as port:
        failure = await refused(Mailer(f"smtp://127.0.0.1:{port}", SENDER))
    assert str(failure) == f"the recipient was refused ({answer[:3]})"
    assert (failure.later, failure.fault) == (later, fault)


async def test_a_mail_too_large_for_the_server_is_refused() -> None:
    async with a_server(lambda: SMTP(Postbox(), data_size_limit=500)) as port:
        with pytest.raises(MailNotSent, match="refused the mail \\(552\\)"):
            await Mailer(f"smtp://127.0.0.1:{port}", SENDER).send(CITIZEN, "Nyt", "x" * 5000)


async def test_a_letter_for_an_address_with_danish_letters_needs_a_server_that_can() -> None:
    postbox = Postbox()
    async with a_server(lambda: SMTP(postbox, enable_SMTPUTF8=True)) as port:
        await Mailer(f"smtp://127.0.0.1:{port}", SENDER).send("åse@hjemme.example", "Nyt", "Hej")
    assert postbox.envelopes[0].rcpt_tos == ["åse@hjemme.example"]
    async with a_server(lambda: SMTP(Postbox(), enable_SMTPUTF8=False)) as port:
        failure = await refused(Mailer(f"smtp://127.0.0.1:{port}", SENDER), "åse@hjemme.example")
    assert not failure.later


async def test_a_server_that_is_down_may_come_back() -> None:
    async with a_server(lambda: SMTP(Postbox())) as port:
        pass
    failure = await refused(Mailer(f"smtp://127.0.0.1:{port}", SENDER))
    assert (str(failure), failure.later) == ("the server cannot be reached", True)
    assert failure.fault is Fault.SERVER


async def test_a_server_that_hangs_up_may_come_back() -> None:
    class Rude(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            transport.close()

    async with a_server(Rude) as port:
        failure = await refused(Mailer(f"smtp://127.0.0.1:{port}", SENDER))
    assert failure.later


async def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    async with a_server(asyncio.Protocol) as port:
        failure = await refused(Mailer(f"smtp://127.0.0.1:{port}", SENDER, timeout=0.2))
    assert (str(failure), failure.later) == ("the server did not answer in time", True)


async def test_a_password_is_never_sent_in_the_clear() -> None:
    async with a_server(lambda: SMTP(Postbox(), authenticator=let_in)) as port:
        failure = await refused(Mailer(f"smtp://me:{QUOTED}@127.0.0.1:{port}", SENDER))
    assert not failure.later


async def test_starttls_and_a_password_with_signs(
    certificate: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    crt, context = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(crt))
    postbox = Postbox()

    def make() -> SMTP:
        return SMTP(postbox, tls_context=context, require_starttls=True, authenticator=let_in)

    async with a_server(make) as port:
        await Mailer(f"smtp://me:{QUOTED}@localhost:{port}", SENDER).send(CITIZEN, "Nyt", "Hej")
        failure = await refused(Mailer(f"smtp://me:wrong@localhost:{port}", SENDER))
    assert postbox.encrypted == [True]
    assert str(failure) == "the server did not accept the user and password"


async def test_smtps_is_encrypted_from_the_first_byte(
    certificate: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    crt, context = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(crt))
    postbox = Postbox()
    async with a_server(lambda: SMTP(postbox), tls=context) as port:
        await Mailer(f"smtps://localhost:{port}", SENDER).send(CITIZEN, "Nyt", "Hej")
    assert len(postbox.letters) == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
async def test_a_certificate_that_nobody_trusts_stops_the_mail(
    certificate: tuple[Path, ssl.SSLContext], scheme: str
) -> None:
    _, context = certificate
    tls = context if scheme == "smtps" else None
    postbox = Postbox()
    async with a_server(lambda: SMTP(postbox, tls_context=context), tls=tls) as port:
        failure = await refused(Mailer(f"{scheme}://localhost:{port}", SENDER))
    assert "certificate" in str(failure)
    assert not postbox.letters


@pytest.mark.parametrize(
    "url",
    [
        "http://mail.example",
        "mail.example",
        "smtp://",
        "smtp://mail.example:port",
        "smtp://me:secret@mail.example:99999",
        "smtp://me:secret@mail.example?starttls=maybe",
        "smtp://mail.example?tls=1",
    ],
)
def test_a_wrong_setting_stops_the_start_without_telling_the_password(url: str) -> None:
    with pytest.raises(ValueError, match="mail server") as wrong:
        Mailer(url, SENDER)
    assert "secret" not in str(wrong.value)


def test_a_sender_is_one_address() -> None:
    with pytest.raises(ValueError, match="one plain address"):
        Mailer("smtp://mail.example", "Biblioteket <sammen@bibliotek.example>")
