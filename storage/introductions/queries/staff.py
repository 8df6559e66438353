"""Introductions as the desk sees them: of contact data no more than the two sides do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from storage.cases.rules import possible
from storage.cases.tables import Case
from storage.database import Transaction
from storage.introductions.queries.parts import introduction, listeners, rows_of_case, shown, sides
from storage.introductions.rules import LIVE, OPEN, Shared, Side, Stand
from storage.introductions.tables import Introduction
from storage.partners.rules import PartnerKind
from storage.partners.tables import Partner
from storage.people.queries import Colleague

PAGE = 50


@dataclass(frozen=True)
class Overseen:
    """An introduction as the desk sees it. Of contact data it sees no more than the two sides do.

    told: the sides that have been asked. unreachable: those that nobody here can be asked for, so
    that staff ask them otherwise.
    """

    row: Introduction
    stand: Stand
    name: str | None
    kind: PartnerKind | None
    idea: Shared | None
    other: Shared | None
    told: tuple[Side, ...] = ()
    unreachable: tuple[Side, ...] = ()


async def of_case(tx: Transaction, by: Colleague, number: int) -> Sequence[Overseen]:
    """All introductions of a case, oldest first. That staff ask is what a `Colleague` proves."""
    return await of_case_for_group(tx, number)


async def of_case_for_group(tx: Transaction, number: int) -> Sequence[Overseen]:
    """The same, as all of the staff look at the case together."""
    if not possible(number):
        return []
    found = await tx.session.execute(
        rows_of_case(number)
        .add_columns(Partner)
        .outerjoin(Partner, Partner.number == Introduction.partner)
    )
    return [await _overseen(tx, row, partner) for row, partner in found.all()]


async def all_of_them(
    tx: Transaction, by: Colleague, page: int = 1
) -> Sequence[tuple[Overseen, str | None]]:
    """Every introduction with its idea's title, the open ones first, whoever waits longest on top.
    One more than a page holds, when there are more. Nothing that a side chose to show is read.
    """
    found = await tx.session.execute(
        select(Introduction, Partner, Case.title)
        .join(Case, Case.number == Introduction.case_number)
        .outerjoin(Partner, Partner.number == Introduction.partner)
        .order_by(Introduction.state.not_in(OPEN), Introduction.changed_at, Introduction.id)
        .offset((page - 1) * PAGE)
        .limit(PAGE + 1)
    )
    return [(_known(row, partner), title) for row, partner, title in found]


def _known(row: Introduction, partner: Partner | None) -> Overseen:
    """An introduction without what its sides say."""
    kind = PartnerKind(partner.kind) if partner else None
    name = partner.name if partner and kind is not PartnerKind.CITIZEN else None
    return Overseen(row, Stand(row.state), name, kind, None, None)


async def overseen(tx: Transaction, by: Colleague, id: int) -> Overseen | None:
    """One introduction for staff."""
    row = await introduction(tx, id)
    if row is None:
        return None
    partner = await tx.session.get(Partner, row.partner) if row.partner else None
    return await _overseen(tx, row, partner)


async def _overseen(tx: Transaction, row: Introduction, partner: Partner | None) -> Overseen:
    stand, both = Stand(row.state), await sides(tx, row.id)
    unreachable = [
        side
        for side in Side
        if stand in LIVE and both[side].yes is None and not await listeners(tx, row, side)
    ]
    return Overseen(
        row,
        stand,
        partner.name if partner and partner.kind != PartnerKind.CITIZEN else None,
        PartnerKind(partner.kind) if partner else None,
        shown(stand, both[Side.IDEA]),
        shown(stand, both[Side.OTHER]),
        tuple(side for side in Side if both[side].told_at is not None),
        tuple(unreachable),
    )
