"""`/hils 7`: an introduction as one side sees it, the yes with what is shown, and the no.

It knows of the other side only what storage gives to this person.
"""

from __future__ import annotations

from handlers.conversation.flow import Answers, Flow
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.introductions.choosing import proposals
from handlers.introductions.shares import FIELDS, FIFTEEN, save_age, shared
from handlers.introductions.telling import (
    ask_sides,
    other,
    shown,
    tell_agreed,
    tell_colleague,
)
from handlers.introductions.written import number_of
from storage.introductions.actions import plan, reach, say_yes
from storage.introductions.actions.held import Held
from storage.introductions.queries import Seen, introduction, seen
from storage.introductions.rules import TOGETHER, WAITING, AlreadyAsked, NotThere, Over, Side, Stand
from storage.people.rules import AgeBand, NotAllowed


async def show(context: Context, rest: str) -> Reply:
    """`/hils 7`: the question, the agreement, or that it is over."""
    found = await _found(context, rest)
    if found is None:
        return not_there()
    if found.stand in TOGETHER:
        return Reply(shown(found))
    if found.stand not in WAITING:
        return over(found.stand)
    if found.answered:
        return say("introduction.waits", Button.to("nejtak", found.id))
    of_partner = found.partner if found.side is Side.OTHER else None
    args = {"introduction": found.id, "partner": of_partner, "idea": found.side is Side.IDEA}
    return Reply(begin=Begin("meet", args))


async def is_theirs(context: Context, rest: str) -> bool:
    """Whether the speaker belongs to one of its sides."""
    return await _found(context, rest) is not None


async def _found(context: Context, rest: str) -> Seen | None:
    id = number_of(rest)
    return await seen(context.tx, context.person_id, id) if id is not None else None


def not_there() -> Reply:
    """There is no such introduction, or it is somebody else's: the answer is the same."""
    return say("introduction.none", Button.to("mine"))


def over(stand: Stand) -> Reply:
    """Say that it has ended, or moved on."""
    if stand in TOGETHER:
        return say("introduction.moved_on")
    return say("introduction.answered" if stand in WAITING else "introduction.over")


async def _opens(context: Context, answers: Answers) -> Reply | None:
    if "ask" in answers.args:
        return None
    found = await seen(context.tx, context.person_id, answers.args["introduction"])
    if found is None:
        return not_there()
    if context.age is AgeBand.UNDER_15:
        return say("introduction.child")
    return None if found.stand in WAITING else over(found.stand)


async def _preview(context: Context, answers: Answers) -> Values:
    if "ask" in answers.args:
        return {"who": Key("together.they")}
    found = await seen(context.tx, context.person_id, answers.args["introduction"])
    return {"who": other(found) if found else ""}


async def _yes(context: Context, answers: Answers) -> Reply:
    """A yes. Who turned out to be a child has shown nothing; a colleague answers for them."""
    if context.age is AgeBand.UNDER_15:
        return await _child(context, answers)
    if "ask" in answers.args:
        return await _ask(context, answers)
    id = answers.args["introduction"]
    try:
        held = await say_yes(context.tx, context.person_id, id, shared(answers), context.now)
    except NotThere:
        return not_there()
    except Over as moved:
        return over(moved.stand)
    return await after_yes(context, held)


async def _child(context: Context, answers: Answers) -> Reply:
    row = await introduction(context.tx, answers.args.get("introduction", 0))
    if row is not None:
        await tell_colleague(context, row, "unreachable")
    return say("introduction.child", Button.to("personale"))


async def _ask(context: Context, answers: Answers) -> Reply:
    """Ask those whom the citizen chose; this is the citizen's own yes too."""
    ask, mine, count = answers.args["ask"], shared(answers), 0
    number, me = answers.args["case"], context.person_id
    for proposal in await proposals(context, number, ask["who"], ask["about"]):
        try:
            await plan(context.tx, proposal, context.now, citizen=me, shared=mine)
        except (AlreadyAsked, NotThere, NotAllowed):
            continue
        count += 1
    return say("introduction.asks", n=count) if count else say("introduction.asks_nobody")


async def after_yes(context: Context, held: Held) -> Reply:
    """What both sides are told of a yes."""
    tx, row = context.tx, held.row
    if row.state == Stand.AGREED:
        await tell_agreed(context, held, but=context.person_id)
        await tell_colleague(context, row, "agreed")
        found = await seen(tx, context.person_id, row.id)
        return Reply((Message("introduction.agreed"), *(shown(found) if found else ())))
    if row.state == Stand.ENDED:
        return say("introduction.gone")
    await ask_next(context, held)
    return say("introduction.waits", Button.to("nejtak", row.id))


async def ask_next(context: Context, held: Held) -> None:
    """Ask those who waited for this yes: sides on no public list are asked first."""
    waiting = [s for s in Side if held.sides[s].told_at is None and held.sides[s].yes is None]
    asked = await reach(held, waiting, context.now)
    await ask_sides(context, held.row, asked.sides)
    if asked.unreachable:
        await tell_colleague(context, held.row, "unreachable")


MEET = Flow(
    name="meet",
    version=1,
    steps=(FIFTEEN, *FIELDS),
    finish=_yes,
    summary=True,
    preview=_preview,
    save=save_age,
    opens=_opens,
)
