"""The register as staff, as a partner itself, and as everybody may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from storage.cases.folding import fold
from storage.cases.rules import CaseKind, possible
from storage.cases.tables import Case, Reader
from storage.database import Transaction
from storage.partners.queries.contacts import contacts_of, speaks_for
from storage.partners.rules import PartnerKind, PartnerState
from storage.partners.tables import Contact, Partner
from storage.people.queries import Colleague

PAGE = 50


@dataclass(frozen=True)
class Known:
    """A partner, its case and its contact persons. Only for staff and for the partner itself."""

    case: Case
    partner: Partner
    contacts: Sequence[Contact] = ()

    @property
    def state(self) -> PartnerState:
        """Its state."""
        return PartnerState(self.case.state)

    @property
    def shown(self) -> PartnerState:
        """The state that it has been told of."""
        return PartnerState(self.case.shown_state)

    @property
    def kind(self) -> PartnerKind:
        """Its kind."""
        return PartnerKind(self.partner.kind)


@dataclass(frozen=True)
class Public:
    """What everybody may see of a partner that said yes to being listed."""

    number: int
    kind: PartnerKind
    name: str
    does: str
    gives: str | None
    together: str | None
    branches: tuple[str, ...]


def _both() -> Select[Case, Partner]:
    return (
        select(Case, Partner)
        .join(Partner, Partner.number == Case.number)
        .where(Case.kind == CaseKind.PARTNER)
        .execution_options(populate_existing=True)
    )


async def _all(tx: Transaction, wanted: Select[Case, Partner]) -> list[Known]:
    return [Known(case, partner) for case, partner in await tx.session.execute(wanted)]


async def partner(tx: Transaction, number: int) -> Known | None:
    """A partner as staff see it, in two statements. The caller has checked who asks."""
    if not possible(number):
        return None
    found = (await tx.session.execute(_both().where(Case.number == number))).one_or_none()
    if found is None:
        return None
    return Known(found[0], found[1], await contacts_of(tx, number))


async def partner_for(tx: Transaction, person_id: int, number: int) -> Known | None:
    """A partner for somebody who speaks for it; None for everybody else."""
    return await partner(tx, number) if await speaks_for(tx, person_id, number) else None


async def partners_of(tx: Transaction, person_id: int) -> Sequence[Known]:
    """The partners that somebody speaks for, the newest first, without contact persons."""
    speaks = (
        select(Contact.partner)
        .where(Contact.person_id == person_id, Contact.ended_at.is_(None))
        .union(select(Reader.case_number).where(Reader.person_id == person_id))
    )
    return await _all(tx, _both().where(Case.number.in_(speaks)).order_by(Case.number.desc()))


async def waiting(tx: Transaction, by: Colleague) -> Sequence[Known]:
    """The partners that wait for a yes or a no, the oldest promise first."""
    wanted = _both().where(Case.state == PartnerState.WAITING)
    return await _all(tx, wanted.order_by(Case.promised_on, Case.number).limit(PAGE))


async def hidden_until_seen(tx: Transaction, by: Colleague) -> Sequence[Known]:
    """The partners that are off the public list after a change of their own, until a colleague
    looks.
    """
    changed = (Case.state == PartnerState.ACTIVE, Case.unread, Partner.listed)
    return await _all(tx, _both().where(*changed).order_by(Case.changed_at).limit(PAGE))


async def counts(tx: Transaction) -> dict[PartnerState, int]:
    """How many partners stand in each state."""
    rows = await tx.connection.execute(
        select(Case.state, func.count()).where(Case.kind == CaseKind.PARTNER).group_by(Case.state)
    )
    found = {PartnerState(state): n for state, n in rows}
    return {state: found.get(state, 0) for state in PartnerState}


async def register_rows(
    tx: Transaction,
    by: Colleague,
    *,
    state: PartnerState | None = None,
    kind: PartnerKind | None = None,
    words: str = "",
    page: int = 1,
    most: int | None = PAGE,
) -> Sequence[Known]:
    """The register for staff, by name: partners in a state, of a kind, that contain some words."""
    wanted = _both().order_by(func.lower(Partner.name), Partner.number)
    if state is not None:
        wanted = wanted.where(Case.state == state)
    if kind is not None:
        wanted = wanted.where(Partner.kind == kind)
    if words.strip():
        wanted = wanted.where(_found(words))
    if most is not None:
        wanted = wanted.offset((page - 1) * most).limit(most)
    return await _all(tx, wanted)


def _found(words: str) -> ColumnElement[bool]:
    """Matches partners that contain all the words, or have this number."""
    typed = words.strip().lstrip("#")
    number = int(typed) if typed.isdecimal() and possible(int(typed)) else 0
    return or_(and_(*(_holds(word) for word in fold(words).split())), Partner.number == number)


def _holds(word: str) -> ColumnElement[bool]:
    columns = (Partner.name, Partner.does, Partner.gives, Partner.audience)
    return or_(*(_plain(c).contains(word, autoescape=True) for c in columns))


def _plain(column: Any) -> ColumnElement[str]:
    """A column in lower case, with the Danish letters written as `fold` writes them."""
    small = func.lower(column)
    for danish, plain in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        small = func.replace(small, danish, plain)
    return small


async def kinds_of(tx: Transaction, numbers: Sequence[int]) -> dict[int, PartnerKind]:
    """The kinds of some partners, by number."""
    wanted = select(Partner.number, Partner.kind).where(Partner.number.in_(numbers))
    return {row.number: PartnerKind(row.kind) for row in await tx.connection.execute(wanted)}


async def listed(tx: Transaction, page: int = 1) -> Sequence[Public]:
    """The public list: active partners that agreed to it, by name. Never a single citizen, nor a
    partner with a change of its own that no colleague has seen yet. One more than a page holds,
    when there are more.
    """
    rows = await tx.session.execute(
        select(Partner)
        .join(Case, Case.number == Partner.number)
        .where(
            Case.state == PartnerState.ACTIVE,
            Case.shown_state == PartnerState.ACTIVE,
            Partner.listed,
            ~Case.unread,
            Partner.kind != PartnerKind.CITIZEN,
        )
        .order_by(func.lower(Partner.name), Partner.number)
        .offset((page - 1) * PAGE)
        .limit(PAGE + 1)
    )
    return [_public(row) for row in rows.scalars()]


def _public(row: Partner) -> Public:
    return Public(
        row.number,
        PartnerKind(row.kind),
        row.name,
        row.does,
        row.gives,
        row.together,
        tuple(row.branches),
    )
