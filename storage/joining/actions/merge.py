"""Two people become one when the maker of the link says yes: one transaction, one line of audit.

The person of the page or the desk stays, because open pages hold the numbers of its lines;
everything of the other one becomes theirs. Rows are locked in the usual order (cases, people,
talks). If somebody else was faster, that is noticed and everything is done again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select, update

from storage.agreements.actions import hand_over_words
from storage.care import actions as care
from storage.cases.actions.audit import Entry, record
from storage.cases.rules import CaseAct
from storage.cases.tables import Case, Event, Reader
from storage.database import Conflict, Transaction
from storage.ideas.actions import hand_over_wishes
from storage.introductions import actions as introductions
from storage.joining.actions.links import check
from storage.joining.actions.talks import Standing, stands_at, unite_talks
from storage.joining.tables import JoinLink
from storage.mail import actions as mail
from storage.partners import actions as partners
from storage.people import actions as people
from storage.people import queries as colleagues
from storage.people.rules import AgeBand, Channel, Language, StaffAct
from storage.people.tables import Address, Person
from storage.shifts import actions as shifts
from storage.silences.tables import Silence
from storage.talk.tables import File


@dataclass(frozen=True)
class Joined:
    """The person from now on, and the state of the conversation at the place of the yes."""

    person_id: int
    language: Language
    age: AgeBand
    stands: Standing


async def join(
    tx: Transaction, link: JoinLink, place: str, before: tuple[int, int], now: datetime
) -> Joined:
    """The maker's yes: join the two ends of a link that was taken and is locked.

    `before`: number and version of the talk in which the yes was said, as they were read. Raises
    NotJoined, and Conflict when somebody spoke in that talk meanwhile.
    """
    await check(tx, link, link.taker_id, now)
    side, ends = Channel(link.side), (link.person_id, link.taker_id or 0)
    stays, goes = reversed(ends) if side is Channel.TELEGRAM else ends
    await _lock_cases(tx, stays, goes)
    person = await _become_one(tx, stays, goes)
    await _hand_over(tx, stays, goes, now)
    await unite_talks(tx, stays, goes, before, now)
    if side is Channel.DESK:
        by = await colleagues.colleague(tx, stays)
        await people.record(tx, StaffAct.CONNECTED, now, by=by)
    await tx.connection.execute(delete(JoinLink).where(_names(goes) | _names(stays)))
    await tx.connection.execute(delete(Person).where(Person.id == goes))
    stands = await stands_at(tx, stays, place)
    return Joined(stays, Language(person.language), AgeBand(person.age), stands)


async def _lock_cases(tx: Transaction, stays: int, goes: int) -> None:
    await tx.connection.execute(
        select(Case.number)
        .where(Case.author.in_([stays, goes]))
        .order_by(Case.number)
        .with_for_update()
    )


async def _become_one(tx: Transaction, stays: int, goes: int) -> Person:
    """Both people, locked. What is not known of the one who stays is taken from the other."""
    await tx.flush()
    found = await tx.session.scalars(
        select(Person)
        .where(Person.id.in_([stays, goes]))
        .order_by(Person.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    people_of = {row.id: row for row in found}
    if len(people_of) < 2:
        raise Conflict
    one, other = people_of[stays], people_of[goes]
    if one.age == AgeBand.UNKNOWN:
        one.age = other.age
    silenced = [until for until in (one.silenced_until, other.silenced_until) if until]
    one.silenced_until = max(silenced, default=None)
    if other.notice_version > one.notice_version:
        one.notice_version, one.notice_at = other.notice_version, other.notice_at
    await tx.session.flush()
    return one


async def _hand_over(tx: Transaction, stays: int, goes: int, now: datetime) -> None:
    """Let everything that names the one who goes, except talks, name the one who stays."""
    for moved in (
        update(Address).where(Address.person_id == goes).values(person_id=stays),
        update(File).where(File.person_id == goes).values(person_id=stays),
        update(Event).where(Event.by == goes).values(by=stays),
        update(Silence).where(Silence.person_id == goes).values(person_id=stays),
    ):
        await tx.connection.execute(moved)
    own = await tx.session.scalars(
        select(Case)
        .where(Case.author == goes)
        .order_by(Case.number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    for case in own.all():
        case.author = stays
        entry = Entry(CaseAct.CONNECT, case.state, by=stays, fields=("author",))
        await record(tx, case, entry, now)
    await _hand_over_reading(tx, stays, goes)
    await partners.hand_over(tx, stays, goes)
    await care.hand_over(tx, stays, goes, now)
    await hand_over_words(tx, stays, goes)
    await hand_over_wishes(tx, stays, goes)
    await introductions.hand_over(tx, stays, goes)
    await mail.hand_over(tx, stays, goes, now)
    await shifts.hand_over(tx, stays, now)


async def _hand_over_reading(tx: Transaction, stays: int, goes: int) -> None:
    """Move the cases opened by a code: each once, and none that is their own case."""
    known = select(Reader.case_number).where(Reader.person_id == stays)
    doubled = or_(
        Reader.case_number.in_(known),
        Reader.case_number.in_(select(Case.number).where(Case.author == stays)),
    )
    for changed in (
        delete(Reader).where(Reader.person_id == goes, doubled),
        update(Reader).where(Reader.person_id == goes).values(person_id=stays),
    ):
        await tx.connection.execute(changed)


def _names(person_id: int) -> ColumnElement[bool]:
    return or_(JoinLink.person_id == person_id, JoinLink.taker_id == person_id)
