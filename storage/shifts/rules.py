"""The life of a shift and of everybody's place at it, and the times at which something is asked.

A place is one volunteer at one shift. Only what HOLDS counts against the most that a shift takes;
an offer holds, so that two people are never promised the same place. Plain Python: no database,
no clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from storage.cases.working_days import COPENHAGEN
from storage.lifecycle import Lifecycle, Move
from storage.people.rules import Role

TITLE_LONGEST = 80
NOTE_LONGEST = 300
REASON_LONGEST = 300
MOST_PEOPLE = 50
MOST_SHIFTS = 120
"""So many shifts one series makes at a time: two a week for a year and some."""

REST = timedelta(minutes=30)
"""Between two shifts of one person, so that nobody has to be in two places."""


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


BEFORE = {
    Step.WEEK: timedelta(days=7),
    Step.DAYS: timedelta(hours=48),
    Step.SILENT: timedelta(hours=24),
    Step.HOURS: timedelta(hours=3),
}
"""When a volunteer hears of a shift that they took (domain 2.8), and when silence is told on."""

SHORT_BEFORE = (timedelta(hours=72), timedelta(hours=24))
"""When staff hear of a shift that has too few people."""

OFFER_LASTS = timedelta(hours=2)
ASKED_AT_ONCE = 3
"""So many are asked to step in at a time; the first yes gets the place."""

NOT_ASKED_AGAIN = timedelta(days=7)
"""Who was asked to step in is left in peace for so long, while there are others."""

MILESTONES = (5, 25, 50, 100)
"""So many shifts are a reason to say thanks once more."""

QUIET_FROM, QUIET_TO, EARLY = time(20), time(8), time(19, 30)
"""Nobody is asked anything by night; a reminder that would fall in it goes out before it begins."""


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


class Taken(StrEnum):
    """What became of taking a shift."""

    TAKEN = "taken"
    WAITING = "waiting"


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


class NoSuchShift(Exception):
    """There is no such shift, or it is not for whoever asks."""


def _at(day: date, there: time) -> datetime:
    """A local time of a day, in UTC: only there do hours always last an hour."""
    return datetime.combine(day, there, COPENHAGEN).astimezone(UTC)


@dataclass(frozen=True)
class Hours:
    """When a shift is, in local wall time; an end that is not after the beginning is next day."""

    begins: time
    ends: time

    def on(self, day: date) -> tuple[datetime, datetime]:
        """Both ends on a day, aware UTC. Wall time holds through the change of clocks."""
        next_day = day + timedelta(days=self.ends <= self.begins)
        return _at(day, self.begins), _at(next_day, self.ends)

    @classmethod
    def of(cls, begins_at: datetime, ends_at: datetime) -> Hours:
        """What the clock on the wall says at both ends."""
        begins, ends = (at.astimezone(COPENHAGEN).time() for at in (begins_at, ends_at))
        return cls(begins, ends)


def days_of(begins: datetime, ends: datetime) -> tuple[date, ...]:
    """The local days on which a shift is, the first first; midnight itself is still the day before.

    By the last of them a certificate must hold, for nothing runs out and comes back within a night.
    """
    first, last = (at.astimezone(COPENHAGEN).date() for at in (begins, ends - timedelta.resolution))
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def too_close(
    begins: datetime, ends: datetime, other_begins: datetime, other_ends: datetime
) -> bool:
    """Whether two shifts overlap, or leave less than half an hour between them."""
    return begins < other_ends + REST and other_begins < ends + REST


def quiet(at: datetime) -> bool:
    """Whether people sleep: from 20 to 8, local time."""
    there = at.astimezone(COPENHAGEN).time()
    return there >= QUIET_FROM or there < QUIET_TO


def awake(at: datetime) -> datetime:
    """The first moment from `at` on at which somebody may be asked something."""
    if not quiet(at):
        return at
    there = at.astimezone(COPENHAGEN)
    day = there.date() + timedelta(days=there.time() >= QUIET_FROM)
    return _at(day, QUIET_TO)


def reminded_at(begins: datetime, step: Step) -> datetime:
    """When a reminder goes out: so long before, and at 19.30 when that falls into the night.

    What concerns the next twelve hours is told at any hour: the last one is not moved.
    """
    at = begins - BEFORE[step]
    return at if step is Step.HOURS else before_night(at)


def before_night(at: datetime) -> datetime:
    """The moment itself by day; 19.30 before the night that it falls into."""
    if not quiet(at):
        return at
    there = at.astimezone(COPENHAGEN)
    day = there.date() - timedelta(days=there.time() < QUIET_TO)
    return _at(day, EARLY)


def offer_until(now: datetime, begins: datetime) -> datetime:
    """Until when somebody may think about a place that they were offered.

    Two hours in which people are awake; near the start a quarter of the time that is left, and so
    in the morning of a day that began with a night's sleep over it.
    """
    since = awake(now)
    until = since + min(OFFER_LASTS, _quarter(since, begins))
    if quiet(until):
        morning = awake(until)
        until = morning + min(until - _evening(since), _quarter(morning, begins))
    return min(until, begins)


def _quarter(since: datetime, begins: datetime) -> timedelta:
    return max(begins - since, timedelta(0)) / 4


def _evening(at: datetime) -> datetime:
    return _at(at.astimezone(COPENHAGEN).date(), QUIET_FROM)
