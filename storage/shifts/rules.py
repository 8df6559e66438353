"""The life of a shift and of everybody's place at it.

A place is one volunteer at one shift. Only what HOLDS counts against the most that a shift takes;
an offer holds, so that two people are never promised the same place. Plain Python: no database,
no clock.
"""

from __future__ import annotations

from enum import StrEnum

from storage.lifecycle import Lifecycle, Move
from storage.people.rules import Role

TITLE_LONGEST = 80
NOTE_LONGEST = 300
REASON_LONGEST = 300
MOST_PEOPLE = 50
MOST_SHIFTS = 120
"""So many shifts one series makes at a time: two a week for a year and some."""


class ShiftState(StrEnum):
    """Whether a shift takes place. That it is over is told by its end."""

    OPEN = "open"
    CANCELLED = "cancelled"


class PlaceState(StrEnum):
    """Where one volunteer stands at one shift.

    LAPSED: an offer or a question that nobody answered in time. MOVED: another one took the place
    over. DROPPED: the shift was cancelled, or the volunteer may not work it any more.
    """

    WAITING = "waiting"
    OFFERED = "offered"
    ASKED = "asked"
    TAKEN = "taken"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    ABSENT = "absent"
    GONE = "gone"
    DECLINED = "declined"
    LAPSED = "lapsed"
    MOVED = "moved"
    DROPPED = "dropped"


class Act(StrEnum):
    """What can be done to a place: by the volunteer, by staff, by time."""

    TAKE = "take"
    WAIT = "wait"
    LEAVE_LINE = "leave_line"
    ACCEPT = "accept"
    REFUSE = "refuse"
    CONFIRM = "confirm"
    CALL_OFF = "call_off"
    HAND_OVER = "hand_over"
    COME = "come"
    ASSIGN = "assign"
    RELEASE = "release"
    ATTEND = "attend"
    MISS = "miss"
    OFFER = "offer"
    ASK = "ask"
    LAPSE = "lapse"
    DROP = "drop"
    ANEW = "anew"


class Side(StrEnum):
    """Who may do an act beside staff: the volunteer themselves, or what happens by itself."""

    VOLUNTEER = "volunteer"
    CLOCK = "clock"


_S = PlaceState
COMING = frozenset({_S.TAKEN, _S.CONFIRMED})
"""Expected at the shift."""

HOLDS = COMING | {_S.OFFERED, _S.ATTENDED, _S.ABSENT}
"""What counts against the most that a shift takes."""

BUSY = COMING | {_S.ATTENDED}
"""What keeps somebody from being elsewhere at the same time."""

KEPT = COMING | {_S.ATTENDED, _S.ABSENT}
"""Whose place it is, or was when the shift was: what stands in a calendar."""

UNANSWERED = frozenset({_S.OFFERED, _S.ASKED})
OUT = frozenset({_S.GONE, _S.DECLINED, _S.LAPSED, _S.MOVED, _S.DROPPED})
"""Who can still come back to it, as long as it takes place."""

OPEN = COMING | UNANSWERED | {_S.WAITING}
"""Who must hear when it is changed or cancelled."""

_Move = Move[PlaceState, Act, Role | Side]
_VOLUNTEER, _CLOCK = Side.VOLUNTEER, Side.CLOCK
_HOST, _COORDINATOR = Role.HOST, Role.COORDINATOR

LIFECYCLE: Lifecycle[PlaceState, Act, Role | Side] = Lifecycle(
    (
        _Move(Act.CONFIRM, frozenset({_S.TAKEN}), _S.CONFIRMED, _VOLUNTEER),
        _Move(Act.CONFIRM, frozenset({_S.CONFIRMED}), None, _VOLUNTEER),
        _Move(Act.ACCEPT, UNANSWERED, _S.TAKEN, _VOLUNTEER),
        _Move(Act.REFUSE, UNANSWERED, _S.DECLINED, _VOLUNTEER),
        _Move(Act.TAKE, OUT | {_S.WAITING, _S.ASKED}, _S.TAKEN, _VOLUNTEER),
        _Move(Act.WAIT, OUT, _S.WAITING, _VOLUNTEER),
        _Move(Act.LEAVE_LINE, frozenset({_S.WAITING}), _S.GONE, _VOLUNTEER),
        _Move(Act.HAND_OVER, COMING, _S.MOVED, _VOLUNTEER),
        _Move(Act.CALL_OFF, COMING, _S.GONE, _VOLUNTEER),
        _Move(Act.COME, COMING, _S.ATTENDED, _VOLUNTEER),
        _Move(Act.ASSIGN, OUT | {_S.WAITING, _S.OFFERED, _S.ASKED}, _S.TAKEN, _COORDINATOR),
        _Move(Act.RELEASE, COMING, _S.GONE, _COORDINATOR),
        _Move(Act.ATTEND, COMING | {_S.ABSENT}, _S.ATTENDED, _HOST),
        _Move(Act.MISS, COMING | {_S.ATTENDED}, _S.ABSENT, _HOST),
        _Move(Act.OFFER, frozenset({_S.WAITING}), _S.OFFERED, _CLOCK),
        _Move(Act.ASK, OUT, _S.ASKED, _CLOCK),
        _Move(Act.LAPSE, UNANSWERED, _S.LAPSED, _CLOCK),
        _Move(Act.DROP, OPEN, _S.DROPPED, _CLOCK),
        _Move(Act.ANEW, COMING, _S.TAKEN, _CLOCK),
    )
)
"""Every legal move of a place that exists; taking, waiting, assigning and asking also make one.
What a volunteer may do, a coordinator may do for them. ANEW: the time is another one, so that who
said yes to the old one is asked again."""

FIRST = {
    Act.TAKE: PlaceState.TAKEN,
    Act.WAIT: PlaceState.WAITING,
    Act.ASSIGN: PlaceState.TAKEN,
    Act.ASK: PlaceState.ASKED,
}
"""Where a volunteer stands at a shift by their first act there."""


class SwapState(StrEnum):
    """What became of a question to somebody by name whether they take a place over."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    OVER = "over"


class Step(StrEnum):
    """What a due row of a shift is for.

    Of a place: WEEK, DAYS ("kan du stadig?"), SILENT (no answer to it: staff are told), HOURS,
    STILL_FULL (who waits in the line need not keep the time free), LAPSE (an offer runs out), AFTER
    (thanks and one question), MISSED (a kind question to who was not there). Of a shift: SHORT (72
    and 24 hours before), COVER (questions run out: ask the next), ATTENDANCE (ask the host who
    came). Of a swap: SWAP (it runs out). Of a volunteer: YEAR (the summary). TELL: something has
    happened by itself that somebody must hear of; it is said by the next tick.
    """

    WEEK = "week"
    DAYS = "days"
    SILENT = "silent"
    HOURS = "hours"
    STILL_FULL = "still_full"
    LAPSE = "lapse"
    SWAP = "swap"
    SHORT = "short"
    COVER = "cover"
    AFTER = "after"
    MISSED = "missed"
    ATTENDANCE = "attendance"
    YEAR = "year"
    TELL = "tell"


class News(StrEnum):
    """What a TELL is about: a place was offered, somebody is asked to step in, the place is taken
    by another one meanwhile, an offer ran out; nobody is left to ask; somebody may not work shifts
    any more that they had, or is not there any more.
    """

    OFFERED = "offered"
    ASKED = "asked"
    FOUND = "found"
    LAPSED = "lapsed"
    NOBODY = "nobody"
    DROPPED = "dropped"


class CannotTake(Exception):
    """The shift cannot be taken by this volunteer; `why` names a text.

    "full", "over", "cancelled", "not_for_you" (state, role or certificate), "overlap", "twice". To
    staff also what no reason can override: "children" (the certificate is lacking), "rests" (they
    do not help now).
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class CannotChange(Exception):
    """The shift cannot be changed so; `why` is "over", "cancelled", "overtaken" (it is not as it
    was when it was looked at) or "full": fewer places than are held, of which there are `held`.
    """

    def __init__(self, why: str, held: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.held = held


class CannotSwap(Exception):
    """Nothing comes of this swap; `why` names a text.

    "not_yours" (no place to give), "over" (the shift has begun, or the question has run out),
    "asked" (somebody is being asked already), "with_you" (they come already), "not_for_them" (they
    may not work it, are elsewhere, or said no to another one), "said_no" (to who asks again),
    "answered", "gone" (the other one has no place any more).
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NoSuchShift(Exception):
    """There is no such shift, or it is not for whoever asks."""
