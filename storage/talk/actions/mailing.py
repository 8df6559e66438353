"""What goes to a mailbox, and what follows when it takes nothing.

What a mail says is made when it is sent; the row only knows the line that it is about.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.database import Transaction
from storage.mail import actions as mail
from storage.people.rules import Channel
from storage.talk.actions.later import plan
from storage.talk.actions.outbox import put
from storage.talk.rules import DueKind
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


async def returned(tx: Transaction, address: str, now: datetime) -> None:
    """A mailbox takes no mail: end it, and let its person be told once."""
    if await mail.give_up(tx, int(address), now):
        await plan(tx, DueKind.RETURNED, now, {"mailbox": int(address)})
