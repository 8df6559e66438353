"""Staff give a volunteer a place at a shift, or take it back, in conversation.

Some rules can be overridden with a reason, others not. The people concerned are told at once.
"""

from __future__ import annotations

import re

from handlers.conversation.flow import Answers, Flow, TextStep
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.shifts.acts import WEEK, named, refused, see
from handlers.shifts.told import tell_given
from handlers.shifts.wording import shift_line
from storage.cases.rules import possible
from storage.people.rules import Role
from storage.shifts import actions
from storage.shifts.queries import Held, shift
from storage.shifts.queries.fitting import candidates
from storage.shifts.rules import COMING, OPEN, REASON_LONGEST, CannotTake
from storage.volunteers.queries import volunteer

MOST_CANDIDATES = 8

_ONE_NUMBER = re.compile(r"[#\s]*(\d{1,18})\s*")


async def assign(context: Context, rest: str) -> Reply:
    """`/saetpaa 12 5`: give volunteer 5 a place; without a number, list who could have it."""
    held, words = await named(context, rest)
    if held is None:
        return say("shift.which", WEEK)
    match = _ONE_NUMBER.fullmatch(words)
    if match is None:
        return await _who(context, held)
    return await _assign(context, held, int(match[1]), None)


async def _who(context: Context, held: Held) -> Reply:
    id = held.shift.id
    waiting = [
        Button(f"/saetpaa {id} {h.place.volunteer}", label=f"{h.name} ({h.place.volunteer})")
        for h in held.helpers
        if h.state in OPEN - COMING and h.place.volunteer is not None
    ]
    free = [
        Button(f"/saetpaa {id} {each.number}", label=f"{each.name} ({each.number})")
        for each in (await candidates(context.tx, held, context.now))[:MOST_CANDIDATES]
    ]
    key = "shift_assign.who" if waiting or free else "shift_assign.nobody"
    values: Values = {"shift": shift_line(context, held), "ref": id}
    return Reply((Message(key, values, (*waiting, *free, see(id))),))


async def _assign(context: Context, held: Held, number: int, over: str | None) -> Reply:
    """Give the place; or say which rule forbids it, and ask for a reason if one can override it."""
    id = held.shift.id
    found = await volunteer(context.tx, number) if possible(number) else None
    if found is None:
        return say("shift_assign.unknown", see(id), ref=number)
    name = found.person.name

    async def act() -> Reply:
        by = context.staff()
        try:
            given = await actions.assign(context.tx, by, id, number, over, context.now)
        except CannotTake as cannot:
            return _against(cannot.why, id, number, name)
        await tell_given(context, given, number)
        off = Button(f"/tagaf {id} {number}", "shift.take_off", values={"name": name})
        line = shift_line(context, given)
        return say("shift_assign.done", see(id), off, name=name, shift=line)

    return await refused(act())


FINAL = actions.NEVER | {"cancelled", "over", "twice"}
"""What no reason can override."""


def _against(why: str, id: int, number: int, name: str) -> Reply:
    if why in FINAL:
        return say(f"shift_against.{why}", see(id), name=name)
    args = {"shift": id, "number": number, "name": name, "why": why}
    return Reply(begin=Begin("shift_over", args))


async def _ask_over(context: Context, answers: Answers) -> Values:
    args = answers.args
    why = context.pen(f"shift_against.{args['why']}", name=args["name"])
    return {"why": why, "name": str(args["name"])}


async def _over(context: Context, answers: Answers) -> Reply:
    held = await shift(context.tx, int(answers.args["shift"]))
    if held is None:
        return say("shift.which", WEEK)
    return await _assign(context, held, int(answers.args["number"]), answers["reason"])


def taken_buttons(held: Held) -> tuple[Button, ...]:
    """A button for each expected volunteer, to take their place back."""
    return tuple(
        Button(
            f"/tagaf {held.shift.id} {each.place.volunteer}",
            "shift.take_off",
            values={"name": each.name},
        )
        for each in held.coming
        if each.place.volunteer is not None
    )


async def release(context: Context, rest: str) -> Reply:
    """`/tagaf 12 5`: take back the place of volunteer 5; without a number, list who has one."""
    held, words = await named(context, rest)
    if held is None:
        return say("shift.which", WEEK)
    match, id = _ONE_NUMBER.fullmatch(words), held.shift.id
    if match is None or held.of(int(match[1])) is None:
        on = taken_buttons(held)
        return say("shift_release.who" if on else "shift_release.nobody", *on, see(id))
    number = int(match[1])

    async def act() -> Reply:
        try:
            freed = await actions.release(context.tx, context.staff(), id, number, context.now)
        except CannotTake as cannot:
            return say(f"shift_not.{cannot.why}", see(id))
        await tell_given(context, freed, number)
        helper = freed.of(number)
        name = helper.name if helper else ""
        back = Button(f"/saetpaa {id} {number}", "shift.put_back", values={"name": name})
        return say("shift_release.done", see(id), back, name=name, shift=shift_line(context, freed))

    return await refused(act())


FLOWS = (
    Flow(
        name="shift_over",
        version=1,
        steps=(TextStep(key="reason", values=_ask_over, least=2, most=REASON_LONGEST),),
        finish=_over,
        role=Role.COORDINATOR,
    ),
)
