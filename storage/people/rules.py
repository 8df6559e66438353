"""What a person can be here: language, age band, role.

Plain Python: no database, no clock.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from enum import StrEnum

NOTICE_VERSION = 1
NOTICE_DATE = date(2026, 11, 22)
"""The version of the privacy notice; a person is shown a newer one once."""

NAME_LONGEST = 60
"""Characters of a colleague's name."""

INVITE_LASTS = timedelta(days=7)
CHAT_INVITE_LASTS = timedelta(days=1)
"""A link that stands in a chat is for now."""

SIGN_IN_LINK_LASTS = timedelta(minutes=30)
SIGN_IN_LINK_PAUSE = timedelta(minutes=2)
"""A second link that is asked for within this time is not mailed: the first is on its way."""

DESK_LASTS = timedelta(days=30)
TELEGRAM_LASTS = timedelta(days=730)
"""How long a Telegram chat that says nothing more is still written to."""

GROUP_LASTS = timedelta(days=36500)
"""The staff's group is somebody too, as far as a talk is concerned."""

MAIL_LASTS = timedelta(days=3650)
"""A mailbox is told until it is stopped; nobody is told for ever."""

VISITOR_LASTS = timedelta(days=400)
RENEWED_AFTER = timedelta(days=30)
"""A browser of one's own is known so long after the last visit, written down this seldom."""

AWAY_LONGEST = timedelta(days=400)

SHARED_LASTS = timedelta(minutes=10)
"""How long a shared computer remembers somebody who does nothing."""


class Language(StrEnum):
    """The languages that everything is said in."""

    DA = "da"
    EN = "en"


class AgeBand(StrEnum):
    """What a person has told of their age; birth dates are never asked.

    The line at 15 is databeskyttelsesloven § 6(2), as in force from 1 January 2024.
    """

    UNKNOWN = "unknown"
    UNDER_15 = "under_15"
    FROM_15 = "from_15"


class Role(StrEnum):
    """What a member of staff may do; each role may all that the one before it may."""

    HOST = "host"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"

    def may(self, needed: Role) -> bool:
        """Whether this role covers the needed one."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(needed)


class Channel(StrEnum):
    """The doors: the citizen's page, the staff's desk, Telegram; and mail, which only goes out."""

    WEB = "web"
    DESK = "desk"
    TELEGRAM = "telegram"
    MAIL = "mail"


class StaffAct(StrEnum):
    """What is written in the audit of the desk itself; cases have an audit of their own."""

    INVITED = "invited"
    TOOK_BACK = "took_back"
    JOINED = "joined"
    LINKED = "linked"
    SIGNED_IN = "signed_in"
    CHANGED_SELF = "changed_self"
    CHANGED_ROLE = "changed_role"
    REMOVED = "removed"
    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    SAVED_ANSWER = "saved_answer"
    REMOVED_ANSWER = "removed_answer"
    RETRIED = "retried"
    PUT_AWAY = "put_away"
    SENT_AGAIN = "sent_again"
    GAVE_UP = "gave_up"
    SILENCED = "silenced"
    UNSILENCED = "unsilenced"
    ERASED = "erased"
    EXPORTED = "exported"
    LEFT_AT_TELEGRAM = "left_at_telegram"
    OPENED_ROLE = "opened_role"
    CLOSED_ROLE = "closed_role"
    PUBLISHED_MODEL = "published_model"


class NotThoseDays(Exception):
    """Nobody can be away from that day to that one; nothing was done."""


class NotAllowed(Exception):
    """The one who asks may not do this; nothing was done."""


def hashed(secret: str) -> str:
    """What is stored of a secret link or cookie: enough to recognise it, not to use it."""
    return hashlib.sha256(secret.encode()).hexdigest()
