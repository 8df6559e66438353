"""One act on a volunteer: check who acts, lock the case, ask the life cycle."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from storage.cases import queries as cases
from storage.cases.actions.audit import Entry, Previous, amend, record
from storage.cases.rules import UNDO_LASTS, CaseKind, NoSuchCase, first_name
from storage.cases.tables import Case, Event
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role
from storage.talk import actions as talk
from storage.talk.rules import DueKind
from storage.volunteers import queries
from storage.volunteers.queries import Standing
from storage.volunteers.rules import CLOSED, HEARD, LIFECYCLE, TOLD, Act, DueStep, Side, State


@dataclass
class Step:
    """A legal act on a locked volunteer, not yet written. `facts`: what the volunteer may know of
    it.
    """

    tx: Transaction
    standing: Standing
    act: Act
    by: Colleague | None
    person_id: int | None
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        """The locked case."""
        return self.standing.case

    @property
    def number(self) -> int:
        """Its number."""
        return self.case.number

    async def write(self, now: datetime, **person: Any) -> Event:
        """Move the case, change the volunteer's own row, and write the audit.

        What staff do is told after the minutes in which it can be taken back; everything else at
        once.
        """
        before = State(self.case.state)
        previous = self._move(LIFECYCLE.after(before, self.act), now)
        previous |= amend(self.standing.person, person)
        told = self.by is not None and self.act in TOLD
        entry = Entry(
            self.act,
            before,
            by=self.by.person_id if self.by else self.person_id,
            by_name=first_name(self.by.name) if self.by else None,
            public=self.facts,
            previous=previous if self.case.state != before else None,
            told=told,
        )
        event = await record(self.tx, self.case, entry, now)
        if told:
            await _plan_news(self.tx, event, now)
        elif self.by is None:
            if self.case.state != before:
                self.case.shown_state = self.case.state
            self.case.unread = self.case.unread or self.act in HEARD
        return event

    def _move(self, target: State, now: datetime) -> Previous:
        if target == self.case.state:
            return {}
        changes: dict[str, Any] = {"state": target}
        if target in CLOSED:
            changes["closed_at"] = now
        if self.by is not None:
            answered = self.case.answered_at or now
            changes |= {"promised_on": None, "answered_at": answered}
            if self.case.assigned is None:
                changes["assigned"] = self.by.person_id
        return amend(self.case, changes)


async def _plan_news(tx: Transaction, event: Event, now: datetime) -> None:
    await talk.plan(
        tx,
        DueKind.VOLUNTEER,
        now + UNDO_LASTS,
        {"step": DueStep.TELL},
        case_number=event.case_number,
        event_id=event.id,
    )


async def staff_step(tx: Transaction, by: Colleague, number: int, act: Act) -> Step:
    """An act of a colleague. Raises NotAllowed, NoSuchCase, IllegalMove."""
    standing = await locked(tx, number)
    needed = LIFECYCLE.move(standing.state, act).by
    if not by.may(needed if isinstance(needed, Role) else Role.COORDINATOR):
        raise NotAllowed
    return Step(tx, standing, act, by, None)


async def own_step(tx: Transaction, person_id: int, number: int, act: Act) -> Step:
    """An act of the volunteer themselves. Raises NoSuchCase for all others, IllegalMove."""
    standing = await locked(tx, number)
    if standing.case.author != person_id:
        raise NoSuchCase
    if LIFECYCLE.move(standing.state, act).by is not Side.VOLUNTEER:
        raise NotAllowed
    return Step(tx, standing, act, None, person_id)


async def clock_step(tx: Transaction, number: int, act: Act) -> Step:
    """An act of the clock. Raises NoSuchCase, IllegalMove."""
    standing = await locked(tx, number)
    LIFECYCLE.move(standing.state, act)
    return Step(tx, standing, act, None, None)


async def locked(tx: Transaction, number: int) -> Standing:
    """A volunteer with their case locked. Raises NoSuchCase."""
    case = await cases.locked(tx, number)
    found = await queries.volunteer(tx, number) if case is not None else None
    if case is None or found is None or case.kind != CaseKind.VOLUNTEER:
        raise NoSuchCase
    return found
