"""An introduction as one of its sides may see it, and nobody else. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.cases.rules import possible
from storage.database import Transaction
from storage.ideas.tables import Idea
from storage.introductions.queries.parts import (
    introduction,
    rows_of_case,
    shared,
    shown,
    side_of,
    sides,
    unlisted,
)
from storage.introductions.rules import LIVE, TOGETHER, Shared, Side, Stand
from storage.introductions.tables import Introduction
from storage.partners.rules import PartnerKind
from storage.partners.tables import Partner


@dataclass(frozen=True)
class Seen:
    """An introduction as one of its sides may see it.

    their_name: only of a partner on the public list, before both have said yes. theirs: what the
    other side chose to show, None until both have said yes. text: the words of the idea, for the
    other side, where they are shown. talks: whether words can go from one side to the other.
    """

    id: int
    side: Side
    stand: Stand
    case_number: int
    about: str
    partner: int | None
    kind: PartnerKind | None
    their_name: str | None
    of_an_idea: bool
    """Whether the other side is the citizen of an idea like this one."""
    expires_at: datetime
    answered: bool
    mine: Shared | None
    theirs: Shared | None
    text: str | None
    talks: bool
    went: bool | None


async def seen(tx: Transaction, person_id: int, id: int) -> Seen | None:
    """One introduction, for somebody who stands on one of its sides and has been asked."""
    row = await introduction(tx, id)
    side = await side_of(tx, row, person_id) if row else None
    if row is None or side is None:
        return None
    both = await sides(tx, id)
    own, across = both[side], both[side.across]
    if own.told_at is None and own.answered_at is None:
        return None
    stand = Stand(row.state)
    partner = await tx.session.get(Partner, row.partner) if row.partner else None
    theirs = shown(stand, across)
    return Seen(
        id=row.id,
        side=side,
        stand=stand,
        case_number=row.case_number,
        about=row.about,
        partner=row.partner,
        kind=PartnerKind(partner.kind) if partner and side is Side.IDEA else None,
        their_name=_name_for(side, stand, partner),
        of_an_idea=row.other_case is not None,
        expires_at=row.expires_at,
        answered=own.answered_at is not None,
        mine=shared(own) if own.person_id == person_id else None,
        theirs=theirs,
        text=await _text(tx, row) if theirs and theirs.text and side is Side.OTHER else None,
        talks=stand in LIVE and own.told_at is not None and across.told_at is not None,
        went=own.went,
    )


async def of_case_for(tx: Transaction, person_id: int, number: int) -> Sequence[Seen]:
    """The introductions that somebody takes part in for a case of theirs, oldest first."""
    if not possible(number):
        return []
    found = await tx.session.scalars(rows_of_case(number).where(Introduction.state.in_([*LIVE])))
    theirs = [await seen(tx, person_id, row.id) for row in found.all()]
    return [each for each in theirs if each is not None]


def _name_for(side: Side, stand: Stand, partner: Partner | None) -> str | None:
    if partner is None or side is Side.OTHER:
        return None
    return None if unlisted(partner) and stand not in TOGETHER else partner.name


async def _text(tx: Transaction, row: Introduction) -> str | None:
    return await tx.session.scalar(select(Idea.text).where(Idea.number == row.case_number))
