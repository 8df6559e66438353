"""The links in mails. Whoever opens one has read the mail.

They are signed, so that none can be made up. A link is the same each time it is made: when a mail
is sent twice both links work, and no secret is stored. A link is valid as long as the mailbox that
it names. Must not look that up.
"""

from __future__ import annotations

from itsdangerous import BadSignature, Signer


class MailLinks:
    """Makes and reads the links of this library."""

    def __init__(self, key: str, own_url: str) -> None:
        self._confirm = Signer(key, salt="mail-confirm")
        self._stop = Signer(key, salt="mail-stop")
        self._own_url = own_url

    def case(self, number: int) -> str:
        """The link to a case. A browser without a cookie is asked for the code."""
        return f"{self._own_url}/sag/{number}"

    def talk(self, number: int) -> str:
        """The link to a live talk for a colleague, who may have to sign in first."""
        return f"{self._own_url}/desk/samtale/{number}"

    def confirm(self, name: str) -> str:
        """The link by which the owner of a mailbox says yes."""
        return f"{self._own_url}/mail/{self._confirm.sign(name).decode()}"

    def stop(self, name: str) -> str:
        """The link that stops mails to a mailbox."""
        return f"{self._own_url}/mail/af/{self._stop.sign(name).decode()}"

    def confirming(self, token: str) -> str | None:
        """The mailbox in a link to confirm. None when the link is not ours."""
        return _read(self._confirm, token)

    def stopping(self, token: str) -> str | None:
        """The mailbox in a link to stop. None when the link is not ours."""
        return _read(self._stop, token)


def _read(signer: Signer, token: str) -> str | None:
    try:
        return signer.unsign(token).decode()
    except BadSignature:
        return None
