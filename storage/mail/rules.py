"""What a mail address is, how long a link to confirm it lives, and how often one may be asked for.

Nobody's mailbox is filled by strangers: each address, each person and the whole library have a
limit. Plain Python: no database, no clock.
"""

from __future__ import annotations

from datetime import timedelta

ADDRESS = r"[^\s@<>,;:\"()\[\]\\]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
"""One plain address whose domain has a dot."""

ADDRESS_LONGEST = 254

CONFIRM_LASTS = timedelta(days=7)
"""An address that was not confirmed in this time is forgotten."""

PAUSE = timedelta(minutes=5)
"""Pause before the next mail to the same address, whoever asks."""

COUNTED = timedelta(days=1)
MOST_TO_ONE_ADDRESS = 3
MOST_BY_ONE_PERSON = 5
"""The most confirmation mails to one address, and for one person, in the time COUNTED."""

BURST = timedelta(hours=1)
MOST_IN_A_BURST = 100
"""The most from the whole library; more would be somebody using it to mail strangers."""


STAFF_BOX = "staff:"


def staff_box(person_id: int) -> str:
    """The address in the outbox that stands for a colleague's own mail address."""
    return f"{STAFF_BOX}{person_id}"


def staff_of(address: str) -> int | None:
    """The colleague for whom an outbox address stands; None for a citizen's mailbox."""
    return int(address.removeprefix(STAFF_BOX)) if address.startswith(STAFF_BOX) else None


class NotAnAddress(ValueError):
    """The text is no mail address; nothing was done."""
