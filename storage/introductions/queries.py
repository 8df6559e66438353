"""Reads of introductions. Writes nothing.

What one side chose to show leaves here only when both have said yes: `_shown` is the one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from storage.cases.rules import possible
from storage.cases.tables import Event
from storage.database import Transaction
from storage.ideas.tables import Idea, Support
from storage.introductions.rules import LIVE, TOGETHER, Shared, Side, Stand
from storage.introductions.tables import Introduced, Introduction
from storage.partners.rules import Openness, PartnerKind
from storage.partners.tables import Contact, Partner
from storage.people.queries import Colleague
from storage.people.rules import AgeBand
from storage.people.tables import Person


@dataclass(frozen=True)
class Listener:
    """Somebody of one side, and the case of theirs through which they hear of it."""

    person_id: int
    language: str
    case: int | None


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
    expires_at: datetime
    answered: bool
    mine: Shared | None
    theirs: Shared | None
    text: str | None
    talks: bool
    went: bool | None


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


@dataclass(frozen=True)
class Asked:
    """The other sides of what goes on for a case: partners, cases and persons, by their numbers."""

    partners: frozenset[int]
    cases: frozenset[int]
    people: frozenset[int]


def speaks_for(person_id: int) -> ColumnElement[bool]:
    """Whether the selected partner is spoken for by this person."""
    return exists().where(
        Contact.partner == Partner.number,
        Contact.person_id == person_id,
        Contact.ended_at.is_(None),
    )


def unlisted(partner: Partner) -> bool:
    """Whether nobody may read who it is before both sides have said yes; such are asked first."""
    return partner.kind == PartnerKind.CITIZEN or not partner.listed


async def side_of(tx: Transaction, row: Introduction, person_id: int) -> Side | None:
    """On which side somebody stands; None for everybody else."""
    found = await tx.session.scalars(
        select(Introduced.side).where(
            Introduced.introduction == row.id, Introduced.person_id == person_id
        )
    )
    if (side := found.first()) is not None:
        return Side(side)
    if row.partner is None:
        return None
    speaks = select(Partner.number).where(Partner.number == row.partner, speaks_for(person_id))
    return Side.OTHER if await tx.session.scalar(speaks) is not None else None


async def introduction(tx: Transaction, id: int) -> Introduction | None:
    """The bare row, for whoever tells its sides something: nothing that one of them shows."""
    return await tx.session.get(Introduction, id) if possible(id) else None


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
    theirs = _shown(stand, across)
    return Seen(
        id=row.id,
        side=side,
        stand=stand,
        case_number=row.case_number,
        about=row.about,
        partner=row.partner,
        kind=PartnerKind(partner.kind) if partner and side is Side.IDEA else None,
        their_name=_name_for(side, stand, partner),
        expires_at=row.expires_at,
        answered=own.answered_at is not None,
        mine=_shared(own) if own.person_id == person_id else None,
        theirs=theirs,
        text=await _text(tx, row) if theirs and theirs.text and side is Side.OTHER else None,
        talks=stand in LIVE and own.told_at is not None and across.told_at is not None,
        went=own.went,
    )


async def sides(tx: Transaction, id: int) -> dict[Side, Introduced]:
    """Both sides of an introduction, as they stand now."""
    rows = await tx.session.scalars(
        select(Introduced)
        .where(Introduced.introduction == id)
        .execution_options(populate_existing=True)
    )
    return {Side(row.side): row for row in rows}


async def of_case_for(tx: Transaction, person_id: int, number: int) -> Sequence[Seen]:
    """The introductions that somebody takes part in for a case of theirs, oldest first."""
    if not possible(number):
        return []
    found = await tx.session.scalars(_of_case(number).where(Introduction.state.in_([*LIVE])))
    shown = [await seen(tx, person_id, row.id) for row in found.all()]
    return [each for each in shown if each is not None]


async def of_case(tx: Transaction, by: Colleague, number: int) -> Sequence[Overseen]:
    """All introductions of a case, oldest first. That staff ask is what a `Colleague` proves."""
    return await of_case_for_group(tx, number)


async def of_case_for_group(tx: Transaction, number: int) -> Sequence[Overseen]:
    """The same, as all of the staff look at the case together."""
    if not possible(number):
        return []
    found = await tx.session.execute(
        _of_case(number)
        .add_columns(Partner)
        .outerjoin(Partner, Partner.number == Introduction.partner)
    )
    return [await _overseen(tx, row, partner) for row, partner in found.all()]


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
        _shown(stand, both[Side.IDEA]),
        _shown(stand, both[Side.OTHER]),
        tuple(side for side in Side if both[side].told_at is not None),
        tuple(unreachable),
    )


async def asked_for(tx: Transaction, number: int) -> Asked:
    """Who is asked for a case already, in one statement."""
    rows = await tx.connection.execute(
        _of_case(number)
        .with_only_columns(
            Introduction.partner,
            Introduction.case_number,
            Introduction.other_case,
            Introduced.person_id,
        )
        .join(
            Introduced,
            and_(Introduced.introduction == Introduction.id, Introduced.side == Side.OTHER),
        )
        .where(Introduction.state.in_([*LIVE]))
    )
    found = rows.all()
    return Asked(
        frozenset(row.partner for row in found if row.partner),
        frozenset(n for row in found for n in (row.case_number, row.other_case) if n),
        frozenset(row.person_id for row in found if row.person_id),
    )


async def between(
    tx: Transaction, number: int, *, partner: int | None, person_id: int | None
) -> int | None:
    """The introduction that goes on between a case and somebody, if there is one."""
    across = and_(
        Introduced.introduction == Introduction.id,
        Introduced.side == Side.OTHER,
        Introduced.person_id == person_id,
    )
    same = Introduction.partner == partner if partner else exists().where(across)
    return await tx.session.scalar(
        _of_case(number)
        .with_only_columns(Introduction.id)
        .where(Introduction.state.in_([*LIVE]), same)
        .limit(1)
    )


async def listeners(tx: Transaction, row: Introduction, side: Side) -> Sequence[Listener]:
    """Who is told on one side: its person, or all contact persons of a partner that can be reached
    here; nobody where a colleague speaks for it. A child is introduced to nobody by itself.
    """
    own = (await sides(tx, row.id))[side]
    if own.colleague is not None:
        return []
    wanted = select(Person.id, Person.language).where(Person.age != AgeBand.UNDER_15)
    if side is Side.OTHER and row.partner is not None:
        contacts = select(Contact.person_id).where(
            Contact.partner == row.partner, Contact.ended_at.is_(None)
        )
        wanted = wanted.where(Person.id.in_(contacts))
    else:
        wanted = wanted.where(Person.id == own.person_id)
    rows = await tx.session.execute(wanted.order_by(Person.id))
    return [Listener(id, language, _through(row, side)) for id, language in rows]


def _through(row: Introduction, side: Side) -> int | None:
    return row.case_number if side is Side.IDEA else row.partner or row.other_case


async def contact_of(tx: Transaction, person_id: int, partner: int | None) -> Contact | None:
    """What somebody has told of themselves as a contact person of a partner: for them alone."""
    if partner is None:
        return None
    return await tx.session.scalar(
        select(Contact)
        .where(
            Contact.partner == partner,
            Contact.person_id == person_id,
            Contact.ended_at.is_(None),
        )
        .limit(1)
    )


async def openly_known(tx: Transaction, numbers: Sequence[int]) -> frozenset[int]:
    """Those of some partners whose names are for everybody, and whom citizens may ask: somebody of
    theirs can be reached here.
    """
    reached = exists().where(
        Contact.partner == Partner.number,
        Contact.person_id.is_not(None),
        Contact.ended_at.is_(None),
    )
    found = await tx.session.scalars(
        select(Partner).where(
            Partner.number.in_(numbers), Partner.openness == Openness.ANYONE, reached
        )
    )
    return frozenset(one.number for one in found if not unlisted(one))


async def wanting_too(tx: Transaction, number: int, now: datetime, most: int) -> Sequence[int]:
    """Those who said that they want an idea too and can be asked, the first of them first."""
    rows = await tx.session.scalars(
        select(Support.person_id)
        .join(Person, Person.id == Support.person_id)
        .where(
            Support.case_number == number,
            Person.age != AgeBand.UNDER_15,
            or_(Person.silenced_until.is_(None), Person.silenced_until <= now),
        )
        .order_by(Support.person_id)
        .limit(most)
    )
    return rows.all()


async def may_be_asked(tx: Transaction, person_id: int | None, now: datetime) -> bool:
    """Whether somebody can be introduced by themselves: no child, nobody who is silenced."""
    found = await tx.session.get(Person, person_id) if person_id is not None else None
    silenced = found is not None and found.silenced_until is not None and found.silenced_until > now
    return found is not None and found.age != AgeBand.UNDER_15 and not silenced


def _of_case(number: int) -> Select[Introduction]:
    """The introductions of a case; what came with a yes that was taken back never was."""
    undone = exists().where(Event.id == Introduction.event_id, Event.undone_at.is_not(None))
    return (
        select(Introduction)
        .where(or_(Introduction.case_number == number, Introduction.other_case == number), ~undone)
        .order_by(Introduction.id)
    )


def _shown(stand: Stand, side: Introduced) -> Shared | None:
    """What a side shows to others: nothing before both have said yes."""
    return _shared(side) if stand in TOGETHER else None


def _shared(side: Introduced) -> Shared | None:
    return Shared(side.name, side.phone, side.mail, side.text) if side.name else None


def _name_for(side: Side, stand: Stand, partner: Partner | None) -> str | None:
    if partner is None or side is Side.OTHER:
        return None
    return None if unlisted(partner) and stand not in TOGETHER else partner.name


async def _text(tx: Transaction, row: Introduction) -> str | None:
    return await tx.session.scalar(select(Idea.text).where(Idea.number == row.case_number))
