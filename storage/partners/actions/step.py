"""One act on a partner: who may do it, what it changes, who hears of it and when.

Every act goes through here, so that none can forget the lock, the role, the audit or the news.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.cases import queries as cases
from storage.cases.actions.audit import Entry, amend, record
from storage.cases.rules import UNDO_LASTS, CaseKind, NoSuchCase, first_name, local_day
from storage.cases.tables import Case, Event
from storage.database import Transaction
from storage.partners import queries
from storage.partners.rules import (
    BY_TIME,
    CLOSED,
    LIFECYCLE,
    ON_THE_LIST,
    TOLD,
    Errand,
    PartnerAct,
    PartnerState,
    Side,
)
from storage.partners.tables import Partner
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role
from storage.talk import actions as talk
from storage.talk.rules import DueKind

Actor = Colleague | int | None
"""Who acts: a colleague, a contact person by their number, or time."""


@dataclass
class Step:
    """An act that is legal now, on a partner that is locked."""

    tx: Transaction
    act: PartnerAct
    actor: Actor
    case: Case
    partner: Partner
    target: PartnerState

    @property
    def by(self) -> Colleague | None:
        """The colleague who acts, if one does."""
        return self.actor if isinstance(self.actor, Colleague) else None

    @property
    def told(self) -> bool:
        """Whether the contact persons are to hear of it: not of what one of them did."""
        return self.act in TOLD and not isinstance(self.actor, int)

    async def write(
        self,
        now: datetime,
        *,
        case: dict[str, Any] | None = None,
        partner: dict[str, Any] | None = None,
        facts: dict[str, Any] | None = None,
        fields: tuple[str, ...] = (),
    ) -> Event:
        """Change partner and case, write the audit, and plan the news. `fields`: see Event.

        The values before a partner's own change are not kept, because only staff undo an act.
        """
        before = self.case.state
        previous = amend(self.case, self._usual(now) | (case or {}))
        written = amend(self.partner, partner or {})
        previous |= written if self.by else {}
        self.partner.changed_at = now
        if self.by is not None:
            self.case.unread = False
        elif self.act is PartnerAct.EDIT and ON_THE_LIST.intersection(fields):
            self.case.unread = True
        entry = Entry(
            act=self.act,
            from_state=before,
            by=self.by.person_id if self.by else self._contact(),
            by_name=first_name(self.by.name) if self.by else None,
            public=facts or {},
            fields=fields,
            previous=previous,
            told=self.told,
        )
        event = await record(self.tx, self.case, entry, now)
        if not self.told:
            await self._show_at_once(event, now)
            return event
        await plan(self.tx, Errand.TELL, now + UNDO_LASTS if self.by else now, event=event)
        return event

    def _contact(self) -> int | None:
        return self.actor if isinstance(self.actor, int) else None

    def _usual(self, now: datetime) -> dict[str, Any]:
        """What follows from the act and the state alone."""
        changes: dict[str, Any] = {"state": self.target}
        if self.target != self.case.state:
            changes["closed_at"] = now if self.target in CLOSED else None
        if self.case.state == PartnerState.WAITING != self.target:
            changes |= {"promised_on": None, **self._answered(now)}
        if self.by and self.case.assigned is None:
            changes["assigned"] = self.by.person_id
        return changes

    def _answered(self, now: datetime) -> dict[str, Any]:
        """When the first answer came and whether it kept the promise; empty for later answers."""
        if self.by is None or self.case.answered_at is not None:
            return {}
        promised = self.case.promised_on
        kept = promised is None or local_day(now) <= promised
        return {"answered_at": now, "in_time": kept and self.case.late_since is None}

    async def _show_at_once(self, event: Event, now: datetime) -> None:
        """Mark the change as shown: whoever acted has seen it, so nothing is to be told."""
        event.released_at = now
        self.case.shown_state = self.case.state
        self.case.shown_promise = self.case.promised_on
        await self.tx.session.flush()


async def begin(tx: Transaction, actor: Actor, number: int, act: PartnerAct) -> Step:
    """Begin an act. Raises NoSuchCase, NotAllowed, and IllegalMove when it is too late."""
    _check_role(actor, act)
    case, partner = await locked(tx, number)
    if isinstance(actor, int) and not await queries.speaks_for(tx, actor, number):
        raise NotAllowed
    target = LIFECYCLE.after(PartnerState(case.state), act)
    return Step(tx, act, actor, case, partner, target)


def _check_role(actor: Actor, act: PartnerAct) -> None:
    """Refuse who may not: a coordinator may do all but the acts of the clock, a contact person what
    LIFECYCLE says. Raises NotAllowed.
    """
    by = next(move.by for move in LIFECYCLE.moves if move.act is act)
    if actor is None:
        allowed = act in BY_TIME
    elif isinstance(actor, Colleague):
        allowed = by is not Side.CLOCK and actor.may(Role.COORDINATOR)
    else:
        allowed = by is Side.CONTACT
    if not allowed:
        raise NotAllowed


async def locked(tx: Transaction, number: int) -> tuple[Case, Partner]:
    """A partner as it is now, locked until the transaction ends. Raises NoSuchCase."""
    case = await cases.locked(tx, number)
    if case is None or case.kind != CaseKind.PARTNER:
        raise NoSuchCase
    partner = await tx.session.get(Partner, number, populate_existing=True)
    if partner is None:
        raise NoSuchCase
    return case, partner


async def plan(
    tx: Transaction,
    errand: Errand,
    at: datetime,
    *,
    event: Event | None = None,
    number: int | None = None,
    **payload: Any,
) -> None:
    """Plan something for later about a partner."""
    await talk.plan(
        tx,
        DueKind.PARTNER,
        at,
        {"errand": errand, **payload},
        case_number=event.case_number if event else number,
        event_id=event.id if event else None,
    )
