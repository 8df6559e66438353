"""What is over is ended: one sweep for each declared period, each in a transaction of its own.

A rehearsal is the very same sweeps, rolled back: what it tells is what would go. Sends nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, and_, cast, delete, exists, literal, or_, select, update

from storage.agreements.actions import forget_agreements
from storage.agreements.rules import FORGOTTEN
from storage.cases import queries as cases
from storage.cases.actions import purge_code_tries
from storage.cases.rules import CaseKind, local_day
from storage.cases.tables import Case, Reader
from storage.database import Database, Transaction
from storage.introductions.actions import forget_old
from storage.introductions.tables import Introduction
from storage.joining.actions import forget_links
from storage.library.tables import Change
from storage.mail.actions import forget_asked, forget_unconfirmed
from storage.partners.actions import forget_contact_links, forget_contacts
from storage.partners.tables import Contact, Partner
from storage.people.actions import forget_silences
from storage.people.rules import Channel
from storage.people.tables import Address, Person, Staff, StaffEvent
from storage.privacy.actions.cases import forget_case
from storage.privacy.actions.own import remove
from storage.privacy.actions.quotes import blank_lines, blank_quotes, words_of
from storage.privacy.actions.warn import is_over, warn
from storage.privacy.queries.holds import is_held
from storage.privacy.rules import (
    AGREEMENT,
    DAY,
    DRAFT,
    HOLD,
    HOUR,
    IDEA,
    INTRODUCTION,
    LETTER,
    MAIL,
    PARTNER,
    PERSON,
    SENT,
    SILENCE,
    STAFF,
    TALK,
    VOLUNTEER,
    Period,
)
from storage.privacy.tables import DataLink, Hold, Keeping
from storage.silences.tables import Silence
from storage.talk import actions as talk
from storage.talk.rules import AT_TELEGRAM, OPEN, PRIVATE
from storage.talk.tables import DeadLetter, Due, Line, Talk

MOST = 100
"""So many cases or people are ended in one transaction; the rest follow in the next."""


def _ends(period: Period, now: datetime) -> datetime:
    """What began before this is over."""
    if period.lasts is None:
        raise ValueError(period.name)
    return period.lasts.before(now)


async def _lines(tx: Transaction, now: datetime) -> int:
    """Lines whose case was closed long ago; those of no case, when their person has none either."""
    old = _ends(TALK, now)
    lives = or_(Case.closed_at.is_(None), Case.closed_at > old, is_held(Case.number))
    of_case = exists().where(
        or_(
            Case.number == Line.case_number,
            Talk.place == literal("case:") + cast(Case.number, String),
        ),
        lives,
    )
    reads = exists().where(Reader.case_number == Case.number, Reader.person_id == Talk.person_id)
    of_person = exists().where(
        Talk.place == PRIVATE, or_(Case.author == Talk.person_id, reads), lives
    )
    still = and_(Talk.id == Line.talk_id, or_(of_case, and_(Line.case_number.is_(None), of_person)))
    gone = await tx.connection.execute(
        delete(Line).where(Line.at <= old, ~exists(select(Talk.id).where(still)))
    )
    return gone.rowcount


async def _ideas(tx: Transaction, now: datetime) -> int:
    """Ideas are parted from their people, some at a time."""
    found = await tx.session.scalars(
        select(Case.number)
        .outerjoin(Keeping, Keeping.case_number == Case.number)
        .where(is_over(now))
        .order_by(Case.number)
        .limit(MOST)
    )
    return await _parted(tx, found.all(), now)


async def _parted(tx: Transaction, numbers: Sequence[int], now: datetime) -> int:
    """Part cases from their people; how many."""
    for number in numbers:
        case = await cases.locked(tx, number)
        if case is None:
            continue
        author = case.author or 0
        quoted = await words_of(tx, case, author, own=True)
        await forget_case(tx, case, now, readers=True)
        await blank_quotes(tx, quoted, author, now)
    return len(numbers)


async def _volunteers(tx: Transaction, now: datetime) -> int:
    """Who stopped helping long ago, some at a time; that somebody had a role stays."""
    old = and_(Case.kind == CaseKind.VOLUNTEER, Case.closed_at <= _ends(VOLUNTEER, now))
    found = await tx.session.scalars(
        select(Case.number)
        .where(old, Case.author.is_not(None), ~is_held(Case.number))
        .order_by(Case.number)
        .limit(MOST)
    )
    return await _parted(tx, found.all(), now)


async def _introductions(tx: Transaction, now: datetime) -> int:
    """Introductions that have rested, with what was shown in them; some at a time."""
    kept = is_held(Introduction.case_number)
    count, shown = await forget_old(tx, _ends(INTRODUCTION, now), kept, MOST)
    await blank_lines(tx, shown, now)
    return count


async def _partners(tx: Transaction, now: datetime) -> int:
    """Partners that were refused or left long ago, some at a time."""
    found = await tx.session.scalars(
        select(Case.number)
        .join(Partner, Partner.number == Case.number)
        .where(
            Case.kind == CaseKind.PARTNER,
            Case.closed_at <= _ends(PARTNER, now),
            Partner.name != "",
            ~is_held(Case.number),
        )
        .order_by(Case.number)
        .limit(MOST)
    )
    return await _parted(tx, found.all(), now)


async def _agreements(tx: Transaction, now: datetime) -> int:
    """What was agreed, or never came to it, long after its end; some at a time."""
    found = await tx.session.scalars(
        select(Case.number)
        .where(
            Case.kind == CaseKind.AGREEMENT,
            Case.closed_at <= _ends(AGREEMENT, now),
            Case.shown_state != FORGOTTEN,
            ~is_held(Case.number),
        )
        .order_by(Case.number)
        .limit(MOST)
        .with_for_update()
    )
    numbers = found.all()
    await forget_agreements(tx, numbers)
    return len(numbers)


async def _contacts(tx: Transaction, now: datetime) -> int:
    """Contact persons who went long ago, and links that work no more."""
    await forget_contact_links(tx, now)
    old = Contact.ended_at <= _ends(PARTNER, now)
    return await forget_contacts(tx, old & ~is_held(Contact.partner))


async def _addresses(tx: Transaction, now: datetime) -> int:
    """Where people come from, when it opens nothing any more. Who left a chat may come back to it
    until its time is over.
    """
    silent = PERSON.named["telegram"].before(now)
    talks = exists().where(Talk.person_id == Address.person_id, Talk.updated_at > silent)
    ended = and_(Address.ended_at <= now - timedelta(days=1), Address.channel != Channel.TELEGRAM)
    outlived = and_(Address.expires_at <= now, or_(Address.channel != Channel.TELEGRAM, ~talks))
    gone = await tx.connection.execute(delete(Address).where(or_(ended, outlived)))
    return gone.rowcount


async def _people(tx: Transaction, now: datetime) -> int:
    """People who have no way to come here, no case, no partner and no work here, some at a time."""
    letter = and_(DeadLetter.talk_id == Talk.id, DeadLetter.state.in_(OPEN))
    found = await tx.session.scalars(
        select(Person.id)
        .where(
            Person.created_at <= now - timedelta(days=1),
            ~exists().where(Address.person_id == Person.id),
            ~exists().where(Case.author == Person.id),
            ~exists().where(Reader.person_id == Person.id),
            ~exists().where(Contact.person_id == Person.id),
            ~exists().where(Staff.person_id == Person.id),
            ~exists(select(Talk.id).where(Talk.person_id == Person.id, exists().where(letter))),
        )
        .order_by(Person.id)
        .limit(MOST)
    )
    numbers = found.all()
    for person_id in numbers:
        await remove(tx, person_id)
    return len(numbers)


async def _too_late(tx: Transaction, now: datetime) -> int:
    """What Telegram was to be asked for, where nobody asked it."""
    gone = await tx.connection.execute(
        delete(Due).where(Due.kind.in_(AT_TELEGRAM), Due.at <= _ends(SENT, now))
    )
    return gone.rowcount


async def _links(tx: Transaction, now: datetime) -> int:
    """Links of all kinds that work no more."""
    gone = await tx.connection.execute(delete(DataLink).where(DataLink.expires_at <= now))
    return gone.rowcount + await forget_links(tx, now)


async def _silences(tx: Transaction, now: datetime) -> int:
    """Why somebody was silenced; whose time is over speaks as everybody does, at once."""
    await forget_silences(tx, now)
    old = _ends(SILENCE, now)
    over = or_(Silence.ended_at <= old, Silence.until <= local_day(old))
    gone = await tx.connection.execute(delete(Silence).where(over, ~is_held(Silence.case_number)))
    return gone.rowcount


async def _colleagues(tx: Transaction, now: datetime) -> int:
    """The names of those who left long ago."""
    gone = await tx.connection.execute(
        update(Staff)
        .where(Staff.removed_at <= _ends(STAFF, now), Staff.name != "")
        .values(name="", mail=None, away_from=None, away_until=None)
    )
    return gone.rowcount


async def _desk_audit(tx: Transaction, now: datetime) -> int:
    gone = await tx.connection.execute(delete(StaffEvent).where(StaffEvent.at <= _ends(STAFF, now)))
    return gone.rowcount


async def _changes(tx: Transaction, now: datetime) -> int:
    """What the library changed stands; who changed it is forgotten."""
    gone = await tx.connection.execute(
        update(Change)
        .where(Change.at <= _ends(STAFF, now), Change.by_name != "")
        .values(by_name="")
    )
    return gone.rowcount


async def _holds(tx: Transaction, now: datetime) -> int:
    gone = await tx.connection.execute(delete(Hold).where(Hold.lifted_at <= _ends(HOLD, now)))
    return gone.rowcount


async def _warnings(tx: Transaction, now: datetime) -> int:
    return len(await warn(tx, now, MOST))


@dataclass(frozen=True, eq=False)
class Sweep:
    """What one period ends in one go. what: its name in reports, `purged.<what>`. most: how many
    it ends in one transaction, where that is limited.
    """

    period: Period
    what: str
    run: Callable[[Transaction, datetime], Awaitable[int]]
    most: int | None = None


SWEEPS = (
    Sweep(DRAFT, "drafts", talk.purge_drafts),
    Sweep(DRAFT, "files", talk.purge_orphan_files),
    Sweep(TALK, "lines", _lines),
    Sweep(IDEA, "ideas", _ideas, MOST),
    Sweep(VOLUNTEER, "volunteers", _volunteers, MOST),
    Sweep(INTRODUCTION, "introductions", _introductions, MOST),
    Sweep(PARTNER, "partners", _partners, MOST),
    Sweep(PARTNER, "contacts", _contacts),
    Sweep(AGREEMENT, "agreements", _agreements, MOST),
    Sweep(PERSON, "addresses", _addresses),
    Sweep(PERSON, "people", _people, MOST),
    Sweep(SENT, "sent", talk.purge_outgoing, talk.BATCH),
    Sweep(SENT, "due", _too_late),
    Sweep(SENT, "links", _links),
    Sweep(LETTER, "letters", talk.purge_letters),
    Sweep(MAIL, "mailboxes", forget_unconfirmed),
    Sweep(DAY, "asked", forget_asked),
    Sweep(HOUR, "tries", purge_code_tries),
    Sweep(SILENCE, "silences", _silences),
    Sweep(STAFF, "colleagues", _colleagues),
    Sweep(STAFF, "desk_audit", _desk_audit),
    Sweep(STAFF, "changes", _changes),
    Sweep(HOLD, "holds", _holds),
)
"""Every period that the database holds is here, and nothing else is."""

_WARNINGS = Sweep(IDEA, "warned", _warnings, MOST)

Report = dict[Sweep, int]
"""How many of each went."""


async def purge(database: Database, now: datetime) -> Report:
    """End all that is over, in short transactions."""
    report: Report = {}
    for sweep in SWEEPS:
        while True:
            async with database.transaction() as tx:
                ended = await sweep.run(tx, now)
            report[sweep] = report.get(sweep, 0) + ended
            if sweep.most is None or ended < sweep.most:
                break
    return report


class _Rehearsed(Exception):
    """The rehearsal is over; nothing of it may stay."""


async def rehearse(database: Database, now: datetime) -> Report:
    """What would go now, and who would be warned: all of it done, counted, and rolled back."""
    report: Report = {}
    try:
        async with database.transaction() as tx:
            for sweep in (_WARNINGS, *SWEEPS):
                report[sweep] = 0
                while ended := await sweep.run(tx, now):
                    report[sweep] += ended
                    if sweep.most is None or ended < sweep.most:
                        break
            raise _Rehearsed  # noqa: TRY301 - what was done is undone by this
    except _Rehearsed:
        return report
