"""What is forgotten of introductions: with a person, with a case, and when their time is over.

Which lines of others showed it is found by the marks that every such line carries (`MARKS`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, delete, func, or_, select, update

from storage.database import Transaction
from storage.introductions.actions.held import hold
from storage.introductions.rules import OPEN, Act, NotThere, Stand
from storage.introductions.tables import Introduced, Introduction
from storage.talk.tables import Line, Talk

MARKS = ("/hils {id}", "/skriv {id}")
"""Every line that tells one side something of the other has a button with one of these values."""

Shown = dict[int, list[int]]
"""By talk, the numbers of lines."""


async def forget_introduced(
    tx: Transaction, person_id: int, held: Sequence[int], now: datetime
) -> Shown:
    """Erase somebody from introductions: nobody meets them any more, and nothing of theirs is
    shown. Returns the lines in which others read it, which the caller blanks. `held`: cases that
    must stay.
    """
    begun = (Introduction.by == person_id) & Introduction.by_name.is_(None)
    theirs = (Introduced.person_id == person_id) | begun
    found = await tx.session.scalars(
        select(Introduction.id)
        .join(Introduced, Introduced.introduction == Introduction.id)
        .where(theirs, Introduction.case_number.not_in(held))
        .order_by(Introduction.id)
        .distinct()
    )
    ids = found.all()
    for id in ids:
        await _end(tx, id, now)
    of_these = Introduced.introduction.in_(ids)
    await tx.connection.execute(
        update(Introduced)
        .where(of_these, Introduced.person_id == person_id)
        .values(person_id=None, name=None, phone=None, mail=None)
    )
    await tx.connection.execute(
        update(Introduction).where(Introduction.id.in_(ids), begun).values(by=None, about="")
    )
    return await _shown(tx, ids, but=person_id)


async def _end(tx: Transaction, id: int, now: datetime) -> None:
    try:
        held = await hold(tx, id)
    except NotThere:
        return
    if held.row.state in OPEN:
        held.move(Act.LET_GO, now)
    else:
        held.row.state = Stand.ENDED
    await tx.session.flush()


async def forget_of_case(tx: Transaction, number: int) -> Shown:
    """Delete the introductions of a case (an idea or a partner) that is parted from its people.
    Returns the lines that told of them.
    """
    which = or_(
        Introduction.case_number == number,
        Introduction.other_case == number,
        Introduction.partner == number,
    )
    ids = (await tx.session.scalars(select(Introduction.id).where(which))).all()
    shown = await _shown(tx, ids)
    await _delete(tx, ids)
    return shown


async def forget_old(
    tx: Transaction, before: datetime, kept: ColumnElement[bool], most: int
) -> tuple[int, Shown]:
    """Delete introductions that ended before a moment, except those of cases that are `kept`;
    returns how many, and the lines that told of them.
    """
    found = await tx.session.scalars(
        select(Introduction.id)
        .where(Introduction.changed_at <= before, ~kept)
        .order_by(Introduction.id)
        .limit(most)
    )
    ids = found.all()
    shown = await _shown(tx, ids)
    await _delete(tx, ids)
    return len(ids), shown


async def _delete(tx: Transaction, ids: Sequence[int]) -> None:
    await tx.flush()
    for gone in (
        delete(Introduced).where(Introduced.introduction.in_(ids)),
        delete(Introduction).where(Introduction.id.in_(ids)),
    ):
        await tx.connection.execute(gone)


async def _shown(tx: Transaction, ids: Sequence[int], but: int | None = None) -> Shown:
    """The lines that told somebody of one of these, in all talks but one person's."""
    if not ids:
        return {}
    since = select(func.min(Introduction.begun_at)).where(Introduction.id.in_(ids))
    marks = [f'"{mark.format(id=id)}"' for id in ids for mark in MARKS]
    named = or_(*(cast(Line.buttons, String).contains(mark) for mark in marks))
    wanted = (
        select(Line.talk_id, Line.seq)
        .join(Talk, Talk.id == Line.talk_id)
        .where(Line.at >= since.scalar_subquery(), named)
    )
    if but is not None:
        wanted = wanted.where(Talk.person_id != but)
    shown: Shown = {}
    for talk_id, seq in await tx.connection.execute(wanted):
        shown.setdefault(talk_id, []).append(seq)
    return shown
