"""The life of an introduction: who is asked, who may say what and when, and how long it lasts.

One side is the citizen whose idea it is, the other a partner or another citizen. Until both have
said yes nothing of either is shown to the other. Plain Python: no database, no clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from storage.cases.rules import optional, required
from storage.lifecycle import Lifecycle, Move
from storage.people.rules import Role

ABOUT_LONGEST = 500
NAME_LONGEST = 80
PHONE_LONGEST = 20
MAIL_LONGEST = 254
WORDS_LONGEST = 2000

ANSWER_LASTS = timedelta(days=14)
"""So long a question waits for its answers; then it ends kindly."""

HOW_AFTER = timedelta(days=7)
"""So long after both have said yes they are asked whether they have begun."""

AT_ONCE = 5
"""So many others are asked for one idea in one go."""


class Side(StrEnum):
    """The two who are introduced: the idea's citizen, and whom they are introduced to."""

    IDEA = "idea"
    OTHER = "other"

    @property
    def across(self) -> Side:
        """The side that they are introduced to."""
        return Side.OTHER if self is Side.IDEA else Side.IDEA


class Clock(StrEnum):
    """What happens by itself: with time, or because a case or a partner is gone."""

    CLOCK = "clock"


class Stand(StrEnum):
    """Where an introduction stands."""

    PLANNED = "planned"
    ASKED = "asked"
    IDEA_YES = "idea_yes"
    OTHER_YES = "other_yes"
    AGREED = "agreed"
    BEGAN = "began"
    NOT_YET = "not_yet"
    DECLINED = "declined"
    EXPIRED = "expired"
    ENDED = "ended"


class Act(StrEnum):
    """What can be done to an introduction: by its sides, by staff, by time."""

    TELL = "tell"
    YES = "yes"
    ACCEPT = "accept"
    DECLINE = "decline"
    LEAVE = "leave"
    CALL_OFF = "call_off"
    EXPIRE = "expire"
    LET_GO = "let_go"
    BEGIN = "begin"
    WAIT = "wait"


class Either(StrEnum):
    """Either of the two sides."""

    SIDE = "side"


Mover = Role | Side | Either | Clock
_S = Stand
_Move = Move[Stand, Act, Mover]

WAITING = frozenset({_S.ASKED, _S.IDEA_YES, _S.OTHER_YES})
"""Somebody has been asked and not everybody has answered."""

OPEN = WAITING | {_S.PLANNED}
TOGETHER = frozenset({_S.AGREED, _S.BEGAN, _S.NOT_YET})
"""Both have said yes: here alone each side sees what the other chose to show."""

LIVE = OPEN | TOGETHER

LIFECYCLE: Lifecycle[Stand, Act, Mover] = Lifecycle(
    (
        _Move(Act.TELL, frozenset({_S.PLANNED}), _S.ASKED, Clock.CLOCK),
        _Move(Act.YES, frozenset({_S.ASKED}), _S.IDEA_YES, Side.IDEA),
        _Move(Act.YES, frozenset({_S.OTHER_YES}), _S.AGREED, Side.IDEA),
        _Move(Act.ACCEPT, frozenset({_S.ASKED}), _S.OTHER_YES, Side.OTHER),
        _Move(Act.ACCEPT, frozenset({_S.IDEA_YES}), _S.AGREED, Side.OTHER),
        _Move(Act.DECLINE, WAITING, _S.DECLINED, Either.SIDE),
        _Move(Act.LEAVE, TOGETHER, _S.ENDED, Either.SIDE),
        _Move(Act.CALL_OFF, OPEN, _S.ENDED, Role.COORDINATOR),
        _Move(Act.EXPIRE, WAITING, _S.EXPIRED, Clock.CLOCK),
        _Move(Act.LET_GO, OPEN, _S.ENDED, Clock.CLOCK),
        _Move(Act.BEGIN, frozenset({_S.AGREED, _S.NOT_YET}), _S.BEGAN, Either.SIDE),
        _Move(Act.BEGIN, frozenset({_S.BEGAN}), None, Either.SIDE),
        _Move(Act.WAIT, frozenset({_S.AGREED}), _S.NOT_YET, Either.SIDE),
        _Move(Act.WAIT, frozenset({_S.NOT_YET, _S.BEGAN}), None, Either.SIDE),
    )
)
"""Every legal move. One "yes, we have begun" is enough; a "not yet" takes nothing of it back."""

YES_OF = {Side.IDEA: Act.YES, Side.OTHER: Act.ACCEPT}


class Step(StrEnum):
    """What a due row of an introduction is for: to ask, to give up waiting, to ask how it went, to
    end it because one side is not there any more, and to learn from whom staff chose.
    """

    TELL = "tell"
    EXPIRE = "expire"
    HOW = "how"
    GONE = "gone"
    LEARN = "learn"


@dataclass(frozen=True)
class Shared:
    """What one side shows the other once both have said yes, each field by its own choice.

    text: whether the words of the idea themselves are shown, and not only what it is about.
    """

    name: str
    phone: str | None = None
    mail: str | None = None
    text: bool = False

    def checked(self) -> Shared:
        """The same without spaces around it. Raises NotValid."""
        return Shared(
            required("name", self.name, NAME_LONGEST),
            optional("phone", self.phone, PHONE_LONGEST),
            optional("mail", self.mail, MAIL_LONGEST),
            self.text,
        )


class AlreadyAsked(Exception):
    """These two are being introduced already; nothing was done."""


class NotThere(Exception):
    """Whoever was to be asked cannot be asked (any more); nothing was done."""


class Over(Exception):
    """The introduction has moved on, and this act is no longer possible; nothing was done."""

    def __init__(self, stand: Stand) -> None:
        super().__init__(f"it stands at {stand}")
        self.stand = stand
