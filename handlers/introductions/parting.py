"""`/nejtak 7` and `/gik 7 ja`: a no, without a reason, and how it went with those who met."""

from __future__ import annotations

from handlers.conversation.numbers import NUMBERED
from handlers.conversation.parsers import yes_or_no
from handlers.conversation.values import Context, Message, Reply, Text, say
from handlers.introductions.meet import not_there, over
from handlers.introductions.telling import hils, tell_colleague, tell_side
from handlers.introductions.written import number_of
from handlers.together import teach_began
from storage.introductions.actions import leave as say_no
from storage.introductions.actions import went
from storage.introductions.actions.held import Held
from storage.introductions.rules import NotThere, Over, Side, Stand


async def leave(context: Context, rest: str) -> Reply:
    """`/nejtak 7`: no, or not any more. No reason is asked for."""
    id = number_of(rest)
    if id is None:
        return not_there()
    try:
        held = await say_no(context.tx, context.person_id, id, context.now)
    except NotThere:
        return not_there()
    except Over as moved:
        return over(moved.stand)
    await tell_no(context, held, but=context.person_id)
    return say("introduction.left")


async def tell_no(context: Context, held: Held, *, but: int | None = None) -> None:
    """Tell the other side that it came to nothing, if it had been asked; never the reason."""
    row = held.row
    declined = row.state == Stand.DECLINED
    key = "introduction.declined" if declined else "introduction.ended"
    message = Message(key, {"about": row.about}, (hils(row.id),))
    for side in Side:
        mine = held.sides[side].person_id == but and but is not None
        if held.sides[side].told_at is not None and not mine:
            await tell_side(context, row, side, message)
    await tell_colleague(context, row, "declined")


async def tell_how(context: Context, rest: str) -> Reply:
    """`/gik 7 ja`: whether they have begun."""
    found = NUMBERED.fullmatch(rest.strip())
    began = yes_or_no(Text(found[2] or "")) if found else None
    if found is None or began is None:
        return not_there()
    try:
        held = await went(context.tx, context.person_id, int(found[1]), began, context.now)
    except NotThere:
        return not_there()
    except Over as moved:
        return over(moved.stand)
    if began and held.row.partner is not None:
        await teach_began(context, held.row.case_number, held.row.partner)
    return say("introduction.thanks_began" if began else "introduction.thanks_not_yet")
