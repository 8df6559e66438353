"""What becomes due about an introduction: the question, its end, "have you begun?", and the lesson.

The tick holds the lock on the due row, and calls this in the transaction that commits it.
"""

from __future__ import annotations

from handlers.conversation.values import Button, Message, Occasion
from handlers.introductions.telling import ask_sides, hils, tell_colleague, tell_side
from storage.introductions.actions import ask, ask_how, expire, learn_lesson, let_go
from storage.introductions.rules import Side, Step
from storage.talk.actions import done
from storage.talk.tables import Due


async def tell_met(occasion: Occasion, due: Due) -> None:
    """Do the step of an introduction that is due."""
    step = Step(due.payload["step"])
    await done(occasion.tx, due)
    if step is Step.LEARN:
        await learn_lesson(occasion.tx, due.payload, occasion.now)
        return
    id = due.payload["introduction"]
    if step is Step.TELL:
        await _ask(occasion, id)
    elif step is Step.EXPIRE:
        await _expire(occasion, id)
    elif step is Step.GONE:
        await _gone(occasion, id, Side(due.payload["side"]))
    else:
        await _ask_how(occasion, id)


async def _ask(occasion: Occasion, id: int) -> None:
    asked = await ask(occasion.tx, id, occasion.now)
    if asked is None:
        return
    row = asked.held.row
    await ask_sides(occasion, row, asked.sides)
    if asked.unreachable:
        await tell_colleague(occasion, row, "unreachable")


async def _expire(occasion: Occasion, id: int) -> None:
    held = await expire(occasion.tx, id, occasion.now)
    if held is None:
        return
    over = Message("introduction.expired", {"about": held.row.about}, (hils(id),))
    for side in Side:
        if held.sides[side].told_at is not None:
            await tell_side(occasion, held.row, side, over)
    await tell_colleague(occasion, held.row, "expired")


async def _gone(occasion: Occasion, id: int, side: Side) -> None:
    """One side is gone; tell the other, if it had been asked."""
    held = await let_go(occasion.tx, id, occasion.now)
    if held is None or held.sides[side].told_at is None:
        return
    message = Message("introduction.ended", {"about": held.row.about}, (hils(id),))
    await tell_side(occasion, held.row, side, message)


async def _ask_how(occasion: Occasion, id: int) -> None:
    held = await ask_how(occasion.tx, id)
    if held is None:
        return
    began = Button(f"/gik {id} ja", "introduction.began")
    not_yet = Button(f"/gik {id} nej", "introduction.not_yet")
    how = Message("introduction.how", {"about": held.row.about}, (began, not_yet, hils(id)))
    for side in Side:
        await tell_side(occasion, held.row, side, how)
