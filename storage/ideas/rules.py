"""The life of an idea: its states, what may be done when and by whom, and its words.

A note (something a citizen wants staff to read, and no idea) has a shorter life of the same words.

Plain Python: no database, no clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from storage.cases.rules import CaseKind
from storage.lifecycle import IllegalMove, Lifecycle, Move
from storage.people.rules import Role

TEXT_LONGEST = 4000
BENEFIT_LONGEST = 2000
DETAIL_LONGEST = 2000
PHONE_LONGEST = 20
WORDS_LONGEST = 4000
QUESTION_LONGEST = 1000
REASON_LONGEST = 1000
TITLE_LONGEST = 120
PARTNERS_LONGEST = 500
PARKED_LONGEST = timedelta(days=730)
"""Two years in a drawer; longer would be a no that nobody dares to say."""


class State(StrEnum):
    """Where an idea stands (domain 4.3)."""

    RECEIVED = "received"
    READ = "read"
    QUESTION = "question"
    PARTNERING = "partnering"
    APPROVED = "approved"
    IN_PROGRESS = "in_progress"
    REALISED = "realised"
    DECLINED = "declined"
    OUT_OF_SCOPE = "out_of_scope"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    PARKED = "parked"
    ANSWERED = "answered"


class Act(StrEnum):
    """What can be done to an idea, first by staff, then by the citizen, then by time."""

    TAKE = "take"
    HAND_ON = "hand_on"
    ASK = "ask"
    NOTE = "note"
    SEARCH = "search"
    APPROVE = "approve"
    START = "start"
    REALISE = "realise"
    PARK = "park"
    DECLINE = "decline"
    REDIRECT = "redirect"
    MERGE = "merge"
    SEPARATE = "separate"
    REOPEN = "reopen"
    RENAME = "rename"
    REPLY = "reply"
    HIDE = "hide"
    SORT = "sort"
    ADD = "add"
    ANSWER = "answer"
    TELL_MORE = "tell_more"
    CORRECT = "correct"
    JOIN = "join"
    WITHDRAW = "withdraw"
    WAKE = "wake"
    LATE = "late"


SUBMIT = "submit"
"""The first line of every idea's audit; it is no move, for there was nothing to move."""

JOINED = "joined"
"""The line of audit at an idea that a citizen wrote theirs onto; it is no move either."""


class Other(StrEnum):
    """Who acts without being staff: the citizen whose case it is, and time."""

    CITIZEN = "citizen"
    CLOCK = "clock"


class Kind(StrEnum):
    """What the citizen calls it (S39)."""

    IDEA = "idea"
    NEED = "need"
    WISH = "wish"


class Theme(StrEnum):
    """The strategy's three themes (S38)."""

    CULTURE = "culture"
    KNOWLEDGE = "knowledge"
    LEARNING = "learning"


class Context(StrEnum):
    """Who the citizen is in this matter: coarse, never more (S22)."""

    PARENT = "parent"
    PUPIL = "pupil"
    NEIGHBOUR = "neighbour"
    ASSOCIATION = "association"
    NEWCOMER = "newcomer"
    OTHER = "other"


class HearBack(StrEnum):
    """How the citizen wants the answer."""

    PAGE = "page"
    MAIL = "mail"
    PHONE = "phone"
    NONE = "none"


KINDS = frozenset({CaseKind.IDEA, CaseKind.NOTE})
"""The kinds of case that live by the rules of this file."""

CORRECTABLE = ("text", "benefit", "value", "own_part", "together_with", "phone")
"""What its citizen can put right in an idea, while nothing is decided."""


class LegalPurpose(StrEnum):
    """The purposes of a public library: biblioteksloven § 1 (S19)."""

    INFORMATION = "information"
    EDUCATION = "education"
    CULTURE = "culture"


class InfluenceLevel(IntEnum):
    """How much the citizen decides (domain 4.2); each level has a promise in the texts."""

    INFORMED = 1
    HEARD = 2
    INVOLVED = 3
    COCREATOR = 4
    DECIDES = 5


INFLUENCE_MOST = 4


@dataclass(frozen=True)
class InfluenceProfile:
    """The citizen's say in what is done, how, and what comes of it: 0 none to 4 theirs (S31)."""

    task: int
    process: int
    result: int

    @property
    def valid(self) -> bool:
        """Whether all three are on the scale."""
        return all(0 <= n <= INFLUENCE_MOST for n in (self.task, self.process, self.result))

    @property
    def level(self) -> InfluenceLevel:
        """What may be promised: never more than every one of the three bears."""
        return InfluenceLevel(min(self.task, self.process, self.result) + 1)


CLOSED = frozenset(
    {
        State.REALISED,
        State.DECLINED,
        State.OUT_OF_SCOPE,
        State.MERGED,
        State.WITHDRAWN,
        State.ANSWERED,
    }
)
OPEN = frozenset(State) - CLOSED
UNDECIDED = OPEN - {State.APPROVED, State.IN_PROGRESS}
ASKING = frozenset({State.RECEIVED, State.READ, State.QUESTION, State.PARTNERING})
LISTED = OPEN | {State.REALISED}
"""Where a released idea is shown to everybody; a no, and what was taken back, is its citizen's own
matter.
"""

Mover = Role | Other


def _move(
    act: Act, sources: Iterable[State], target: State | None, by: Mover
) -> Move[State, Act, Mover]:
    return Move(act, frozenset(sources), target, by)


_S = State
_HOST, _COORDINATOR = Role.HOST, Role.COORDINATOR

LIFECYCLE: Lifecycle[State, Act, Mover] = Lifecycle(
    (
        _move(Act.TAKE, {_S.RECEIVED}, _S.READ, _HOST),
        _move(Act.TAKE, OPEN - {_S.RECEIVED}, None, _HOST),
        _move(Act.ASK, ASKING, _S.QUESTION, _HOST),
        _move(Act.ASK, OPEN - ASKING, None, _HOST),
        _move(Act.SEARCH, UNDECIDED - {_S.PARTNERING}, _S.PARTNERING, _COORDINATOR),
        _move(Act.APPROVE, UNDECIDED, _S.APPROVED, _COORDINATOR),
        _move(Act.START, {_S.APPROVED}, _S.IN_PROGRESS, _COORDINATOR),
        _move(Act.REALISE, {_S.APPROVED, _S.IN_PROGRESS}, _S.REALISED, _COORDINATOR),
        _move(Act.PARK, OPEN - {_S.IN_PROGRESS}, _S.PARKED, _COORDINATOR),
        _move(Act.DECLINE, OPEN, _S.DECLINED, _COORDINATOR),
        _move(Act.REDIRECT, UNDECIDED, _S.OUT_OF_SCOPE, _COORDINATOR),
        _move(Act.MERGE, UNDECIDED, _S.MERGED, _COORDINATOR),
        _move(Act.SEPARATE, {_S.MERGED}, _S.READ, _COORDINATOR),
        _move(
            Act.REOPEN,
            {_S.DECLINED, _S.OUT_OF_SCOPE, _S.PARKED},
            _S.READ,
            _COORDINATOR,
        ),
        _move(Act.REOPEN, {_S.REALISED}, _S.IN_PROGRESS, _COORDINATOR),
        _move(Act.HAND_ON, OPEN, None, _HOST),
        _move(Act.NOTE, State, None, _HOST),
        _move(Act.RENAME, frozenset(State) - {_S.MERGED, _S.WITHDRAWN}, None, _COORDINATOR),
        _move(Act.HIDE, frozenset(State) - {_S.MERGED, _S.WITHDRAWN}, None, _COORDINATOR),
        _move(Act.SORT, frozenset(State) - {_S.MERGED, _S.WITHDRAWN}, None, _HOST),
        _move(Act.ANSWER, {_S.QUESTION}, _S.READ, Other.CITIZEN),
        _move(Act.ADD, State, None, Other.CITIZEN),
        _move(Act.TELL_MORE, OPEN, None, Other.CITIZEN),
        _move(Act.CORRECT, UNDECIDED, None, Other.CITIZEN),
        _move(Act.JOIN, {_S.RECEIVED}, _S.MERGED, Other.CITIZEN),
        _move(Act.WITHDRAW, OPEN - {_S.IN_PROGRESS}, _S.WITHDRAWN, Other.CITIZEN),
        _move(Act.WAKE, {_S.PARKED}, _S.READ, Other.CLOCK),
        _move(Act.LATE, {_S.RECEIVED, _S.READ, _S.PARTNERING}, None, Other.CLOCK),
    )
)
"""Every legal move; the order is the order of the buttons. Words of a citizen are always kept, so
ADD is legal everywhere; where a decision stands, a question leaves it standing."""

NOTE_LIFE: Lifecycle[State, Act, Mover] = Lifecycle(
    (
        _move(Act.TAKE, {_S.RECEIVED}, _S.READ, _HOST),
        _move(Act.TAKE, {_S.READ, _S.QUESTION}, None, _HOST),
        _move(Act.REPLY, {_S.RECEIVED, _S.READ, _S.QUESTION}, _S.ANSWERED, _HOST),
        _move(Act.ASK, {_S.RECEIVED, _S.READ, _S.QUESTION}, _S.QUESTION, _HOST),
        _move(Act.REOPEN, {_S.ANSWERED}, _S.READ, _COORDINATOR),
        _move(Act.HAND_ON, {_S.RECEIVED, _S.READ, _S.QUESTION}, None, _HOST),
        _move(Act.NOTE, State, None, _HOST),
        _move(Act.ANSWER, {_S.QUESTION}, _S.READ, Other.CITIZEN),
        _move(Act.ADD, State, None, Other.CITIZEN),
        _move(Act.CORRECT, {_S.RECEIVED, _S.READ, _S.QUESTION}, None, Other.CITIZEN),
        _move(Act.WITHDRAW, {_S.RECEIVED, _S.READ, _S.QUESTION}, _S.WITHDRAWN, Other.CITIZEN),
        _move(Act.LATE, {_S.RECEIVED, _S.READ}, None, Other.CLOCK),
    )
)
"""A note is read, perhaps asked about, and answered. It is nothing to say yes or no to."""

_MOVERS = {move.act: move.by for life in (LIFECYCLE, NOTE_LIFE) for move in life.moves}


def life_of(kind: str) -> Lifecycle[State, Act, Mover]:
    """The legal moves of one kind of case."""
    return NOTE_LIFE if kind == CaseKind.NOTE else LIFECYCLE


def mover(act: Act) -> Mover:
    """Who may do an act: the least role, the citizen, or time."""
    return _MOVERS[act]


TOLD = frozenset(
    {
        Act.ASK,
        Act.SEARCH,
        Act.APPROVE,
        Act.START,
        Act.REALISE,
        Act.PARK,
        Act.DECLINE,
        Act.REDIRECT,
        Act.MERGE,
        Act.SEPARATE,
        Act.REOPEN,
        Act.RENAME,
        Act.REPLY,
        Act.WAKE,
        Act.LATE,
    }
)
"""The acts that the citizen hears of though the state may be the same; others only if it moves."""


class TooLate(IllegalMove):
    """The act is no longer legal, because of what somebody did before: `by_name` is a colleague's
    first name, None for the citizen or time.
    """

    def __init__(
        self, state: State, act: Act, last_act: str, by_name: str | None, at: datetime
    ) -> None:
        super().__init__(state, act)
        self.last_act = last_act
        self.by_name = by_name
        self.at = at


class AlreadyTaken(Exception):
    """A colleague has the case already; nothing was done."""

    def __init__(self, by_name: str) -> None:
        super().__init__("already taken")
        self.by_name = by_name


class CannotUndo(Exception):
    """There is nothing of one's own to take back, or two minutes have passed; nothing was done."""
