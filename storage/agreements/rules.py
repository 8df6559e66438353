"""The life of an agreement: its states, who may do what and when, and what both say yes to.

Plain Python: no database, no clock.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from storage.agreements.levels import AgreementLevel
from storage.lifecycle import Lifecycle, Move
from storage.people.rules import Role

WORDS_LONGEST = 2000
EXPECTATION_LONGEST = 1000
NAME_LONGEST = 80
ROLE_LONGEST = 80
SIGNATORY_LONGEST = 120
REASON_LONGEST = 500
YEAR = relativedelta(years=1)
PERIOD_LONGEST = timedelta(days=5 * 366)

ASKED_BEFORE = (60, 14)
"""Days before the end on which both sides are asked: go on, change, or stop."""


FORGOTTEN = "forgotten"
"""What its case shows when its period is over and nothing of its words is left."""


class AgreementState(StrEnum):
    """Where an agreement stands."""

    WANTED = "wanted"
    EXPECTING = "expecting"
    DRAFTING = "drafting"
    ASKED = "asked"
    LAWYER = "lawyer"
    IN_FORCE = "in_force"
    REVISING = "revising"
    STOPPING = "stopping"
    ENDED = "ended"
    DROPPED = "dropped"


HIDDEN = "hidden"
"""What the partner was told of a new agreement: nothing yet."""


UNREAD = frozenset(
    {HIDDEN, AgreementState.WANTED, AgreementState.EXPECTING, AgreementState.DRAFTING}
)
"""What the partner was told while it may not read what is written."""


class Party(StrEnum):
    """The two sides of an agreement."""

    LIBRARY = "library"
    PARTNER = "partner"

    @property
    def other(self) -> Party:
        """The other side."""
        return Party.PARTNER if self is Party.LIBRARY else Party.LIBRARY


class AgreementAct(StrEnum):
    """What can be done to an agreement: by the library, by either side, and by what they did."""

    PROPOSE = "agree_propose"
    WANT = "agree_want"
    TAKE_UP = "agree_take_up"
    LATE = "agree_late"
    LEVEL = "agree_level"
    SIGNATORY = "agree_signer"
    DATES = "agree_dates"
    SEND = "agree_send"
    CALL_BACK = "agree_back"
    HAND_OVER = "agree_lawyer"
    SIGNED = "agree_signed"
    KEEP_OLD = "agree_keep"
    EXPECT = "agree_expect"
    WRITE = "agree_write"
    OK = "agree_ok"
    SAY_YES = "agree_yes"
    GO_ON = "agree_go_on"
    REVISE = "agree_revise"
    STOP = "agree_stop"
    EVALUATE = "agree_status"
    SUCCEED = "agree_contact"
    DROP = "agree_drop"
    GATHER = "agree_gather"
    CONCLUDE = "agree_both"
    EXTEND = "agree_extend"
    END = "agree_end"


class Other(StrEnum):
    """Who acts beside staff: either side, and nobody: what follows from what both did, or time."""

    EITHER = "either"
    NOBODY = "nobody"


Mover = Role | Other
_S, _A = AgreementState, AgreementAct
_BEFORE = frozenset({_S.WANTED, _S.EXPECTING, _S.DRAFTING, _S.ASKED, _S.LAWYER})
TALKING = frozenset({_S.ASKED, _S.REVISING})
RUNNING = frozenset({_S.IN_FORCE, _S.REVISING, _S.STOPPING})
OPEN = frozenset(_S) - {_S.ENDED, _S.DROPPED}


def _move(
    act: AgreementAct, sources: Iterable[AgreementState], target: AgreementState | None, by: Mover
) -> Move[AgreementState, AgreementAct, Mover]:
    return Move(act, frozenset(sources), target, by)


_STAFF, _EITHER, _NOBODY = Role.COORDINATOR, Other.EITHER, Other.NOBODY
_SHARED = (
    _move(_A.TAKE_UP, {_S.WANTED}, _S.EXPECTING, _STAFF),
    _move(_A.LATE, {_S.WANTED}, None, _NOBODY),
    _move(_A.EXPECT, {_S.EXPECTING}, None, _EITHER),
    _move(_A.GATHER, {_S.EXPECTING}, _S.DRAFTING, _NOBODY),
    _move(_A.LEVEL, {_S.EXPECTING, _S.DRAFTING}, None, _STAFF),
    _move(_A.SIGNATORY, {_S.EXPECTING, _S.DRAFTING, *TALKING}, None, _STAFF),
    _move(_A.DATES, {_S.EXPECTING, _S.DRAFTING, *TALKING}, None, _STAFF),
    _move(_A.GO_ON, {_S.IN_FORCE}, None, _EITHER),
    _move(_A.EXTEND, {_S.IN_FORCE}, None, _NOBODY),
    _move(_A.STOP, {_S.IN_FORCE, _S.REVISING}, _S.STOPPING, _EITHER),
    _move(_A.EVALUATE, RUNNING, None, _EITHER),
    _move(_A.SUCCEED, OPEN, None, _EITHER),
    _move(_A.DROP, _BEFORE, _S.DROPPED, _EITHER),
    _move(_A.END, RUNNING, _S.ENDED, _NOBODY),
)

WRITTEN: Lifecycle[AgreementState, AgreementAct, Mover] = Lifecycle(
    (
        *_SHARED,
        _move(_A.WRITE, {_S.DRAFTING}, None, _STAFF),
        _move(_A.SEND, {_S.DRAFTING}, _S.ASKED, _STAFF),
        _move(_A.CALL_BACK, {_S.ASKED}, _S.DRAFTING, _STAFF),
        _move(_A.WRITE, TALKING, None, _EITHER),
        _move(_A.OK, TALKING, None, _EITHER),
        _move(_A.SAY_YES, TALKING, None, _EITHER),
        _move(_A.CONCLUDE, TALKING, _S.IN_FORCE, _NOBODY),
        _move(_A.REVISE, {_S.IN_FORCE}, _S.REVISING, _EITHER),
        _move(_A.KEEP_OLD, {_S.REVISING}, _S.IN_FORCE, _STAFF),
    )
)
"""Every legal move. What follows from both sides' words, or from time, is nobody's to choose."""

CONTRACT: Lifecycle[AgreementState, AgreementAct, Mover] = Lifecycle(
    (
        *_SHARED,
        _move(_A.WRITE, {_S.DRAFTING}, None, _STAFF),
        _move(_A.HAND_OVER, {_S.DRAFTING}, _S.LAWYER, _STAFF),
        _move(_A.SIGNED, {_S.LAWYER}, _S.IN_FORCE, _STAFF),
    )
)
"""A contract is signed elsewhere: here are its facts before, and its days after."""


def life_of(level: int) -> Lifecycle[AgreementState, AgreementAct, Mover]:
    """The legal moves of an agreement of a level."""
    return CONTRACT if level == AgreementLevel.CONTRACT else WRITTEN


def may(by: Mover, party: Party, role: Role | None) -> bool:
    """Whether somebody may do what a row of the table asks for; `role` is None for the partner's.

    What either side may do, a coordinator does for the library.
    """
    if by is Other.NOBODY:
        return False
    if party is Party.PARTNER:
        return by is Other.EITHER
    needed = by if isinstance(by, Role) else Role.COORDINATOR
    return role is not None and role.may(needed)


@dataclass(frozen=True)
class Dates:
    """From when until when, and when both look back at it."""

    starts_on: date | None = None
    ends_on: date | None = None
    evaluate_on: date | None = None

    @property
    def in_order(self) -> bool:
        """Whether they follow one another and span no more than a few years."""
        known = [day for day in (self.starts_on, self.evaluate_on, self.ends_on) if day]
        span = known[-1] - known[0] if known else timedelta()
        return known == sorted(known) and span <= PERIOD_LONGEST

    def extended(self) -> Dates:
        """The same length of time once more, at most a year at a time."""
        if self.starts_on is None or self.ends_on is None:
            return self
        length = self.ends_on - self.starts_on + timedelta(days=1)
        more = YEAR if length >= timedelta(days=365) else length
        status = self.evaluate_on + more if self.evaluate_on else None
        return Dates(self.starts_on, self.ends_on + more, status)


def dates_from(kept: Sequence[str | None]) -> Dates:
    """Days as they were kept."""
    return Dates(*(date.fromisoformat(day) if day else None for day in kept))


def mark_of(level: int, dates: Dates, signatory: str | None, words: Mapping[str, str]) -> str:
    """A digest of all that both say yes to: it is another one as soon as a letter is."""
    days = [day.isoformat() if day else None for day in vars(dates).values()]
    whole = [int(level), days, signatory, sorted(words.items())]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()


SHOWN_MARK = 8
"""So many characters of the digest are enough for people to compare."""


class Wish(StrEnum):
    """What a side wants when an agreement runs out."""

    GO_ON = "go_on"
    REVISE = "revise"
    STOP = "stop"


class Watch(StrEnum):
    """What a due row of an agreement is for."""

    INVITE = "invite"
    TAKEN_UP = "taken_up"
    WARN = "warn"
    LATE = "late"
    LEFT = "left"
    SENT = "sent"
    CHANGED = "changed"
    SOON = "soon"
    STATUS = "status"
    STILL = "still"
    OVER = "over"


class VoiceKind(StrEnum):
    """What one side told by itself: before the draft, and when looking back."""

    EXPECTATION = "expectation"
    EVALUATION = "evaluation"


LOOKING_BACK = ("works", "change", "onward")
"""The three questions on the day of looking back."""


class NotComplete(Exception):
    """Something must be there first: `lacks` names sections, "dates", "signatory", "expectations".
    Nothing was done.
    """

    def __init__(self, lacks: Iterable[str]) -> None:
        super().__init__("something is missing")
        self.lacks = tuple(lacks)


class OtherVersion(Exception):
    """It has been changed since it was read; nothing was done."""


class NoSuchAgreement(Exception):
    """There is no such agreement, or it is nobody's who asks; the two must look the same."""
