"""Parts one case from its people: columns are blanked as their marks say (storage/base.py).

What the library decided stays as its record, under a new code that nobody knows. A case that was
never decided is emptied; only its number is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from sqlalchemy import JSON, Column, Integer, LargeBinary, Table, delete, select, update

from storage.agreements.actions import forget_unagreed
from storage.base import Base
from storage.care.rules import TalkState
from storage.care.tables import LiveTalk
from storage.cases.actions.audit import Entry, record
from storage.cases.rules import CaseAct, CaseKind, first_name, new_code
from storage.cases.tables import Case, Event, Note, Reader
from storage.database import Transaction
from storage.ideas.actions.company import let_go
from storage.ideas.actions.step import searched
from storage.ideas.rules import HearBack, State
from storage.ideas.tables import Idea, Support
from storage.introductions.actions import forget_of_case
from storage.partners.actions import forget_contacts
from storage.partners.tables import Contact, Partner
from storage.people.queries import Colleague
from storage.privacy.actions.quotes import blank_lines
from storage.privacy.actions.topics import forget_news, forget_topic
from storage.privacy.queries.held import decided
from storage.shifts import actions as shifts
from storage.silences import actions as silences
from storage.talk.tables import File
from storage.volunteers import actions as volunteers

DAYS_ALONE = 10
"""When an idea is gone, those merged into it get this many working days as their promise, if the
old one has passed. The library's own number of days is not known here.
"""


async def forget_case(
    tx: Transaction,
    case: Case,
    now: datetime,
    *,
    by: Colleague | None = None,
    readers: bool = False,
) -> bool:
    """Part a locked case from its author, and with `readers` from its readers too.

    Returns whether the idea itself stays. The audit says which fields were blanked, never what they
    held.
    """
    idea = await tx.session.get(Idea, case.number, populate_existing=True)
    stays = bool(
        await tx.session.scalar(select(Case.number).where(Case.number == case.number, decided()))
    )
    partner = await tx.session.get(Partner, case.number, populate_existing=True)
    rows = [row for row in (case, idea, partner) if row]
    fields = sorted({f for row in rows for f in _blank(row, stays=stays)})
    case.code = new_code()
    await volunteers.forget(tx, case, now)
    await shifts.forget(tx, case.number, now)
    if idea is not None:
        idea.hear_back = HearBack.NONE
    if partner is not None:
        partner.listed, partner.changed_at = False, now
    if stays and idea is not None:
        idea.searched = searched(case, idea)
    await forget_news(tx, case.number, now)
    if not stays:
        await let_go(tx, case.number, now, DAYS_ALONE)
        await _empty(tx, case, now)
    await forget_unagreed(tx, case.number)
    await _forget_around(tx, case.number, now, stays=stays, readers=readers)
    await blank_lines(tx, await forget_of_case(tx, case.number), now)
    await forget_topic(tx, case, now)
    name = first_name(by.name) if by else None
    entry = Entry(
        CaseAct.ERASE,
        case.state,
        by=by.person_id if by else None,
        by_name=name,
        fields=tuple(fields),
    )
    await record(tx, case, entry, now)
    return stays


def _blank(row: Base, *, stays: bool) -> Iterator[str]:
    """Blank a row's personal columns as their marks say; yields the names of those that held
    something.
    """
    for column in cast(Table, row.__table__).columns:
        if goes(column, stays=stays):
            if getattr(row, column.name) not in {None, "", blank(column)}:
                yield column.name
            setattr(row, column.name, blank(column))


def goes(column: Column[Any], *, stays: bool) -> bool:
    """Whether a column is blanked. `stays`: the case stays as a record."""
    mark = column.info.get("personal")
    return mark is not None and (
        mark.erasure == "blank" or (mark.erasure == "archive" and not stays)
    )


def blank(column: Column[Any]) -> Any:
    """The empty value of a column."""
    if column.nullable:
        return None
    if isinstance(column.type, JSON):
        return {}
    if isinstance(column.type, Integer):
        return 0
    return b"" if isinstance(column.type, LargeBinary) else ""


async def _empty(tx: Transaction, case: Case, now: datetime) -> None:
    """Close a case of which nothing is left, as if its citizen had withdrawn it."""
    case.title = case.shown_title = None
    if case.closed_at is None:
        talk = case.kind == CaseKind.TALK
        case.state, case.closed_at = (TalkState.ENDED if talk else State.WITHDRAWN), now
    case.shown_state = case.state
    case.promised_on = case.shown_promise = case.parked_until = None
    case.unread = False
    await tx.session.flush()


async def _forget_around(
    tx: Transaction, number: int, now: datetime, *, stays: bool, readers: bool
) -> None:
    """Forget what belongs to a case: notes, files, silences, the words in its audit; with `readers`
    also who opened it.
    """
    of_case = Event.case_number == number
    changes = [
        update(Note).where(Note.case_number == number).values(text=""),
        update(Event).where(of_case, Event.by_name.is_(None)).values(by=None),
        delete(File).where(File.case_number == number),
        delete(LiveTalk).where(LiveTalk.case_number == number),
    ]
    if not stays:
        changes += [
            update(Event).where(of_case).values(public={}, told=False),
            update(Event).where(of_case, Event.previous.is_not(None)).values(previous={}),
            delete(Support).where(Support.case_number == number),
        ]
    if readers:
        changes.append(delete(Reader).where(Reader.case_number == number))
    for change in changes:
        await tx.connection.execute(change)
    await silences.part(tx, number, now)
    await forget_contacts(tx, Contact.partner == number)
