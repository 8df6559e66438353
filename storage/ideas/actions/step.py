"""One step in the life of an idea: who may take it, what it changes, who is told and when.

Every act goes through here, so that none can forget the lock, the role, the audit or the news.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from storage.cases import queries as cases
from storage.cases.actions.audit import Entry, amend, record
from storage.cases.actions.promises import watch
from storage.cases.folding import fold
from storage.cases.rules import UNDO_LASTS, CaseKind, NoSuchCase, first_name, local_day
from storage.cases.tables import Case, Event
from storage.cases.working_days import promised_date
from storage.database import Transaction
from storage.ideas.promising import AFRESH, ANSWERS, PROMISES, Promise
from storage.ideas.rules import (
    CLOSED,
    KINDS,
    TOLD,
    Act,
    Other,
    State,
    TooLate,
    life_of,
    mover,
)
from storage.ideas.tables import Idea
from storage.lifecycle import IllegalMove
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role
from storage.talk import actions as talk
from storage.talk.rules import DueKind


@dataclass
class Step:
    """An act that is legal now, on a case that is locked."""

    tx: Transaction
    act: Act
    case: Case
    idea: Idea
    target: State
    by: Colleague | None = None
    citizen: int | None = None
    days: int = 0
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def moves(self) -> bool:
        """Whether the state will be another."""
        return self.target != self.case.state

    @property
    def told(self) -> bool:
        """Whether the citizen is to hear of it."""
        if self.citizen is not None:
            return False
        return self.act in TOLD or self.moves

    async def write(
        self,
        now: datetime,
        *,
        case: dict[str, Any] | None = None,
        idea: dict[str, Any] | None = None,
        fields: tuple[str, ...] = (),
    ) -> Event:
        """Change case and idea, write the audit, and plan the news. `fields`: see Event."""
        told, before = self.told, self.case.state
        changes = self._usual(now) | (case or {})
        previous = amend(self.case, changes) | amend(self.idea, idea or {})
        self.idea.searched = searched(self.case, self.idea)
        self.case.unread = self.citizen is not None or (self.by is None and self.case.unread)
        entry = Entry(
            act=self.act,
            from_state=before,
            by=self.by.person_id if self.by else self.citizen,
            by_name=first_name(self.by.name) if self.by else None,
            public=self.facts,
            fields=fields,
            previous=previous if self.by or previous else None,
            told=told,
        )
        event = await record(self.tx, self.case, entry, now)
        if (promised_on := changes.get("promised_on")) is not None:
            await watch(self.tx, self.case.number, promised_on, now)
        if told:
            at = now if self.by is None else now + UNDO_LASTS
            await talk.plan(
                self.tx, DueKind.TELL, at, {}, case_number=self.case.number, event_id=event.id
            )
        return event

    def _usual(self, now: datetime) -> dict[str, Any]:
        """What follows from the act and the state alone."""
        changes: dict[str, Any] = {"state": self.target}
        if self.moves:
            changes["closed_at"] = now if self.target in CLOSED else None
            changes["parked_until"] = None
            changes["merged_into"] = None
        if self.by and self.case.assigned is None and self.act in TOLD - {Act.RENAME}:
            changes["assigned"] = self.by.person_id
        promise = PROMISES.get(self.act, Promise.KEEP)
        if promise is not Promise.KEEP:
            date = promised_date(now, self.days) if promise is Promise.RENEW else None
            changes["promised_on"] = date
            self.facts["promised_on"] = date.isoformat() if date else None
        return changes | self._answered(now)

    def _answered(self, now: datetime) -> dict[str, Any]:
        """Whether this is the first answer, and whether it keeps the promise."""
        if self.act in AFRESH:
            return {"late_since": None}
        if self.by is None or self.act not in ANSWERS or self.case.answered_at is not None:
            return {}
        promised = self.case.promised_on
        kept = promised is None or local_day(now) <= promised
        return {"answered_at": now, "in_time": kept and self.case.late_since is None}


async def show_at_once(step: Step, event: Event, now: datetime) -> None:
    """Show the change at once, without news: whoever acted has seen it."""
    event.released_at = now
    step.case.shown_state = step.case.state
    step.case.shown_promise = step.case.promised_on
    await step.tx.session.flush()


def searched(case: Case, idea: Idea) -> str:
    """The words that a search finds an idea by."""
    return fold(" ".join(filter(None, (case.title, idea.text, idea.benefit, idea.value))))


async def staff_step(
    tx: Transaction, by: Colleague, number: int, act: Act, *, days: int = 0
) -> Step:
    """Begin an act of the staff. Raises NotAllowed, NoSuchCase, TooLate."""
    role = mover(act)
    if not isinstance(role, Role) or not by.may(role):
        raise NotAllowed
    case = await cases.locked(tx, number)
    if case is None or case.kind not in KINDS:
        raise NoSuchCase
    return await _step(tx, case, act, by=by, days=days)


async def citizen_step(
    tx: Transaction, person_id: int, number: int, act: Act, *, days: int = 0
) -> Step:
    """Begin an act of the citizen. Raises NotAllowed, TooLate."""
    if mover(act) is not Other.CITIZEN:
        raise NotAllowed
    return await _step(tx, await own(tx, person_id, number), act, citizen=person_id, days=days)


async def clock_step(tx: Transaction, number: int, act: Act, *, days: int = 0) -> Step | None:
    """Begin an act of time; None when it is no longer due."""
    case = await cases.locked(tx, number)
    try:
        return await _step(tx, case, act, days=days) if case else None
    except IllegalMove:
        return None


async def own(tx: Transaction, person_id: int, number: int) -> Case:
    """A citizen's own case, locked. Raises NotAllowed, also when there is none."""
    case = await cases.locked(tx, number)
    readable = case is not None and await cases.may_read(tx, person_id, number)
    if case is None or not readable or case.kind not in KINDS:
        raise NotAllowed
    return case


async def _step(
    tx: Transaction,
    case: Case,
    act: Act,
    *,
    by: Colleague | None = None,
    citizen: int | None = None,
    days: int = 0,
) -> Step:
    state = State(case.state)
    try:
        target = life_of(case.kind).after(state, act)
    except IllegalMove:
        last = await cases.last_move(tx, case.number)
        raise TooLate(state, act, last.act, last.by_name, last.at) from None
    idea = await tx.session.get_one(Idea, case.number, populate_existing=True)
    facts = {"kind": case.kind} if case.kind == CaseKind.NOTE else {}
    return Step(tx, act, case, idea, target, by, citizen, days, facts)
