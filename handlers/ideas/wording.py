"""What a state is called, what happens next, how far an idea has come: keys, never words.

Must not read the database: whoever has read a case asks here how to say it.
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
"""States that come between being read and being answered."""

PROMISING = frozenset({State.RECEIVED, State.READ, State.PARTNERING})
"""States in which the citizen waits for an answer by a promised day."""

TITLE = 80
"""As much of a citizen's own words as stands for a title, until staff give one."""


NAME = 48
"""As much of them as is said in passing: a telephone that is locked shows no more than a line."""


@dataclass(frozen=True)
class Phrase:
    """A text and its values, for whoever renders it."""

    key: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One step on an idea's way; `at` is when it was reached, None for one that is to come."""

    key: str
    at: datetime | None
    status: str


def state_word(state: str) -> str:
    """The key of a state's short name at the desk."""
    return f"state.{state}"


def status_word(state: str) -> str:
    """The key of what a citizen calls a state, where nothing more is known of the case."""
    return f"status.{state}"


def title_of(title: str | None, text: str, most: int = TITLE) -> str:
    """The title that staff gave, or the citizen's own first words, cut between two of them; dots
    where both were erased.
    """
    if title:
        return title
    first = text.strip().split("\n")[0].rstrip(".")
    if len(first) <= most:
        return first or "…"
    whole, space, _ = first[:most].rpartition(" ")
    return f"{(whole if space else first[: most - 1]).rstrip(' ,.:;')}…"


def number_and_title(number: int, title: str | None, text: str) -> str:
    """«12, «En klub for lydbøger»», for who has given several; the number alone where no words are
    left.
    """
    return f"{number}, «{title_of(title, text, NAME)}»" if title or text.strip() else str(number)


def status(case: CitizenCase) -> Phrase:
    """Where an idea stands, as its citizen reads it."""
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
    """What happens next, honestly: also when the promised day has passed."""
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
    """A case's way: what was done, where it stands, and what may come."""
    reached, stood = {State.RECEIVED: created_at}, State.RECEIVED
    for each in told:  # what is told of an idea that stays where it is is no new step
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
    """The newest of one kind of thing that the citizen was told where the idea stands now: a
    reason, a day. What was said of a state that is over (a no, taken up again) is over too.
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
"""What names a case, a day or a theme, and names none any more when it was erased."""


def put_right(public: Mapping[str, Any]) -> Phrase:
    """What was put right of a partner, by name; or that it took up its double."""
    if "double" in public:
        return Phrase("partners.did_take_up", {"double": int(public["double"])})
    things = [Key(f"partners.{field}") for field in public.get("fields", ())]
    return Phrase("partners.did_put_right", {"things": things}) if things else Phrase("did.edit")


def happened(act: str, public: Mapping[str, Any]) -> Phrase:
    """One line of a case's history, after the name of who did it."""
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
