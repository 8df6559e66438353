"""Attendance in conversation: the code that the host shows, the host's ticks, and corrections.

When somebody was not there, nothing follows but a kind question.
"""

from __future__ import annotations

from handlers.conversation.flow import Answers, Flow, TextStep
from handlers.conversation.numbers import id_and_words
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.shifts.after.acts import (
    EVERYBODY,
    not_one,
    own_number,
    refused,
)
from handlers.shifts.after.wording import facts, who_came
from handlers.shifts.told.teller import Teller
from storage.cases.actions import TooManyTries
from storage.people.rules import hashed
from storage.shifts import actions
from storage.shifts.actions import Came
from storage.shifts.queries import around, shift
from storage.shifts.rules import PlaceState

CODE_LONGEST = 20


async def show_code(context: Context, rest: str) -> Reply:
    """`/kode 12`: the code to show; without a number, a choice of the shifts around now."""
    shift_id, _ = id_and_words(rest)
    if shift_id is None:
        return await _which(context, "kode")

    async def act() -> Reply:
        code = await actions.show_code(context.tx, context.staff(), shift_id)
        held = await shift(context.tx, shift_id)
        assert held is not None  # noqa: S101 - it was locked a moment ago
        link = f"{context.library.url}/desk/vagt/{shift_id}/kode"
        tick = Button(f"/kommet {shift_id}", "shift_came.see_who")
        return say("shift_came.code", tick, code=code, link=link, **facts(held))

    return await refused(act())


async def _which(context: Context, command: str) -> Reply:
    """Ask which of the shifts around now a command is about."""
    found = await around(context.tx, context.staff(), context.now)
    if not found:
        return say("shift_came.none_now", command=command)
    buttons = [
        Button(f"/{command} {held.shift.id}", "shift_came.one", values=facts(held))
        for held in found
    ]
    return say("shift_came.which", *buttons)


async def here(context: Context, rest: str) -> Reply:
    """`/jegerher 4711`: the volunteer has come, and says the code; without one it is asked for."""
    if not rest.strip():
        return Reply(begin=Begin("shift_here"))
    return await _came_by(context, rest)


async def _finish(context: Context, answers: Answers) -> Reply:
    return await _came_by(context, answers["code"])


async def _came_by(context: Context, code: str) -> Reply:
    number = await own_number(context)
    if number is None:
        return not_one()
    address = hashed(f"{context.channel}:{context.address}")

    async def act() -> Reply:
        found = await actions.come_by_code(
            context.tx, context.person_id, number, code, address, context.now
        )
        if isinstance(found, TooManyTries):
            return say("shift_came.too_many", until=found.until)
        if isinstance(found, Came):
            key = "again" if found.again else "welcome"
            return say(f"shift_came.{key}", what=found.held.title)
        return say("shift_came.wrong", Button("/jegerher", "shift_came.try_again"))

    return await refused(act())


async def who(context: Context, rest: str) -> Reply:
    """`/kommet 12`: who is there, and who must still be ticked; without a number, a choice of the
    shifts around now.
    """
    context.staff()
    shift_id, _ = id_and_words(rest)
    if shift_id is None:
        return await _which(context, "kommet")
    found = await shift(context.tx, shift_id)
    if found is None:
        return say("shift_came.no_such")
    return Reply((who_came(found),))


async def tick(context: Context, rest: str) -> Reply:
    """`/kom 12 3`, `/kom 12 alle`: they were there."""
    shift_id, words = id_and_words(rest)
    if shift_id is None:
        return await _which(context, "kommet")

    async def act() -> Reply:
        if words.casefold() in EVERYBODY:
            await actions.attend_all(context.tx, context.staff(), shift_id, context.now)
            return await _after(context, shift_id)
        number, _ = id_and_words(words)
        if number is None:
            return await who(context, rest)
        await actions.attend(context.tx, context.staff(), shift_id, number, context.now)
        return await _after(context, shift_id)

    return await refused(act())


async def miss(context: Context, rest: str) -> Reply:
    """`/udeblev 12 3`: they were not there. After two minutes they are asked if all is well."""
    shift_id, words = id_and_words(rest)
    number, _ = id_and_words(words)
    if shift_id is None or number is None:
        return await who(context, rest)

    async def act() -> Reply:
        found = await actions.miss(context.tx, context.staff(), shift_id, number, context.now)
        undo = Button(f"/kom {shift_id} {number}", "shift_came.came_after_all")
        told = Message("shift_came.missed", {"name": found.helper.name}, (undo,))
        return Reply((told, *(await _after(context, shift_id)).messages))

    return await refused(act())


async def _after(context: Context, shift_id: int) -> Reply:
    held = await shift(context.tx, shift_id)
    return Reply((who_came(held),)) if held else say("shift_came.no_such")


async def all_well(context: Context, rest: str) -> Reply:
    """`/altvel 12`: somebody who was missed says that all is well. No reason is asked or kept."""
    return await _answered(context, rest, "all_well")


async def was_there(context: Context, rest: str) -> Reply:
    """`/jegvarder 12`: somebody who was missed was there; the host is told, and corrects it."""
    return await _answered(context, rest, "was_there")


async def _answered(context: Context, rest: str, what: str) -> Reply:
    number = await own_number(context)
    shift_id, _ = id_and_words(rest)
    held = await shift(context.tx, shift_id) if shift_id else None
    helper = held.of(number) if held and number else None
    if held is None or helper is None or helper.state is not PlaceState.ABSENT:
        return say("shift_came.put_right")
    right = Button(f"/kom {shift_id} {number}", "shift_came.came_after_all")
    values = {**facts(held), "name": helper.name}
    buttons = (right,) if what == "was_there" else ()
    teller = Teller.of(context)
    await teller.staff(held, f"shift_came.host_{what}", *buttons, values=values, unasked=True)
    return say(f"shift_came.{what}")


FLOWS = (
    Flow(
        name="shift_here",
        version=1,
        steps=(TextStep(key="code", most=CODE_LONGEST),),
        finish=_finish,
    ),
)
