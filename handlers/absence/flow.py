"""`/vaek`: from when to when I am away, who takes my cases, and whether I want them back.

`/vaek slut` ends an absence early.
"""

from __future__ import annotations

from datetime import date

from handlers.absence.told import begins
from handlers.conversation.commands import Command
from handlers.conversation.flow import Answers, Choice, DateStep, Flow, OneOf, YesNo
from handlers.conversation.parsers import folded
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from storage.cases.rules import NotValid
from storage.ideas.actions import Absence, leave, return_to_work
from storage.people.queries import colleagues
from storage.people.rules import NotThoseDays, Role

NOBODY = "nobody"
OVER = frozenset({"slut", "over", "her", "here"})


async def start(context: Context, rest: str) -> Reply:
    """`/vaek` asks from when to when; `/vaek slut` ends the absence."""
    by, over = context.staff(), Button("/vaek slut", "away.here_again")
    if folded(rest) in OVER:
        return await _back(context)
    if by.away_from is not None and by.away_until is not None:
        return say("away.is", over, first=by.away_from, last=by.away_until)
    return Reply(begin=Begin("away"))


async def _back(context: Context) -> Reply:
    handed = await return_to_work(context.tx, context.staff(), context.now)
    if handed is None:
        return say("away.was_not")
    mine = Button("/sager mine", "away.see")
    return say("away.welcome", mine, n=len(handed.numbers)) if handed.numbers else say("away.here")


async def _others(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """Those who are not away on the first day, and nobody in particular."""
    first, me = date.fromisoformat(answers["first"]), context.staff().person_id
    there = [each for each in await colleagues(context.tx) if not each.away(first)]
    named = [Choice(str(each.person_id), each.name) for each in there if each.person_id != me]
    return (*named, Choice(NOBODY, context.pen("away.to_nobody")))


async def _leave(context: Context, answers: Answers) -> Reply:
    to = None if answers["to"] == NOBODY else int(answers["to"])
    first, last = (date.fromisoformat(answers[key]) for key in ("first", "last"))
    absence = Absence(first, last, to, answers["back"])
    try:
        handed = await leave(context.tx, context.staff(), absence, context.now)
    except NotThoseDays:
        return Reply((Message("away.not_those_days"),), Begin("away"))
    except NotValid:
        return Reply((Message("away.also_away"),), Begin("away"))
    over = Button("/vaek slut", "away.here_again")
    if handed is None:
        return say("away.planned", over, first=first, last=last)
    await begins(context, handed)
    return say("away.done", over, n=len(handed.numbers), last=last)


FLOWS = (
    Flow(
        name="away",
        version=1,
        steps=(
            DateStep(key="first"),
            DateStep(key="last"),
            OneOf(key="to", choices=_others),
            YesNo(key="back"),
        ),
        finish=_leave,
        role=Role.HOST,
    ),
)

COMMANDS = (Command(("vaek", "away", "fravaer"), start, Role.HOST, typed=False),)
