"""Messages that could not be handled or not be sent: kept, tried again, put away.

Only coordinators see them, because they may hold anybody's words.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from storage.database import Transaction
from storage.people.actions import record
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role, StaffAct
from storage.talk.actions.outbox import send_again
from storage.talk.rules import LETTER_LASTS, OPEN, Asked, Fate, Sending
from storage.talk.tables import DeadLetter, Outgoing


async def bury(
    tx: Transaction,
    talk_id: int,
    client_id: str,
    said: dict[str, Any],
    asked: Asked,
    error: str,
    now: datetime,
) -> int:
    """Keep a message that failed three times for a person to look at; its reference number."""
    row = DeadLetter(
        talk_id=talk_id,
        client_id=client_id,
        said=said,
        asked=asked.line,
        question=asked.question,
        error=error[:200],
        at=now,
    )
    tx.session.add(row)
    await tx.session.flush()
    return row.number


async def want_again(tx: Transaction, by: Colleague, number: int, now: datetime) -> bool:
    """Ask for a dead letter to be tried again; the clock does it. False when it does not wait (any
    more), because a colleague was faster. Raises NotAllowed.
    """
    wanted = {"state": Fate.AGAIN, "wanted_by": by.person_id}
    return await _see_to(tx, by, number, wanted, StaffAct.RETRIED, now)


async def put_away(tx: Transaction, by: Colleague, number: int, now: datetime) -> bool:
    """Nothing more is done about a dead letter. False when somebody has seen to it already.

    Raises NotAllowed.
    """
    settled = {"state": Fate.PUT_AWAY, "settled_at": now}
    return await _see_to(tx, by, number, settled, StaffAct.PUT_AWAY, now)


async def _see_to(
    tx: Transaction,
    by: Colleague,
    number: int,
    values: dict[str, object],
    act: StaffAct,
    now: datetime,
) -> bool:
    _expect_coordinator(by)
    found = await tx.connection.execute(
        update(DeadLetter)
        .where(DeadLetter.number == number, DeadLetter.state == Fate.WAITING)
        .values(**values)
    )
    if not found.rowcount:
        return False
    await record(tx, act, now, by=by, what=str(number))
    return True


async def handled(tx: Transaction, letter: DeadLetter, now: datetime) -> None:
    """A dead letter was handled after all, in the transaction that did it."""
    letter.state = Fate.HANDLED
    letter.tries += 1
    letter.settled_at = now


async def still_dead(tx: Transaction, number: int, error: str | None) -> None:
    """It failed again with this error, or could not be tried (None)."""
    values: dict[str, object] = {"state": Fate.WAITING}
    if error is not None:
        values |= {"error": error[:200], "tries": DeadLetter.tries + 1}
    await tx.connection.execute(
        update(DeadLetter)
        .where(DeadLetter.number == number, DeadLetter.state == Fate.AGAIN)
        .values(**values)
    )


async def want_sent_again(tx: Transaction, by: Colleague, id: int, now: datetime) -> bool:
    """Let a message that was given up be sent after all; False when it is not given up (any more).

    Raises NotAllowed.
    """
    _expect_coordinator(by)
    if not await send_again(tx, id, now):
        return False
    await record(tx, StaffAct.SENT_AGAIN, now, by=by, what=str(id))
    return True


async def give_up_sending(tx: Transaction, by: Colleague, id: int, now: datetime) -> bool:
    """Nothing more is done about a message that could not be sent. Raises NotAllowed."""
    _expect_coordinator(by)
    dropped = await tx.connection.execute(
        update(Outgoing)
        .where(Outgoing.id == id, Outgoing.state == Sending.DEAD)
        .values(state=Sending.UNWANTED, settled_at=now)
    )
    if not dropped.rowcount:
        return False
    await record(tx, StaffAct.GAVE_UP, now, by=by, what=str(id))
    return True


def _expect_coordinator(by: Colleague) -> None:
    if not by.may(Role.COORDINATOR):
        raise NotAllowed


async def purge_letters(tx: Transaction, now: datetime) -> int:
    """Forget dead letters that were seen to 30 days ago."""
    gone = await tx.connection.execute(
        delete(DeadLetter).where(
            DeadLetter.state.not_in(OPEN), DeadLetter.settled_at <= now - LETTER_LASTS
        )
    )
    return gone.rowcount
