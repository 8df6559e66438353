"""What is put into the outbox, and what is taken out of it again without being sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Update,
    and_,
    delete,
    insert,
    literal,
    null,
    select,
    text,
    update,
)

from storage.database import Transaction
from storage.mail.queries import told_at
from storage.people.actions import arrive
from storage.people.rules import GROUP_LASTS, Channel, Language
from storage.people.tables import Address, Staff
from storage.talk.actions.lines import Words, add_line
from storage.talk.pace import ON_THE_PAGE, SENT_LASTS, awake, is_group
from storage.talk.queries.outbox import chat_now
from storage.talk.queries.waiting import OWN_PLACE, WAITING
from storage.talk.rules import PRIVATE, Priority, Sending
from storage.talk.tables import Chat, Outgoing

TOLD = (Channel.TELEGRAM,)
"""The channels on which news goes out as it is; a mail only says that there is some."""

BATCH = 500
"""So many rows are forgotten in one transaction."""


async def put(  # noqa: PLR0913 - a row has so many columns
    tx: Transaction,
    channel: Channel,
    address: str,
    talk_id: int,
    first: int,
    last: int,
    now: datetime,
    *,
    priority: Priority = Priority.REPLY,
    not_before: datetime | None = None,
    thread: int | None = None,
    key: str | None = None,
) -> bool:
    """Put lines of a talk on their way to a chat. Does nothing and returns False while a message
    with the same key waits.

    Whoever holds the talk's row puts its lines in their order; the sender keeps that order.
    Messages that an answer must wait for in its chat become as urgent as the answer.
    """
    if is_group(address):
        address = await chat_now(tx, channel, address)
    added = await tx.connection.execute(
        tx.insert(Outgoing)
        .on_conflict_do_nothing(index_elements=["key"], index_where=text("state = 'waiting'"))
        .returning(Outgoing.id),
        {
            "channel": channel,
            "address": address,
            "thread": thread,
            "talk_id": talk_id,
            "first": first,
            "last": last,
            "priority": priority,
            "not_before": not_before or now,
            "key": key,
            "made_at": now,
        },
    )
    if added.one_or_none() is None:
        return False
    if priority is Priority.REPLY:
        await tx.connection.execute(
            _waiting_for(channel, address)
            .where(Outgoing.priority > priority, Outgoing.not_before <= now)
            .values(priority=priority)
        )
    return True


def _waiting_for(channel: Channel, address: str) -> Update:
    """An update of all messages that wait for a chat."""
    return update(Outgoing).where(
        Outgoing.channel == channel, Outgoing.address == address, Outgoing.state == WAITING
    )


async def tell(  # noqa: PLR0913 - news has so many sides
    tx: Transaction,
    person_id: int,
    words: Words,
    now: datetime,
    *,
    place: str = PRIVATE,
    at_once: bool = False,
    useful_until: datetime | None = None,
    about: str | None = None,
) -> int:
    """Say something to somebody who did not just speak; the line's number in their talk.

    It also goes to each chat of theirs, where that is the talk they are in there: a citizen's
    private one, the desk for staff. Not at night, unless `at_once`; not at all when it could not
    go before it was overtaken: by time (`useful_until`), or by the end of what it is `about`
    (`overtaken`).
    """
    talk_id, seq = await add_line(tx, person_id, words, now, place=place)
    await send_on(
        tx,
        person_id,
        talk_id,
        seq,
        seq,
        now,
        place=place,
        at_once=at_once,
        useful_until=useful_until,
        about=about,
    )
    if words.case_number is not None and place == PRIVATE:
        await _mail(tx, person_id, words.case_number, (talk_id, seq), now, at_once=at_once)
    return seq


async def tell_group(tx: Transaction, address: str, words: Words, now: datetime) -> None:
    """Say something to all who are in a group, in a talk of the group's own. Not at night."""
    person_id = await tx.connection.scalar(
        select(Address.person_id).where(
            Address.channel == Channel.TELEGRAM, Address.address == address
        )
    )
    if person_id is None:
        person_id = await arrive(
            tx, Channel.TELEGRAM, address, now, language=Language.DA, lasts=GROUP_LASTS
        )
    talk_id, seq = await add_line(tx, person_id, words, now, place=PRIVATE)
    await put(
        tx,
        Channel.TELEGRAM,
        address,
        talk_id,
        seq,
        seq,
        now,
        priority=Priority.NOTICE,
        not_before=awake(now),
    )


async def send_on(  # noqa: PLR0913 - a row has so many columns
    tx: Transaction,
    person_id: int,
    talk_id: int,
    first: int,
    last: int,
    now: datetime,
    *,
    place: str,
    at_once: bool = False,
    useful_until: datetime | None = None,
    about: str | None = None,
) -> None:
    """Send lines that stand in a talk already to each chat in which their person has that talk.

    Not at night, unless `at_once`; `useful_until` and `about` as in `tell`.
    """
    line: dict[str, object] = {
        "talk_id": talk_id,
        "first": first,
        "last": last,
        "priority": Priority.NOTICE,
        "about": about,
    }
    times = {
        "not_before": now if at_once else awake(now),
        "useful_until": useful_until,
        "made_at": now,
    }
    chats = (
        select(
            Address.channel,
            Address.address,
            *map(literal, line.values()),
            *(literal(at, Outgoing.made_at.type) for at in times.values()),
        )
        .outerjoin(Staff, and_(Staff.person_id == Address.person_id, Staff.removed_at.is_(None)))
        .where(
            Address.person_id == person_id,
            Address.channel.in_(TOLD),
            Address.ended_at.is_(None),
            Address.expires_at > now,
            literal(place) == OWN_PLACE,
        )
        .order_by(Address.id)
    )
    await tx.connection.execute(
        insert(Outgoing).from_select(["channel", "address", *line, *times], chats)
    )


async def _mail(
    tx: Transaction,
    person_id: int,
    number: int,
    line: tuple[int, int],
    now: datetime,
    *,
    at_once: bool,
) -> None:
    """Tell somebody's mailbox that there is news of a case, unless a mail that says so waits
    already.

    It goes a little later: who is still on the page reads the news there.
    """
    talk_id, seq = line
    soon = now + ON_THE_PAGE
    mailbox_id = await told_at(tx, person_id)
    if mailbox_id is not None:
        await put(
            tx,
            Channel.MAIL,
            str(mailbox_id),
            talk_id,
            seq,
            seq,
            now,
            priority=Priority.NOTICE,
            not_before=soon if at_once else awake(soon),
            key=f"mail:{mailbox_id}:{number}",
        )


async def unwanted(tx: Transaction, channel: Channel, address: str, now: datetime) -> int:
    """Drop what waits for a chat whose person has left; returns how many messages that were."""
    return await _strike(tx, now, Outgoing.channel == channel, Outgoing.address == address)


async def overtaken(tx: Transaction, about: str, now: datetime) -> int:
    """Drop what waits and is about something that has ended or changed; returns how many messages
    that were. The lines stay in their talks.
    """
    return await _strike(tx, now, Outgoing.about == about)


async def _strike(tx: Transaction, now: datetime, *which: ColumnElement[bool]) -> int:
    gone = await tx.connection.execute(
        update(Outgoing)
        .where(*which, Outgoing.state == WAITING)
        .values(state=Sending.UNWANTED, settled_at=now, claimed_until=null())
    )
    return gone.rowcount


async def move_chat(tx: Transaction, channel: Channel, old: str, new: str, now: datetime) -> None:
    """A group was made larger and has a new number: what waits goes there, and all that comes."""
    await tx.connection.execute(
        update(Outgoing)
        .where(Outgoing.channel == channel, Outgoing.address == old, Outgoing.state == WAITING)
        .values(address=new)
    )
    await tx.connection.execute(
        update(Chat).where(Chat.channel == channel, Chat.moved_to == old).values(moved_to=new)
    )
    await tx.connection.execute(
        tx.insert(Chat).on_conflict_do_update(
            index_elements=["channel", "address"], set_={"moved_to": new}
        ),
        {"channel": channel, "address": old, "next_at": now, "moved_to": new},
    )


async def send_again(tx: Transaction, id: int, now: datetime) -> bool:
    """Let a message that was given up be tried anew, however late it is: whoever asks has read it.
    False when it is not given up (any more).
    """
    revived = await tx.connection.execute(
        update(Outgoing)
        .where(Outgoing.id == id, Outgoing.state == Sending.DEAD)
        .values(
            state=Sending.WAITING,
            attempts=0,
            not_before=now,
            useful_until=null(),
            last_error=null(),
            settled_at=null(),
            key=null(),
        )
    )
    return bool(revived.rowcount)


async def purge_outgoing(tx: Transaction, now: datetime) -> int:
    """Forget what was sent, or not wanted, a week ago, and the pace of chats that are quiet.

    At most 500 messages: whoever calls goes on until fewer are forgotten.
    """
    old = (
        select(Outgoing.id)
        .where(
            Outgoing.state.in_([Sending.SENT, Sending.UNWANTED]),
            Outgoing.settled_at <= now - SENT_LASTS,
        )
        .order_by(Outgoing.id)
        .limit(BATCH)
    )
    gone = await tx.connection.execute(delete(Outgoing).where(Outgoing.id.in_(old)))
    await tx.connection.execute(
        delete(Chat).where(Chat.next_at <= now - timedelta(days=1), Chat.moved_to.is_(None))
    )
    return gone.rowcount
