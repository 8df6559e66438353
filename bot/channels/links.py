"""The links in mails: who presses one has read the mail. Signed, so that none can be made up.

A link is the same each time it is made, so that a mail which was sent twice has no dead one, and
nothing secret is stored. It works as long as the mailbox that it names. Must not look that up.
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
        """Where a case is read; who has no cookie is asked for its code there."""
        return f"{self._own_url}/sag/{number}"

    def talk(self, number: int) -> str:
        """Where a colleague reads a live talk; who is not signed in is asked to first."""
        return f"{self._own_url}/desk/samtale/{number}"

    def confirm(self, name: str) -> str:
        """Where the owner of a mailbox says yes."""
        return f"{self._own_url}/mail/{self._confirm.sign(name).decode()}"

    def stop(self, name: str) -> str:
        """Where mails to a mailbox are stopped."""
        return f"{self._own_url}/mail/af/{self._stop.sign(name).decode()}"

    def confirming(self, token: str) -> str | None:
        """The mailbox that a link to confirm names, None for one that is not ours."""
        return _read(self._confirm, token)

    def stopping(self, token: str) -> str | None:
        """The mailbox that a link to stop names, None for one that is not ours."""
        return _read(self._stop, token)


def _read(signer: Signer, token: str) -> str | None:
    try:
        return signer.unsign(token).decode()
    except BadSignature:
        return None
