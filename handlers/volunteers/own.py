"""What volunteers see and do themselves: their state, a break, coming back, stopping.

Every act finds the volunteer by the speaker, so nobody reaches another one here. A colleague who
names a number does the same for that volunteer.
"""

from __future__ import annotations

from datetime import date

from handlers.conversation.flow import Answers, DateStep, Flow, TextStep, YesNo
from handlers.conversation.numbers import number_and_words
from handlers.conversation.values import Begin, Button, Card, Context, Message, Reply, say
from handlers.volunteers.acts import done, refused, staff_number
from handlers.volunteers.told import tell_staff_of
from handlers.volunteers.wording import own_rows
from storage.cases.rules import local_day
from storage.shifts.actions import review
from storage.volunteers import actions
from storage.volunteers.queries import Standing, own, volunteer
from storage.volunteers.rules import (
    CLOSED,
    LIFECYCLE,
    SECRECY,
    WORDS_LONGEST,
    WORKING,
    Act,
    Side,
)

WAYS = {
    Act.EXPECT: "vilover",
    Act.REST: "holdpause",
    Act.RETURN: "kommigen",
    Act.WRITE: "frivilligbesked",
    Act.END: "stopfrivillig",
}
"""What a volunteer can do, in the order of the buttons."""


MINE = Button("/frivillig", "volunteers.mine")
"""The button to one's own state."""


async def show_own(context: Context, standing: Standing) -> Reply:
    """Their state, as a card with everything that they can do."""
    card = Card("", tuple(own_rows(standing, local_day(context.now))), ways(standing))
    return Reply((Message("vol_card.own", {"ref": standing.case.number}, card=card),))


def ways(standing: Standing) -> tuple[Button, ...]:
    """The buttons of what a volunteer can do now."""
    legal = {move.act for move in LIFECYCLE.legal(standing.state) if move.by is Side.VOLUNTEER}
    buttons = [Button.to(name) for act, name in WAYS.items() if act in legal]
    found = standing.expected
    if found and not standing.open_lines and found.own_yes is None:
        buttons.insert(0, Button.to("jeglover", found.version))
    if standing.person.secret < SECRECY and standing.state not in CLOSED:
        buttons.insert(0, Button.to("tavshed"))
    if standing.state in WORKING:
        buttons.insert(0, Button.to("vagter"))
    return tuple(buttons)


async def found_by(context: Context, rest: str) -> tuple[Standing | None, str]:
    """Which volunteer it is: by the number for staff, for a citizen themselves; and the words after
    it.
    """
    if context.colleague is None:
        return await own(context.tx, context.person_id), rest.strip()
    number, words = number_and_words(context, rest)
    return (await volunteer(context.tx, number) if number else None), words


def nobody(context: Context) -> Reply:
    """There is no such volunteer, or the speaker is none."""
    if context.colleague is not None:
        return say("volunteers.which")
    return say("volunteers.not_one", Button.to("frivillig"))


async def pause(context: Context, rest: str) -> Reply:
    """`/holdpause`: take a break, until a day or until they say so."""
    standing, _ = await found_by(context, rest)
    if standing is None:
        return nobody(context)
    return Reply(begin=Begin("vol_rest", {"case": standing.case.number}))


async def _rest(context: Context, answers: Answers) -> Reply:
    until = date.fromisoformat(answers["until"]) if answers["until"] else None

    async def act() -> Reply:
        step = await actions.step_of(
            context.tx, context.colleague, context.person_id, answers.args["case"], Act.REST
        )
        await actions.rest(context.tx, step, until, context.now)
        if context.colleague is not None:
            return done(context, answers.args["case"], Act.REST)
        await review(context.tx, answers.args["case"], context.now)
        await tell_staff_of(context, answers.args["case"], Act.REST)
        back = Button.to("kommigen")
        if until is None:
            return say("vol_rest.done", back)
        return say("vol_rest.done_until", back, until=until)

    return await refused(context, act(), answers.args["case"])


async def come_back(context: Context, rest: str) -> Reply:
    """`/kommigen`: end the break."""
    standing, _ = await found_by(context, rest)
    if standing is None:
        return nobody(context)
    number = standing.case.number

    async def act() -> Reply:
        step = await actions.step_of(
            context.tx, context.colleague, context.person_id, number, Act.RETURN
        )
        await actions.come_back(step, context.now)
        if context.colleague is not None:
            return done(context, number, Act.RETURN)
        return say("volunteers.back")

    return await refused(context, act(), number)


async def stop(context: Context, rest: str) -> Reply:
    """`/stopfrivillig`: stop, after one yes and without a reason."""
    standing, _ = await found_by(context, rest)
    if standing is None or standing.state in CLOSED:
        return nobody(context)
    return Reply(begin=Begin("vol_end", {"case": standing.case.number}))


async def _end(context: Context, answers: Answers) -> Reply:
    number = answers.args["case"]
    if not answers["sure"]:
        return say("vol_end.kept")

    async def act() -> Reply:
        step = await actions.step_of(
            context.tx, context.colleague, context.person_id, number, Act.END
        )
        await actions.end(step, answers["words"], context.now)
        if context.colleague is not None:
            return done(context, number, Act.END)
        await review(context.tx, number, context.now)
        await tell_staff_of(context, number, Act.END)
        return say("vol_end.done")

    return await refused(context, act(), number)


def _sure(answers: Answers, _: Context) -> bool:
    return bool(answers["sure"])


async def write(context: Context, rest: str) -> Reply:
    """`/frivilligbesked`: a volunteer writes to the library, or a colleague to a volunteer."""
    number = staff_number(context, rest)
    standing, words = await found_by(context, rest)
    if standing is None:
        return nobody(context)
    given = {"words": words} if words else {}
    flow = "vol_write" if number is not None else "vol_say"
    return Reply(begin=Begin(flow, {"case": standing.case.number}, given))


async def _say(context: Context, answers: Answers) -> Reply:
    number = answers.args["case"]

    async def act() -> Reply:
        await actions.write(context.tx, None, context.person_id, number, context.now)
        await tell_staff_of(context, number, Act.WRITE, answers["words"])
        return Reply((Message("vol_say.done", {"ref": number}),), about=number)

    return await refused(context, act(), number)


FLOWS = (
    Flow(name="vol_rest", version=1, steps=(DateStep(key="until", optional=True),), finish=_rest),
    Flow(
        name="vol_end",
        version=1,
        steps=(
            YesNo(key="sure"),
            TextStep(key="words", when=_sure, optional=True, most=WORDS_LONGEST),
        ),
        finish=_end,
    ),
    Flow(
        name="vol_say",
        version=1,
        steps=(TextStep(key="words", most=WORDS_LONGEST),),
        finish=_say,
    ),
)
