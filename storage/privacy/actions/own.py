"""Deletes what belongs to a person besides cases: what they said, sent and left unfinished, and
their addresses. Must not touch what is under a hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, delete, or_, select, update

from storage.agreements.actions import forget_person
from storage.care.tables import LiveTalk
from storage.cases.tables import CodeTry, Event, Reader
from storage.database import Transaction
from storage.ideas.tables import Support
from storage.introductions.actions import forget_introduced
from storage.introductions.tables import Introduced, Introduction
from storage.joining.tables import JoinLink
from storage.mail.tables import MailAsk, Mailbox
from storage.partners.actions import forget_contacts
from storage.partners.tables import Contact
from storage.people.rules import Channel
from storage.people.tables import Address, Person
from storage.privacy.actions.quotes import blank_lines
from storage.privacy.actions.topics import unsay_own
from storage.privacy.holdings import own_chats, own_talks
from storage.privacy.tables import DataLink
from storage.silences.tables import Silence
from storage.talk.rules import PRIVATE
from storage.talk.tables import Chat, DeadLetter, Draft, File, Line, Outgoing, Talk


async def forget_own(
    tx: Transaction, person_id: int, held: Sequence[int], now: datetime, *, spoken: bool
) -> int | None:
    """Delete what a person said, sent and left unfinished; returns the version of their talk after
    that.

    spoken: they have just spoken in it, so its version rises by itself.
    """
    await _forget_what_reaches(tx, person_id)
    await blank_lines(tx, await forget_introduced(tx, person_id, held, now), now)
    await tx.connection.execute(
        delete(File).where(
            File.person_id == person_id,
            or_(File.case_number.is_(None), File.case_number.not_in(held)),
        )
    )
    for table in (Reader, LiveTalk):
        await tx.connection.execute(
            delete(table).where(table.person_id == person_id, table.case_number.not_in(held))
        )
    await forget_person(tx, person_id, held)
    await forget_contacts(tx, and_(Contact.person_id == person_id, Contact.partner.not_in(held)))
    await tx.connection.execute(
        update(Event)
        .where(Event.by == person_id, Event.by_name.is_(None), Event.case_number.not_in(held))
        .values(by=None)
    )
    private = await tx.session.scalar(
        select(Talk)
        .where(Talk.person_id == person_id, Talk.place == PRIVATE)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return None if private is None else await _forget_talk(tx, private, held, now, spoken=spoken)


async def _forget_talk(
    tx: Transaction, talk: Talk, held: Sequence[int], now: datetime, *, spoken: bool
) -> int:
    await unsay_own(tx, talk.person_id, talk.id, now)
    kept = Line.case_number.in_(held)
    for table in (Draft, DeadLetter, Outgoing):
        await tx.connection.execute(delete(table).where(table.talk_id == talk.id))
    await tx.connection.execute(
        delete(Line).where(Line.talk_id == talk.id, or_(Line.case_number.is_(None), ~kept))
    )
    if not spoken:
        talk.flow = talk.step = None
        talk.answers, talk.tail = {}, ""
        talk.version += 1
    await tx.session.flush()
    return talk.version + (1 if spoken else 0)


async def _forget_what_reaches(tx: Transaction, person_id: int) -> None:
    """Delete their mailboxes, links and support for ideas, and the counts kept about them."""
    boxes = Address.channel == Channel.MAIL
    for gone in (
        delete(Address).where(Address.person_id == person_id, boxes),
        delete(Mailbox).where(Mailbox.person_id == person_id),
        delete(MailAsk).where(MailAsk.person_id == person_id),
        delete(CodeTry).where(CodeTry.person_id == person_id),
        delete(DataLink).where(DataLink.person_id == person_id),
        delete(Support).where(Support.person_id == person_id),
        delete(JoinLink).where(
            or_(JoinLink.person_id == person_id, JoinLink.taker_id == person_id)
        ),
    ):
        await tx.connection.execute(gone)


async def forget_part(tx: Transaction, person_id: int, number: int) -> None:
    """Take a case from a person who only read it or spoke for it."""
    for table in (Reader, LiveTalk):
        await tx.connection.execute(
            delete(table).where(table.person_id == person_id, table.case_number == number)
        )
    await forget_contacts(tx, and_(Contact.person_id == person_id, Contact.partner == number))


async def forget_lines(tx: Transaction, person_id: int, number: int) -> None:
    """Delete what a person said and was told about one case."""
    await tx.connection.execute(
        delete(Line).where(Line.talk_id.in_(own_talks(person_id)), Line.case_number == number)
    )


async def remove(tx: Transaction, person_id: int) -> None:
    """Delete a person who has neither a case nor work here, with their talks and addresses.

    Raises Conflict when somebody gives them something at the same moment.
    """
    await tx.flush()
    talks = own_talks(person_id)
    await _forget_what_reaches(tx, person_id)
    await forget_person(tx, person_id, ())
    await forget_contacts(tx, Contact.person_id == person_id)
    for gone in (
        delete(Outgoing).where(Outgoing.talk_id.in_(talks)),
        delete(DeadLetter).where(DeadLetter.talk_id.in_(talks)),
        delete(Draft).where(Draft.talk_id.in_(talks)),
        delete(Line).where(Line.talk_id.in_(talks)),
        delete(Talk).where(Talk.person_id == person_id),
        delete(File).where(File.person_id == person_id),
        delete(Reader).where(Reader.person_id == person_id),
        delete(LiveTalk).where(LiveTalk.person_id == person_id),
        delete(Silence).where(Silence.person_id == person_id),
        update(Event).where(Event.by == person_id).values(by=None),
        update(Introduction).where(Introduction.by == person_id).values(by=None),
        update(Introduced)
        .where(Introduced.person_id == person_id)
        .values(person_id=None, name=None, phone=None, mail=None),
        delete(Chat).where(
            Chat.channel == Channel.TELEGRAM, Chat.address.in_(own_chats(person_id))
        ),
        delete(Address).where(Address.person_id == person_id),
        delete(Person).where(Person.id == person_id),
    ):
        await tx.connection.execute(gone)
