"""The life of a volunteer, what a role needs before it opens, what both sides promise, and when a
child certificate is asked for.

Plain Python: no database, no clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from storage.lifecycle import Lifecycle, Move
from storage.people.rules import Role

WISH_LONGEST = 1000
WORDS_LONGEST = 1000
NAME_LONGEST = 60
ASSOCIATION_LONGEST = 120
PHONE_LONGEST = 20
TITLE_LONGEST = 80
LINE_LONGEST = 200
TEXT_LONGEST = 1000
MODEL_LONGEST = 20_000

SECRECY = 1
"""The version of the words about confidentiality; a volunteer says yes to one version."""

RENEWED_BEFORE = timedelta(days=42)
"""Staff are told this long before a certificate must be renewed."""

AGREED_LASTS = timedelta(days=365)
"""Both sides are asked again what they expect after this time."""


class State(StrEnum):
    """Where a volunteer stands (domain 2.6)."""

    INTERESTED = "interested"
    TALKED = "talked"
    TRIAL = "trial"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    DECLINED = "declined"


class Act(StrEnum):
    """What can happen to a volunteer: acts of staff, then of the volunteer, then of the clock."""

    TALK = "had_talk"
    TRY = "try_out"
    ACTIVATE = "activate"
    REST = "rest"
    RETURN = "come_back"
    END = "end_work"
    TURN_DOWN = "turn_down"
    PLACE = "give_role"
    LEAVE_ROLE = "leave_role"
    TICK = "tick_step"
    EXPECT = "expect"
    AGREE = "agree"
    CHECK = "child_check"
    WRITE = "write"
    ROUND = "ask_again"
    LATE = "late"


SIGN_UP = "sign_up"
"""The act of the first audit line of a volunteer."""


class Side(StrEnum):
    """Who may do an act besides staff: the volunteer, or the clock."""

    VOLUNTEER = "volunteer"
    CLOCK = "clock"


_S = State
OPEN = frozenset({_S.INTERESTED, _S.TALKED, _S.TRIAL, _S.ACTIVE, _S.PAUSED})
WORKING = frozenset({_S.TRIAL, _S.ACTIVE})
NEW = frozenset({_S.INTERESTED, _S.TALKED})
CLOSED = frozenset({_S.ENDED, _S.DECLINED})
_Move = Move[State, Act, Role | Side]
_COORDINATOR = Role.COORDINATOR

LIFECYCLE: Lifecycle[State, Act, Role | Side] = Lifecycle(
    (
        _Move(Act.TALK, frozenset({_S.INTERESTED}), _S.TALKED, _COORDINATOR),
        _Move(Act.PLACE, OPEN, None, _COORDINATOR),
        _Move(Act.TRY, NEW, _S.TRIAL, _COORDINATOR),
        _Move(Act.ACTIVATE, frozenset({_S.TALKED, _S.TRIAL}), _S.ACTIVE, _COORDINATOR),
        _Move(Act.EXPECT, OPEN, None, Side.VOLUNTEER),
        _Move(Act.AGREE, OPEN, None, Side.VOLUNTEER),
        _Move(Act.CHECK, OPEN, None, _COORDINATOR),
        _Move(Act.TICK, OPEN, None, Role.HOST),
        _Move(Act.LEAVE_ROLE, OPEN, None, _COORDINATOR),
        _Move(Act.WRITE, OPEN, None, Side.VOLUNTEER),
        _Move(Act.REST, WORKING, _S.PAUSED, Side.VOLUNTEER),
        _Move(Act.RETURN, frozenset({_S.PAUSED}), _S.ACTIVE, Side.VOLUNTEER),
        _Move(Act.TURN_DOWN, NEW, _S.DECLINED, _COORDINATOR),
        _Move(Act.END, OPEN - NEW, _S.ENDED, Side.VOLUNTEER),
        _Move(Act.END, NEW, _S.DECLINED, Side.VOLUNTEER),
        _Move(Act.ROUND, WORKING | {_S.PAUSED}, None, Side.CLOCK),
        _Move(Act.LATE, frozenset({_S.INTERESTED}), None, Side.CLOCK),
    )
)
"""Every legal move; the order is the order of the buttons. What a volunteer may do, a coordinator
may do for them."""

TOLD = frozenset({Act.TALK, Act.TRY, Act.ACTIVATE, Act.REST, Act.RETURN, Act.END, Act.TURN_DOWN})
"""Acts of staff that the volunteer is told of, once they can no longer be taken back."""


HEARD = frozenset({Act.REST, Act.RETURN, Act.END, Act.AGREE, Act.WRITE})
"""Acts of the volunteer that staff are told of."""


class Band(StrEnum):
    """The age of a volunteer, as far as it matters. Nobody is asked for a birth date."""

    MINOR = "minor"
    ADULT = "adult"


class Affiliation(StrEnum):
    """Through whom somebody volunteers, which matters to people on unemployment benefit (domain
    0.8).
    """

    LIBRARY = "library"
    ASSOCIATION = "association"


class Time(StrEnum):
    """When somebody has time. Roles use the same values."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    WEEKEND = "weekend"
    NOW_AND_THEN = "now_and_then"


class RoleState(StrEnum):
    """Whether a role can be taken."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


SUPPLEMENT = ("core", "authority", "paid", "present", "told")
"""The five questions that a role must answer before it can open (domain 2.4): a yes, or why not."""

LIBRARY_LINES = (
    "lib_contact",
    "lib_task",
    "lib_intro",
    "lib_place",
    "lib_listen",
    "lib_rules",
    "lib_thanks",
    "lib_stop",
)
OWN_LINES = (
    "own_meet",
    "own_cancel",
    "own_secret",
    "own_help",
    "own_kind",
    "own_rules",
    "own_honest",
    "own_stop",
)
LINES = LIBRARY_LINES + OWN_LINES
"""What the two sides promise (domain 2.2). Each side ticks lines of both."""


class Round(StrEnum):
    """Why both sides go through the promises."""

    START = "start"
    TRIAL = "trial"
    YEAR = "year"


class StepKey(StrEnum):
    """The steps that a new volunteer goes through in each role."""

    TALK = "talk"
    EXPECTATIONS = "expectations"
    SECRECY = "secrecy"
    CHECK = "check"
    INTRO = "intro"
    ALONG = "along"
    BADGE = "badge"
    EMERGENCY = "emergency"


BY_ITSELF = frozenset({StepKey.EXPECTATIONS, StepKey.SECRECY, StepKey.CHECK})
"""Steps that are done by something else in the program; nobody ticks them."""


class CheckStatus(StrEnum):
    """The status of a child certificate. Never what the certificate says."""

    NOT_NEEDED = "not_needed"
    NEEDED = "needed"
    REQUESTED = "requested"
    CLEARED = "cleared"
    NO_CONSENT = "no_consent"
    HUMAN = "human"


class Verdict(StrEnum):
    """What becomes of the role of a trial."""

    GO_ON = "go_on"
    CHANGE = "change"
    STOP = "stop"


class DueStep(StrEnum):
    """What a due row of a volunteer is for."""

    TELL = "tell"
    LATE = "late"
    TRIAL_OVER = "trial_over"
    YEAR = "year"
    RENEW = "renew"
    BACK = "back"


class NotOpen(Exception):
    """The role lacks something, or is not open; `lacks` names what."""

    def __init__(self, lacks: Iterable[str] = ()) -> None:
        self.lacks = tuple(lacks)
        super().__init__(", ".join(self.lacks))


class NotYet(Exception):
    """Something must be done before the volunteer can go on; `lacks` names what."""

    def __init__(self, lacks: Iterable[str]) -> None:
        self.lacks = tuple(lacks)
        super().__init__(", ".join(self.lacks))


class Overtaken(Exception):
    """Somebody else changed it since the caller looked at it."""


class TrialOver(Exception):
    """The trial has ended already."""


class SamePerson(Exception):
    """Two members of staff are needed, and this is the first one again."""


def supplements(answers: dict[str, dict[str, object]]) -> tuple[str, ...]:
    """The questions of the five without an answer. A no counts only with its explanation."""
    return tuple(
        key
        for key in SUPPLEMENT
        if not (answers.get(key, {}).get("yes") or answers.get(key, {}).get("why"))
    )


def to_talk_about(
    library: Iterable[str], own: Iterable[str], left_out: Iterable[str]
) -> tuple[str, ...]:
    """The lines that not both sides have ticked, except those that both left out."""
    agreed = set(library) & set(own) | set(left_out)
    return tuple(line for line in LINES if line not in agreed)


def works(state: State) -> bool:
    """Whether a volunteer in this state helps now."""
    return state in WORKING
