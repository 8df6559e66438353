"""What is due of an introduction: the question, the kind end, "have you begun?", and the lesson.

The tick holds the lock on the due row, and calls this in the transaction that commits it.
"""

from __future__ import annotations

from datetime import datetime

from handlers.conversation.texts import Texts
from handlers.conversation.values import Button, Message
from handlers.introductions.telling import ask_sides, hils, tell_colleague, tell_side
from handlers.library import Library
from storage.database import Transaction
from storage.introductions.actions import ask, ask_how, expire, learn_lesson, let_go
from storage.introductions.rules import Side, Step
from storage.talk.actions import done
from storage.talk.tables import Due


async def tell_met(
    tx: Transaction, due: Due, texts: Texts, library: Library, now: datetime
) -> None:
    """Do one step of an introduction whose time has come."""
    step = Step(due.payload["step"])
    await done(tx, due)
    if step is Step.LEARN:
        await learn_lesson(tx, due.payload, now)
        return
    id = due.payload["introduction"]
    if step is Step.TELL:
        await _ask(tx, id, texts, library, now)
    elif step is Step.EXPIRE:
        await _expire(tx, id, texts, now)
    elif step is Step.GONE:
        await _gone(tx, id, Side(due.payload["side"]), texts, now)
    else:
        await _ask_how(tx, id, texts, now)


async def _ask(tx: Transaction, id: int, texts: Texts, library: Library, now: datetime) -> None:
    asked = await ask(tx, id, now)
    if asked is None:
        return
    row = asked.held.row
    await ask_sides(tx, row, asked.sides, texts, library, now)
    if asked.unreachable:
        await tell_colleague(tx, row, "unreachable", texts, now)


async def _expire(tx: Transaction, id: int, texts: Texts, now: datetime) -> None:
    held = await expire(tx, id, now)
    if held is None:
        return
    over = Message("introduction.expired", {"about": held.row.about}, (hils(id),))
    for side in Side:
        if held.sides[side].told_at is not None:
            await tell_side(tx, held.row, side, over, texts, now)
    await tell_colleague(tx, held.row, "expired", texts, now)


async def _gone(tx: Transaction, id: int, side: Side, texts: Texts, now: datetime) -> None:
    """One side is not there any more; the other hears it, if it had been asked."""
    held = await let_go(tx, id, now)
    if held is None or held.sides[side].told_at is None:
        return
    message = Message("introduction.ended", {"about": held.row.about}, (hils(id),))
    await tell_side(tx, held.row, side, message, texts, now)


async def _ask_how(tx: Transaction, id: int, texts: Texts, now: datetime) -> None:
    held = await ask_how(tx, id)
    if held is None:
        return
    began = Button(f"/gik {id} ja", "introduction.began")
    not_yet = Button(f"/gik {id} nej", "introduction.not_yet")
    how = Message("introduction.how", {"about": held.row.about}, (began, not_yet, hils(id)))
    for side in Side:
        await tell_side(tx, held.row, side, how, texts, now)
