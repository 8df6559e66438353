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
"""The longest name of a colleague, in characters."""

INVITE_LASTS = timedelta(days=7)
CHAT_INVITE_LASTS = timedelta(days=1)
"""An invitation that stands in a chat works this long."""

SIGN_IN_LINK_LASTS = timedelta(minutes=30)
SIGN_IN_LINK_PAUSE = timedelta(minutes=2)
"""Within this time a second sign-in link is not mailed: the first is on its way."""

DESK_LASTS = timedelta(days=30)
TELEGRAM_LASTS = timedelta(days=730)
"""How long after its last message a Telegram chat is still written to."""

GROUP_LASTS = timedelta(days=36500)
"""The staff's group has an address like a person's; this long is "for ever"."""

MAIL_LASTS = timedelta(days=3650)
"""Mail goes to a mailbox until it is stopped, but no longer than this."""

VISITOR_LASTS = timedelta(days=400)
RENEWED_AFTER = timedelta(days=30)
"""How long after the last visit a browser's cookie lives, and how often at most a visit is written
down.
"""

AWAY_LONGEST = timedelta(days=400)

SHARED_LASTS = timedelta(minutes=10)
"""How long a shared computer remembers somebody who does nothing."""


class Language(StrEnum):
    """The languages that all texts exist in."""

    DA = "da"
    EN = "en"


class AgeBand(StrEnum):
    """What a person has said about their age. Nobody is asked for a birth date.

    The line at 15 is databeskyttelsesloven § 6(2), as in force from 1 January 2024.
    """

    UNKNOWN = "unknown"
    UNDER_15 = "under_15"
    FROM_15 = "from_15"


class Role(StrEnum):
    """What a member of staff may do. Each role may do all that the one before it may."""

    HOST = "host"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"

    def may(self, needed: Role) -> bool:
        """Whether this role covers the needed one."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(needed)


class Channel(StrEnum):
    """The channels: the citizen's page, the staff's desk, Telegram; and mail, which only sends."""

    WEB = "web"
    DESK = "desk"
    TELEGRAM = "telegram"
    MAIL = "mail"


class StaffAct(StrEnum):
    """Acts in the audit of the desk. Cases have an audit of their own."""

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
    """These are not days on which somebody can be away; nothing was done."""


class NotAllowed(Exception):
    """The caller may not do this; nothing was done."""


def hashed(secret: str) -> str:
    """The hash of a secret link or cookie, which is all that is stored of it."""
    return hashlib.sha256(secret.encode()).hexdigest()
