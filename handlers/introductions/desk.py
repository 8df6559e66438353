"""Introductions at the desk: propose one, see its state, write down an answer given elsewhere.

Whoever proposes it can take it back for two minutes, and call it off until both have said yes.
Staff see what the two sides show one another, and no more.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.conversation.flow import Answers, Flow, ManyOf, TextStep, YesNo
from handlers.conversation.texts import Key, Value
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.introductions.choosing import choices, options, proposals, titles, why
from handlers.introductions.meet import after_yes, not_there, over
from handlers.introductions.parting import tell_no
from handlers.introductions.shares import FIELDS, shared
from handlers.introductions.telling import hils, tell_side
from handlers.introductions.written import number_of
from handlers.together import plan_all, who
from storage.cases.rules import UNDO_LASTS
from storage.ideas.queries import case_for_staff
from storage.introductions.actions import answer_for
from storage.introductions.actions import call_off as take_back
from storage.introductions.queries import Overseen, of_case, overseen
from storage.introductions.rules import (
    ABOUT_LONGEST,
    OPEN,
    WAITING,
    NotThere,
    Over,
    Shared,
    Side,
)
from storage.people.rules import NotAllowed, Role

LEAST = Role.COORDINATOR


async def start(context: Context, number: int) -> Reply:
    """`/sammen 12` of staff: the state of those who were asked, and who else could be."""
    case = await case_for_staff(context.tx, context.staff(), number)
    if case is None or not case.idea.text:
        return say("desk_case.none", Button.to("sager"), ref=number)
    asked = await of_case(context.tx, context.staff(), number)
    told = tuple(_stands(one) for one in asked)
    offered = await options(context, case) if _may_begin(context, case.case.closed_at) else []
    if offered:
        return Reply(told, Begin("introduce", {"case": number, "options": offered}))
    return Reply(told) if told else say("introduction.desk_nobody", ref=number)


async def look(context: Context, rest: str) -> Reply:
    """`/hils 7` of staff."""
    id = number_of(rest)
    found = await overseen(context.tx, context.staff(), id) if id is not None else None
    return not_there() if found is None else Reply((_stands(found),))


def _may_begin(context: Context, closed_at: object) -> bool:
    return context.may(LEAST) and closed_at is None


def _stands(one: Overseen) -> Message:
    """One introduction: with whom, its state, what both chose to show, what can be done."""
    id = one.row.id
    buttons = [Button.to("ikkesammen", id, quiet=True)]
    if one.unreachable:
        buttons.insert(0, Button.to("svarfor", id))
    values: dict[str, Value] = {"who": who(one), "state": Key(f"together.{one.stand}")}
    if one.idea is None or one.other is None:
        open_now = tuple(buttons) if one.stand in OPEN else ()
        return Message("introduction.desk_one", values, open_now)
    both = {"idea": _ways(one.idea), "other": _ways(one.other)}
    return Message("introduction.desk_both", {**values, **both}, (hils(id),))


def _ways(shown: Shared) -> str:
    return ", ".join(filter(None, (shown.name, shown.phone, shown.mail)))


async def _introduce(context: Context, answers: Answers) -> Reply:
    """Plan it. Nobody is told before it can no longer be taken back."""
    number = answers.args["case"]
    case = await case_for_staff(context.tx, context.staff(), number)
    if case is None:
        return say("desk_case.none", Button.to("sager"), ref=number)
    wanted = await proposals(context, number, answers["who"] or (), answers["about"])
    n = await plan_all(context, context.staff(), wanted, case.case.author)
    see = Button.to("sammen", number)
    if not n:
        return say("introduction.desk_asks_nobody", see)
    return say("introduction.desk_asks", see, n=n, until=context.now + UNDO_LASTS)


async def call_off(context: Context, rest: str) -> Reply:
    """`/ikkesammen 7`: call it off."""
    id = number_of(rest)
    if id is None:
        return not_there()
    try:
        held, asked = await take_back(context.tx, context.staff(), id, context.now)
    except NotThere:
        return not_there()
    except Over as moved:
        return over(moved.stand)
    if asked:
        await _tell_called_off(context, held.row.id)
    return say("introduction.desk_called_off", ref=held.row.case_number)


async def _tell_called_off(context: Context, id: int) -> None:
    held = await overseen(context.tx, context.staff(), id)
    if held is None:
        return
    message = Message("introduction.called_off", {"about": held.row.about})
    for side in held.told:
        await tell_side(context, held.row, side, message)


async def start_answering(context: Context, rest: str) -> Reply:
    """`/svarfor 7`: write down the answer of a side that cannot be asked here."""
    id = number_of(rest)
    found = await overseen(context.tx, context.staff(), id) if id is not None else None
    if found is None or found.stand not in WAITING or not found.unreachable:
        return say("introduction.desk_not_for_you")
    side = found.unreachable[0]
    args = {"introduction": found.row.id, "side": side, "idea": side is Side.IDEA}
    return Reply(begin=Begin("answer_for", args))


async def _answer(context: Context, answers: Answers) -> Reply:
    id, side = answers.args["introduction"], Side(answers.args["side"])
    said = shared(answers) if answers["wants"] else None
    try:
        held = await answer_for(context.tx, context.staff(), id, side, said, context.now)
    except NotAllowed:
        return say("introduction.desk_not_for_you")
    except NotThere:
        return not_there()
    except Over as moved:
        return over(moved.stand)
    if said is None:
        await tell_no(context, held)
    else:
        await after_yes(context, held)
    see = Button.to("sammen", held.row.case_number)
    return say("introduction.desk_answered", see)


def _yes(answers: Answers, _: Context) -> bool:
    return bool(answers["wants"])


INTRODUCE = Flow(
    name="introduce",
    version=1,
    steps=(
        ManyOf(key="who", choices=choices, values=why),
        TextStep(key="about", least=3, most=ABOUT_LONGEST, suggestions=titles),
    ),
    finish=_introduce,
    summary=True,
    role=LEAST,
)

ANSWER = Flow(
    name="answer_for",
    version=1,
    steps=(
        YesNo(key="wants"),
        *(replace(step, when=_yes) for step in FIELDS if isinstance(step, TextStep)),
    ),
    finish=_answer,
    role=LEAST,
)
