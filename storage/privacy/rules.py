"""What is kept, for how long, and on which legal basis: declared once.

The nightly tick works by these periods, `/privat` tells them to citizens, and the library's records
(GDPR art. 30) are made from them, so the three cannot disagree. Plain Python: no database, no
clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from dateutil.relativedelta import relativedelta

from storage.cases.rules import TRIES_WINDOW
from storage.ideas.rules import Act
from storage.mail.rules import CONFIRM_LASTS, COUNTED
from storage.people.rules import SHARED_LASTS, TELEGRAM_LASTS, VISITOR_LASTS
from storage.talk.pace import SENT_LASTS
from storage.talk.rules import DRAFT_LASTS, LETTER_LASTS

REASON_LONGEST = 500

WARNED_BEFORE = timedelta(days=30)
"""People are asked whether to keep an idea this long before it is parted from them."""

FAREWELL_LASTS = timedelta(minutes=10)
"""How long an erased person can read that they were erased; then the rest is deleted."""

AGAIN = timedelta(minutes=1)
HELD_AGAIN = timedelta(days=1)
"""When deleting the rest of an erased person is tried again: AGAIN while something is being sent to
them, HELD_AGAIN when a hold stops it.
"""

DATA_LINK_LASTS = timedelta(minutes=30)
OPENED_LASTS = timedelta(minutes=10)
"""How long a link to one's data works, and how long its files can then be fetched."""

REACH = timedelta(hours=47)
"""Telegram lets nobody take back what is older than 48 hours."""

MOST = 100
"""How many cases or people are ended in one transaction; the next one continues."""

Unit = Literal["minutes", "hours", "days", "months", "years"]


class Basis(StrEnum):
    """The legal basis of keeping data: GDPR art. 6(1)(e), (a) and (c), and security, art. 32."""

    TASK = "task"
    CONSENT = "consent"
    DUTY = "duty"
    SECURITY = "security"


@dataclass(frozen=True)
class Lasts:
    """A length of time as people say it."""

    n: int
    unit: Unit

    def before(self, now: datetime) -> datetime:
        """The moment that lies this long before another."""
        units = {"hours": 0, "days": 0, "months": 0, "years": 0, "minutes": 0, self.unit: self.n}
        return now - relativedelta(**units)  # type: ignore[arg-type]


def _days(lasts: timedelta) -> Lasts:
    return Lasts(lasts.days, "days")


@dataclass(frozen=True, eq=False)
class Period:
    """One period: what is kept this long, and why it may be.

    name: the `period` of the marks on columns, and of the texts `law_periods.<name>_title` and
        `_text`, `records.<name>_purpose`. lasts: None for what stays until somebody ends it.
    named: other times in its text. told: whether it concerns citizens.
    inside: whether the database holds it, so that the tick ends it; else operations do.
    """

    name: str
    lasts: Lasts | None
    basis: Basis
    named: dict[str, Lasts] = field(default_factory=dict)
    told: bool = True
    inside: bool = True

    def over(self, now: datetime) -> datetime:
        """The moment before which data of this period is over. Raises ValueError for one that
        somebody must end.
        """
        if self.lasts is None:
            raise ValueError(self.name)
        return self.lasts.before(now)


DRAFT = Period("draft", _days(DRAFT_LASTS), Basis.TASK)
TALK = Period("talk", Lasts(90, "days"), Basis.TASK)
IDEA = Period("idea", Lasts(12, "months"), Basis.TASK, {"warned": _days(WARNED_BEFORE)})
INTRODUCTION = Period("introduction", Lasts(6, "months"), Basis.CONSENT)
PARTNER = Period("partner", Lasts(6, "months"), Basis.TASK, {"asked": Lasts(12, "months")})
AGREEMENT = Period("agreement", Lasts(5, "years"), Basis.TASK)
PERSON = Period(
    "person",
    _days(VISITOR_LASTS),
    Basis.TASK,
    {
        "shared": Lasts(int(SHARED_LASTS.total_seconds()) // 60, "minutes"),
        "telegram": _days(TELEGRAM_LASTS),
    },
)
SENT = Period("sent", _days(SENT_LASTS), Basis.TASK)
LETTER = Period("letter", _days(LETTER_LASTS), Basis.TASK)
MAIL = Period("mail", None, Basis.CONSENT, {"unconfirmed": _days(CONFIRM_LASTS)})
DAY = Period("day", _days(COUNTED), Basis.SECURITY)
HOUR = Period("hour", Lasts(int(TRIES_WINDOW.total_seconds()) // 3600, "hours"), Basis.SECURITY)
VOLUNTEER = Period("volunteer", Lasts(12, "months"), Basis.TASK, {"shifts": Lasts(5, "years")})
SILENCE = Period("silence", Lasts(1, "years"), Basis.TASK)
STAFF = Period("staff", Lasts(2, "years"), Basis.TASK, told=False)
HOLD = Period("hold", Lasts(1, "years"), Basis.DUTY, told=False)
LOGS = Period("logs", Lasts(30, "days"), Basis.SECURITY, inside=False)
BACKUP = Period("backup", Lasts(35, "days"), Basis.SECURITY, inside=False)

PERIODS = (
    DRAFT,
    TALK,
    IDEA,
    INTRODUCTION,
    PARTNER,
    AGREEMENT,
    PERSON,
    SENT,
    LETTER,
    MAIL,
    DAY,
    HOUR,
    VOLUNTEER,
    SILENCE,
    STAFF,
    HOLD,
    LOGS,
    BACKUP,
)
"""A new period is a line here, its texts, and a sweep in actions/retention.py."""

DECISIONS = frozenset(
    {Act.APPROVE, Act.REALISE, Act.PARK, Act.DECLINE, Act.REDIRECT, Act.MERGE, Act.RENAME}
)
"""What was decided in, or shown to others under a title of the staff's, is the municipality's
record: arkivloven keeps it, without whom it came from (domain 5.5).
"""


class NotErasable(Exception):
    """There is no such person, or nothing that can be erased this way; nothing was done."""


class AlreadyHeld(Exception):
    """The case is under a hold already; nothing was done."""
