"""The only writers of mail: an address is asked about, confirmed, and stopped.

Must not send anything: the caller queues the mail in the same transaction.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from storage.database import Transaction
from storage.mail import queries
from storage.mail.rules import (
    ADDRESS,
    ADDRESS_LONGEST,
    CONFIRM_LASTS,
    COUNTED,
    MOST_BY_ONE_PERSON,
    MOST_IN_A_BURST,
    MOST_TO_ONE_ADDRESS,
    PAUSE,
    NotAnAddress,
)
from storage.mail.tables import MailAsk, Mailbox
from storage.people.actions import mute
from storage.people.rules import MAIL_LASTS, AgeBand, Channel, NotAllowed, hashed
from storage.people.tables import Address


@dataclass(frozen=True)
class Asking:
    """A confirmation mail to send now: for which mailbox, and from when."""

    mailbox_id: int
    send_at: datetime


class AlreadyConfirmed(Exception):
    """The person is told at this address already; nothing was done."""


class AskedTooOften(Exception):
    """Too many confirmation mails were asked for; nothing was done."""


async def ask(tx: Transaction, person_id: int, mail: str, now: datetime) -> Asking:
    """Keep an address that its owner must still confirm; it replaces one that was waiting.

    A confirmed address stays until the new one is confirmed. A second mail to the same address
    waits a few minutes, whoever asks. Raises NotAnAddress; NotAllowed unless they are known to be
    15; AlreadyConfirmed; AskedTooOften.
    """
    mail = _plain(mail)
    had = await queries.boxes(tx, person_id, now)
    if had.age is not AgeBand.FROM_15:
        raise NotAllowed
    if had.live and had.live.mail == mail:
        raise AlreadyConfirmed
    mark = hashed(mail.lower())
    asked = await queries.asked(tx, person_id, mark, now)
    if (
        asked.for_address >= MOST_TO_ONE_ADDRESS
        or asked.by_person >= MOST_BY_ONE_PERSON
        or asked.in_a_burst >= MOST_IN_A_BURST
    ):
        raise AskedTooOften
    tx.session.add(MailAsk(at=now, person_id=person_id, mark=mark))
    mailbox_id = await _pending(tx, person_id, mail, now)
    return Asking(mailbox_id, max(now, asked.last_at + PAUSE) if asked.last_at else now)


def _plain(mail: str) -> str:
    """The address as it is kept: the domain in small letters."""
    mail = mail.strip()
    if len(mail) > ADDRESS_LONGEST or not re.fullmatch(ADDRESS, mail):
        raise NotAnAddress
    local, _, house = mail.rpartition("@")
    return f"{local}@{house.lower()}"


async def _pending(tx: Transaction, person_id: int, mail: str, now: datetime) -> int:
    """The mailbox that waits to be confirmed; the same one as before for the same address."""
    waiting = await tx.session.scalar(
        select(Mailbox).where(
            Mailbox.person_id == person_id,
            Mailbox.confirmed_at.is_(None),
            Mailbox.ended_at.is_(None),
        )
    )
    if waiting is not None and waiting.mail != mail:
        await _end(tx, waiting, now)
        waiting = None
    if waiting is None:
        name = secrets.token_urlsafe(12)
        waiting = Mailbox(person_id=person_id, mail=mail, name=name, asked_at=now)
        tx.session.add(waiting)
    waiting.asked_at = now
    await tx.session.flush()
    await _send_to(tx, waiting, now, CONFIRM_LASTS)
    return waiting.id


async def _send_to(tx: Transaction, mailbox: Mailbox, now: datetime, lasts: timedelta) -> None:
    """Allow sending to a mailbox until `lasts` from now."""
    until = {"seen_at": now, "expires_at": now + lasts, "ended_at": None}
    row = {"channel": Channel.MAIL, "address": str(mailbox.id), "person_id": mailbox.person_id}
    await tx.connection.execute(
        tx.insert(Address).on_conflict_do_update(index_elements=["channel", "address"], set_=until),
        {**row, **until, "since": now, "shared": False},
    )


async def confirm(tx: Transaction, name: str, now: datetime) -> bool | None:
    """The reader of the mail confirms: from now on they are told there, and at no other address.

    False when it was confirmed before, None when the link has ended or is too old.
    """
    found = await _locked(tx, name)
    if found is None or found.ended_at is not None:
        return None
    if found.confirmed_at is not None:
        return False
    if found.asked_at <= now - CONFIRM_LASTS:
        return None
    former = await tx.session.scalars(
        select(Mailbox)
        .where(
            Mailbox.person_id == found.person_id,
            Mailbox.confirmed_at.is_not(None),
            Mailbox.ended_at.is_(None),
        )
        .with_for_update()
    )
    for each in former:
        await _end(tx, each, now)
    found.confirmed_at = now
    await tx.session.flush()
    await _send_to(tx, found, now, MAIL_LASTS)
    return True


async def stop(tx: Transaction, name: str, now: datetime) -> None:
    """The reader of a mail stops it. An ended or unknown mailbox stays as it is."""
    found = await _locked(tx, name)
    if found is not None:
        await _end(tx, found, now)


async def stop_for(tx: Transaction, person_id: int, now: datetime) -> bool:
    """Stop mail to all addresses of a person; False when there was none."""
    rows = await tx.session.scalars(
        select(Mailbox)
        .where(Mailbox.person_id == person_id, Mailbox.ended_at.is_(None))
        .order_by(Mailbox.id)
        .with_for_update()
    )
    found = rows.all()
    for each in found:
        await _end(tx, each, now)
    return bool(found)


async def give_up(tx: Transaction, mailbox_id: int, now: datetime) -> bool:
    """Stop an address that takes no mail, so that its person can be told. False if it had ended."""
    found = await tx.session.get(Mailbox, mailbox_id, with_for_update=True, populate_existing=True)
    if found is None or found.ended_at is not None:
        return False
    await _put_away(tx, found, now)
    return True


async def hand_over(tx: Transaction, stays: int, goes: int, now: datetime) -> None:
    """Two people become one: the address confirmed last stays, and of unconfirmed ones the one
    given last.
    """
    rows = await tx.session.scalars(
        select(Mailbox)
        .where(Mailbox.person_id.in_([stays, goes]), Mailbox.ended_at.is_(None))
        .order_by(Mailbox.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    kept: dict[bool, Mailbox] = {}
    for each in sorted(rows.all(), key=lambda one: (one.confirmed_at or one.asked_at, one.id)):
        former = kept.get(each.confirmed_at is not None)
        if former is not None:
            await _end(tx, former, now)
        kept[each.confirmed_at is not None] = each
    for table in (Mailbox, MailAsk):
        await tx.connection.execute(
            update(table).where(table.person_id == goes).values(person_id=stays)
        )


async def _locked(tx: Transaction, name: str) -> Mailbox | None:
    return await tx.session.scalar(
        select(Mailbox)
        .where(Mailbox.name == name)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def _end(tx: Transaction, mailbox: Mailbox, now: datetime) -> None:
    """End a mailbox. Of an address that was never confirmed, nothing is kept."""
    if mailbox.confirmed_at is None:
        await tx.session.delete(mailbox)
        await tx.session.flush()
        await tx.connection.execute(
            delete(Address).where(
                Address.channel == Channel.MAIL, Address.address == str(mailbox.id)
            )
        )
    elif mailbox.ended_at is None:
        await _put_away(tx, mailbox, now)


async def _put_away(tx: Transaction, mailbox: Mailbox, now: datetime) -> None:
    mailbox.ended_at, mailbox.mail = now, None
    await tx.session.flush()
    await mute(tx, Channel.MAIL, str(mailbox.id), now)


async def forget_unconfirmed(tx: Transaction, now: datetime) -> int:
    """Forget addresses that nobody confirmed in time; how many."""
    old = await tx.session.scalars(
        select(Mailbox).where(
            Mailbox.confirmed_at.is_(None), Mailbox.asked_at <= now - CONFIRM_LASTS
        )
    )
    gone = old.all()
    for mailbox in gone:
        await _end(tx, mailbox, now)
    return len(gone)


async def forget_asked(tx: Transaction, now: datetime) -> int:
    """Forget requests for mails that no longer count; how many."""
    gone = await tx.connection.execute(delete(MailAsk).where(MailAsk.at <= now - COUNTED))
    return gone.rowcount
