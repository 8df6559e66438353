"""What goes to a mailbox, and what follows when it takes nothing.

What a mail says is made when it is sent; the row only knows the line that it is about.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.database import Transaction
from storage.mail import actions as mail
from storage.mail.rules import staff_box, staff_of
from storage.people.rules import DESK_LASTS, Channel
from storage.people.tables import Address
from storage.talk.actions.later import plan
from storage.talk.actions.outbox import put
from storage.talk.rules import DESK, DueKind
from storage.talk.tables import Talk


async def ask_by_mail(
    tx: Transaction, talk_id: int, person_id: int, address: str, now: datetime
) -> None:
    """Ask whoever has an address whether somebody may be told there. Raises as `mail.ask`."""
    asking = await mail.ask(tx, person_id, address, now)
    said = await tx.connection.execute(select(Talk.last_seq + 1).where(Talk.id == talk_id))
    line = said.scalar_one()  # in which it is asked for, once it is kept
    await put(
        tx,
        Channel.MAIL,
        str(asking.mailbox_id),
        talk_id,
        line,
        line,
        now,
        not_before=asking.send_at,
        key=f"mail:{asking.mailbox_id}",
    )


async def alert_by_mail(
    tx: Transaction, person_id: int, line: int, number: int, now: datetime
) -> None:
    """Tell a colleague by mail, at once, that somebody needs looking after. `line` is the line that
    told them at the desk. The mail holds only a number and a link.
    """
    box = staff_box(person_id)
    lives = {"seen_at": now, "expires_at": now + DESK_LASTS, "ended_at": None}
    row = {"channel": Channel.MAIL, "address": box, "person_id": person_id}
    await tx.connection.execute(
        tx.insert(Address).on_conflict_do_update(index_elements=["channel", "address"], set_=lives),
        {**row, **lives, "since": now, "shared": False},
    )
    desk = select(Talk.id).where(Talk.person_id == person_id, Talk.place == DESK)
    talk_id = (await tx.connection.execute(desk)).scalar_one()
    key = f"alert:{person_id}:{number}"
    await put(tx, Channel.MAIL, box, talk_id, line, line, now, key=key)


async def returned(tx: Transaction, address: str, now: datetime) -> None:
    """A mailbox refuses mail: end it, and tell its person once. A colleague's address is kept."""
    if staff_of(address) is not None:
        return
    if await mail.give_up(tx, int(address), now):
        await plan(tx, DueKind.RETURNED, now, {"mailbox": int(address)})
