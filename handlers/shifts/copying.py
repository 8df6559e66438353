"""Staff copy a shift to another day."""

from __future__ import annotations

from datetime import date

from handlers.conversation.dates import Moment, Span, Unclear, understand
from handlers.conversation.flow import Answer, Answers, Flow, ReadStep, Unread, YesNo
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Context, Message, Reply, say
from handlers.shifts.acts import LONGEST, WEEK, named, refused, see
from handlers.shifts.plan import place_of
from handlers.shifts.wording import fact, feasts_in, feasts_told, people_told, when_told
from storage.people.rules import Role
from storage.shifts import actions
from storage.shifts.queries import shift
from storage.shifts.times import Hours


async def copy(context: Context, rest: str) -> Reply:
    """`/kopivagt 12 næste torsdag`: make one like it on another day."""
    held, words = await named(context, rest)
    if held is None:
        return say("shift.which", WEEK)
    args = {"shift": held.shift.id}
    if words and len(words) <= LONGEST:
        tried = await _day(context, Answers({}, args), words)
        if isinstance(tried, Unread):
            return Reply((Message(tried.key, tried.values),), begin=Begin("shift_copy", args))
    return Reply(begin=Begin("shift_copy", args, {"day": words} if words else {}))


async def _day(context: Context, _: Answers, words: str) -> Answer | Unread:
    when = understand(words, context.now, context.language)
    if isinstance(when, Unclear):
        return Unread(when.key, {"words": when.words})
    if isinstance(when, Span) and when.first.day == when.last.day:
        when = when.first
    if not isinstance(when, Moment):
        return Unread("shift_change.one_day")
    return Answer(when.day.isoformat(), words)


async def _ask_copy(context: Context, answers: Answers) -> Values:
    held = await shift(context.tx, int(answers.args["shift"]))
    if held is None:
        return {"told": ""}
    row, day = held.shift, date.fromisoformat(answers["day"])
    hours = Hours.of(row.begins_at, row.ends_at)
    told = [
        held.title,
        when_told(context.pen, [day], hours.begins, hours.ends),
        *([fact(context, "place", place)] if (place := place_of(held, context.library)) else []),
        fact(context, "many_people", people_told(context.pen, row.minimum, row.maximum)),
        *([fact(context, "note", row.note)] if row.note else []),
        *feasts_told(context.pen, feasts_in(day, hours)),
    ]
    return {"told": "\n".join(told)}


async def _copy(context: Context, answers: Answers) -> Reply:
    number = int(answers.args["shift"])
    if not answers["sure"]:
        return say("shift_make.none", WEEK)

    async def act() -> Reply:
        day = date.fromisoformat(answers["day"])
        made = await actions.copy(context.tx, context.staff(), number, day, context.now)
        return say("shift_make.made_one", see(made.id), WEEK, ref=made.id)

    return await refused(act())


FLOWS = (
    Flow(
        name="shift_copy",
        version=1,
        steps=(ReadStep(key="day", read=_day, most=LONGEST), YesNo(key="sure", values=_ask_copy)),
        finish=_copy,
        role=Role.COORDINATOR,
    ),
)
