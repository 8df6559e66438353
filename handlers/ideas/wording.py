"""What a state is called, what happens next, the way of an idea: text keys, never words.

Must not read the database: the caller has read the case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from handlers.conversation.texts import Key, Values
from storage.cases.rules import CaseKind, local_day
from storage.ideas.queries import CitizenCase, Told
from storage.ideas.rules import JOINED, SUBMIT, Act, InfluenceLevel, InfluenceProfile, State

MAIN_PATH = (State.RECEIVED, State.READ, State.APPROVED, State.IN_PROGRESS, State.REALISED)
NOTE_PATH = (State.RECEIVED, State.READ, State.ANSWERED)
ON_THE_WAY = frozenset({State.QUESTION, State.PARTNERING})
"""States between being read and being answered."""

PROMISING = frozenset({State.RECEIVED, State.READ, State.PARTNERING})
"""States in which the citizen waits for an answer by the promised day."""

TITLE = 80
"""This many of a citizen's own characters stand for a title until staff give one."""


NAME = 48
"""The same where a case is only mentioned: a locked telephone shows no more than a line."""


@dataclass(frozen=True)
class Phrase:
    """A text key and its values."""

    key: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One step of an idea's way; `at` is when it was reached, None for a later one."""

    key: str
    at: datetime | None
    status: str


def state_word(state: str) -> str:
    """The key of a state's short name at the desk."""
    return f"state.{state}"


def status_word(state: str) -> str:
    """The key of a state's name for citizens, when nothing more is known of the case."""
    return f"status.{state}"


def title_of(title: str | None, text: str, most: int = TITLE) -> str:
    """The title that staff gave, or the citizen's first words, cut between words; dots when both
    were erased.
    """
    if title:
        return title
    first = text.strip().split("\n")[0].rstrip(".")
    if len(first) <= most:
        return first or "…"
    whole, space, _ = first[:most].rpartition(" ")
    return f"{(whole if space else first[: most - 1]).rstrip(' ,.:;')}…"


def number_and_title(number: int, title: str | None, text: str) -> str:
    """«12, «En klub for lydbøger»», to tell several cases apart; only the number when there are no
    words.
    """
    return f"{number}, «{title_of(title, text, NAME)}»" if title or text.strip() else str(number)


def status(case: CitizenCase) -> Phrase:
    """The state of an idea, as its citizen reads it."""
    state = State(case.state)
    if state is State.READ and case.contact:
        return Phrase("status.read_by", {"name": case.contact})
    until = last_told(case.told, "until")
    if state is State.PARKED and until:
        return Phrase("status.parked_until", {"until": date.fromisoformat(until)})
    if state is State.MERGED and case.joined:
        return Phrase("status.merged_into", {"into": case.joined.number})
    return Phrase(status_word(state))


def next_step(state: str, promised: date | None, now: datetime) -> Phrase:
    """What happens next; it says so when the promised day has passed."""
    if state not in PROMISING:
        return Phrase(f"next.{state}")
    if promised is None:
        return Phrase("next.soon")
    if promised < local_day(now):
        return Phrase("next.late", {"date": promised})
    return Phrase(f"next.{state}", {"date": promised})


def steps(
    state: str, created_at: datetime, told: Sequence[Told], kind: CaseKind = CaseKind.IDEA
) -> tuple[Step, ...]:
    """The way of a case: the steps done, the present one, and those that may come."""
    reached, stood = {State.RECEIVED: created_at}, State.RECEIVED
    for each in told:  # news in the same state is no new step
        if each.state != stood:
            stood = State(each.state)
            reached[stood] = each.at
    now = State(state)
    path: tuple[State, ...] = NOTE_PATH if kind is CaseKind.NOTE else MAIN_PATH
    if now in ON_THE_WAY:
        path = (*path[:2], now, *path[2:])
    elif now not in path:
        path = (*path, now)
    here = path.index(now)
    return (
        *(Step(status_word(s), reached[s], "done") for s in path[:here] if s in reached),
        Step(status_word(now), reached.get(now), "now"),
        *(Step(status_word(s), None, "next") for s in path[here + 1 :]),
    )


def last_told(told: Sequence[Told], name: str) -> str | None:
    """The newest fact of one kind that was told with the present state: a reason, a day. Facts of
    earlier states do not count.
    """
    for each in reversed(told):
        if each.state != told[-1].state:
            return None
        if each.public.get(name):
            return str(each.public[name])
    return None


def promise(influence: Sequence[int]) -> Key:
    """The sentence that says how much the citizen decides (domain 4.2)."""
    return level_sentence(InfluenceProfile(*influence).level)


def level_sentence(level: InfluenceLevel) -> Key:
    """The promise of one level of influence."""
    return Key(f"influence.promise_{int(level)}")


_NAMING = frozenset({Act.MERGE, Act.JOIN, JOINED, Act.PARK, Act.SORT})
"""Acts whose text names a case, a day or a theme; another text is used when that was erased."""


def put_right(public: Mapping[str, Any]) -> Phrase:
    """Which facts of a partner were corrected, or that it was merged with its double."""
    if "double" in public:
        return Phrase("partners.did_take_up", {"double": int(public["double"])})
    things = [Key(f"partners.{field}") for field in public.get("fields", ())]
    return Phrase("partners.did_put_right", {"things": things}) if things else Phrase("did.edit")


def happened(act: str, public: Mapping[str, Any]) -> Phrase:
    """One line of a case's history, to stand after the name of who did it."""
    if act in _NAMING and not public:
        return Phrase(f"did.{act}_erased")
    if act in {Act.MERGE, Act.JOIN}:
        return Phrase(f"did.{act}", {"into": int(public["into"])})
    if act == JOINED:
        return Phrase("did.joined", {"number": int(public["number"])})
    if act == Act.PARK:
        return Phrase("did.park", {"until": date.fromisoformat(public["until"])})
    if act == Act.SORT:
        return Phrase("did.sort", {"theme": Key(f"theme.{public['theme']}")})
    if act == SUBMIT and public.get("kind") == CaseKind.NOTE:
        return Phrase("did.submit_note")
    return Phrase(f"did.{act}")
