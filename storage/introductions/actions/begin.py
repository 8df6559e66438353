"""Two are to be introduced: by a colleague, who can take it back for two minutes, or by the citizen
whose idea it is. Until then nobody is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.cases import queries as cases
from storage.cases.rules import UNDO_LASTS, CaseAct, CaseKind, first_name, required
from storage.cases.tables import Case
from storage.database import Transaction
from storage.ideas.rules import CLOSED
from storage.ideas.tables import Support
from storage.introductions.actions.held import Held, hold, takes_part
from storage.introductions.queries import between, may_be_asked
from storage.introductions.rules import (
    ABOUT_LONGEST,
    ANSWER_LASTS,
    Act,
    AlreadyAsked,
    NotThere,
    Shared,
    Side,
    Stand,
    Step,
)
from storage.introductions.tables import Introduced, Introduction
from storage.partners.rules import Openness
from storage.partners.tables import Partner
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role
from storage.talk import actions as talk
from storage.talk.rules import DueKind


@dataclass(frozen=True)
class Proposal:
    """Who is to be introduced for an idea: a partner, the citizen of another idea, or somebody who
    wants the same. about: what the other side is told of the idea.
    """

    case: int
    about: str
    partner: int | None = None
    other_case: int | None = None
    person: int | None = None


async def plan(
    tx: Transaction,
    proposal: Proposal,
    now: datetime,
    *,
    by: Colleague | None = None,
    citizen: int | None = None,
    shared: Shared | None = None,
    event_id: int | None = None,
) -> Introduction:
    """Let two be asked: by staff in two minutes, by the citizen at once; the clock does the asking.

    shared: the idea's side has said yes with it, because its citizen proposes it, or because a
    colleague speaks for somebody who cannot be asked themselves. Raises NotAllowed, AlreadyAsked,
    NotThere, and NotValid.
    """
    about = required("about", proposal.about, ABOUT_LONGEST)
    kept = shared.checked() if shared else None
    idea, other = await _checked(tx, proposal, by, citizen, now)
    spoken_for = by is not None and not await may_be_asked(tx, idea.author, now)
    if spoken_for and kept is None:
        raise NotThere
    row = _row(proposal, about, now, by, citizen)
    row.event_id = event_id
    tx.session.add(row)
    await tx.session.flush()
    own = _own_side(row.id, kept, now)
    own.person_id = None if spoken_for else idea.author
    own.colleague = by.person_id if by and spoken_for else None
    tx.session.add_all([own, Introduced(introduction=row.id, side=Side.OTHER, person_id=other)])
    await tx.session.flush()
    await _plan_asking(tx, row, now + UNDO_LASTS if by else now)
    held = await hold(tx, row.id)
    await held.note(CaseAct.INTRODUCE, now, by=row.by, by_name=row.by_name)
    return held.row


def _row(
    proposal: Proposal, about: str, now: datetime, by: Colleague | None, citizen: int | None
) -> Introduction:
    return Introduction(
        case_number=proposal.case,
        partner=proposal.partner,
        other_case=proposal.other_case,
        state=Stand.PLANNED,
        about=about,
        by=by.person_id if by else citizen,
        by_name=first_name(by.name) if by else None,
        begun_at=now,
        expires_at=now + ANSWER_LASTS,
        changed_at=now,
    )


def _own_side(id: int, shared: Shared | None, now: datetime) -> Introduced:
    """The idea's side, which may have said yes already."""
    own = Introduced(introduction=id, side=Side.IDEA)
    if shared is not None:
        own.yes, own.answered_at = True, now
        own.show(shared)
    return own


async def _plan_asking(tx: Transaction, row: Introduction, at: datetime) -> None:
    payload = {"introduction": row.id, "step": Step.TELL}
    await talk.plan(tx, DueKind.MEET, at, payload, case_number=row.case_number)


async def _checked(
    tx: Transaction,
    proposal: Proposal,
    by: Colleague | None,
    citizen: int | None,
    now: datetime,
) -> tuple[Case, int | None]:
    """The idea's case, and the person of the other side where it is one. All cases are locked."""
    if by is not None and not by.may(Role.COORDINATOR):
        raise NotAllowed
    numbers = sorted(n for n in (proposal.case, proposal.partner, proposal.other_case) if n)
    locked = {number: await cases.locked(tx, number) for number in numbers}
    idea = locked[proposal.case]
    if idea is None or idea.kind != CaseKind.IDEA or idea.state in CLOSED:
        raise NotThere
    if by is None and (citizen is None or idea.author != citizen):
        raise NotAllowed
    person = await _other(tx, proposal, locked, now, asked_by_citizen=by is None)
    going_on = between(tx, idea.number, partner=proposal.partner, person_id=person)
    if person == idea.author or await going_on is not None:
        raise AlreadyAsked
    return idea, person


async def _other(
    tx: Transaction,
    proposal: Proposal,
    locked: dict[int, Case | None],
    now: datetime,
    *,
    asked_by_citizen: bool,
) -> int | None:
    """The person of the other side; None for a partner, whose contact persons are asked."""
    if proposal.partner is not None:
        if not await takes_part(tx, locked[proposal.partner]):
            raise NotThere
        partner = await tx.session.get_one(Partner, proposal.partner)
        if asked_by_citizen and partner.openness != Openness.ANYONE:
            raise NotAllowed
        return None
    person = await _citizen(tx, proposal, locked)
    if person is None or not await may_be_asked(tx, person, now):
        raise NotThere
    return person


async def _citizen(
    tx: Transaction, proposal: Proposal, locked: dict[int, Case | None]
) -> int | None:
    """Who gave the other idea, which others may see, or said that they want this one too."""
    if proposal.other_case is not None:
        other = locked[proposal.other_case]
        shown = other is not None and other.state not in CLOSED
        return other.author if shown and other and other.shown_title and other.title else None
    return await tx.session.scalar(
        select(Support.person_id).where(
            Support.case_number == proposal.case, Support.person_id == proposal.person
        )
    )


async def call_off(tx: Transaction, by: Colleague, id: int, now: datetime) -> tuple[Held, bool]:
    """A colleague takes it back; whether somebody had been asked already. Raises NotAllowed,
    NotThere, Over.
    """
    if not by.may(Role.COORDINATOR):
        raise NotAllowed
    held = await hold(tx, id)
    asked = held.row.state != Stand.PLANNED
    held.move(Act.CALL_OFF, now)
    await held.note(CaseAct.INTRO_END, now, by=by.person_id, by_name=first_name(by.name))
    return held, asked
