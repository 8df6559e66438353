"""Staff change or cancel a shift, in a sentence.

A change that others are told of is read back first, with how many that are. For a series it is
asked whether it is about one shift, or that one and all later ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from handlers.conversation.flow import (
    Answer,
    Answers,
    Choice,
    Flow,
    OneOf,
    ReadStep,
    TextStep,
    Unread,
    YesNo,
)
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Context, Message, Reply, say
from handlers.shifts.acts import LONGEST, WEEK, named, over, refused, sayable, see
from handlers.shifts.calling import called
from handlers.shifts.saying import read
from handlers.shifts.told import tell_cancelled, tell_changed
from handlers.shifts.wish import Wish, new_hours, restored, stored
from handlers.shifts.wording import (
    called_told,
    fact,
    feasts_in,
    feasts_told,
    people_told,
    shift_line,
    when_told,
)
from storage.cases.rules import local_day
from storage.people.rules import Role
from storage.shifts import actions
from storage.shifts.queries import Held, of_series, shift
from storage.shifts.rules import OPEN, REASON_LONGEST, ShiftState
from storage.shifts.times import Hours
from storage.shifts.wanted import Changes

ONE, LATER = "one", "later"
_NO_NOTE = re.compile(r"(?:ingen|uden|slet|fjern|no|remove)\s+(?:note|besked|the note)", re.I)


async def _begin(context: Context, rest: str, flow: str, first: str) -> Reply:
    """A dialogue about a shift that can still be changed; words answer its first question."""
    held, words = await named(context, rest)
    if held is None:
        return say("shift.which", WEEK)
    if late := over(context, held):
        return say(late, see(held.shift.id))
    later = await _later(context, held)
    args = {"shift": held.shift.id, "later": len(later) - 1}
    if first == "what" and words and len(words) <= LONGEST:
        tried = await _what(context, Answers({}, args), words)
        if isinstance(tried, Unread):
            return Reply((Message(tried.key, tried.values),), begin=Begin(flow, args))
    return Reply(begin=Begin(flow, args, {first: words} if words else {}))


async def _later(context: Context, held: Held) -> list[Held]:
    """The shift and all later ones of its series that take place."""
    if held.shift.series is None:
        return [held]
    found = await of_series(context.tx, held.shift.series, held.shift.begins_at)
    return [each for each in found if each.shift.state == ShiftState.OPEN] or [held]


async def change(context: Context, rest: str) -> Reply:
    """`/aendrvagt 12 17-19`: change hours, day, place, number of people or note."""
    return await _begin(context, rest, "shift_change", "what")


async def cancel(context: Context, rest: str) -> Reply:
    """`/aflysvagt 12 sygdom`: cancel it."""
    return await _begin(context, rest, "shift_cancel", "reason")


async def _held(context: Context, answers: Answers) -> Held | None:
    return await shift(context.tx, int(answers.args["shift"]))


async def _what(context: Context, answers: Answers, words: str) -> Answer | Unread:
    """What must be changed, as data."""
    if _NO_NOTE.fullmatch(words.strip()):
        return Answer({**stored(Wish()), "clear": True}, words)
    other = await called(context, words)
    if other is not None:
        return other if isinstance(other, Unread) else Answer(stored(other), words)
    said = read(words, await sayable(context), context.now, context.language)
    wish = said.wish
    if said.unclear is not None and not wish.said_anything():
        return Unread(said.unclear.key, {"words": said.unclear.words})
    if wish.series or len(wish.days) > 1:
        return Unread("shift_change.one_day")
    if wish.roles:
        return Unread("shift_change.no_role")
    if not wish.said_anything() or said.unclear is not None:
        return Unread("shift_change.what_else")
    return Answer(stored(wish), words)


def _changes(held: Held, kept: Mapping[str, Any]) -> Changes:
    """What was said, as changes of this shift."""
    wish, row = restored(kept), held.shift
    was = Hours.of(row.begins_at, row.ends_at)
    hours = None
    if wish.begins is not None or wish.ends is not None:
        hours = new_hours(was, wish.begins, wish.ends)
    least = wish.least
    if least is not None and wish.most is None:
        most = max(least, row.maximum)
    else:
        most = wish.most if wish.most is not None else row.maximum
    people = wish.least is not None or wish.most is not None
    return Changes(
        day=wish.days[0] if wish.days else None,
        hours=hours,
        minimum=least,
        maximum=most if people else None,
        branch="" if wish.anywhere else wish.branch,
        title=wish.title,
        note="" if kept.get("clear") else wish.note or None,
        contact=wish.contact,
    )


def _in_series(answers: Answers, _: Context) -> bool:
    return bool(answers.args.get("later"))


async def _scopes(context: Context, answers: Answers) -> tuple[Choice, ...]:
    n = int(answers.args["later"])
    return (
        Choice(ONE, context.pen("shift_change.scope_one")),
        Choice(LATER, context.pen("shift_change.scope_later", n=n)),
    )


async def _concerned(context: Context, answers: Answers, held: Held) -> tuple[int, int]:
    """How many shifts change, and how many people are told."""
    found = await _later(context, held) if answers["scope"] == LATER else [held]
    people = {
        helper.person for each in found for helper in each.helpers if helper.state in OPEN
    } - {None}
    return len(found), len(people)


async def _read_back(context: Context, answers: Answers) -> Values:
    """The shift as it will be: each change on a line, and who is told."""
    held = await _held(context, answers)
    if held is None:
        return {"told": ""}
    new = _changes(held, answers["what"])
    _, people = await _concerned(context, answers, held)
    told = [
        shift_line(context, held),
        *_told(context, held, new),
        *called_told(context, restored(answers["what"])),
    ]
    said = {name for name, value in vars(new).items() if value is not None}
    if said - {"minimum", "maximum"}:
        key = "shift_change.hear" if people else "shift_change.hear_nobody"
        told.append(context.pen(key, n=people))
    return {"told": "\n".join(told)}


def _told(context: Context, held: Held, new: Changes) -> list[str]:
    row = held.shift
    told = []
    if new.day is not None or new.hours is not None:
        hours = new.hours or Hours.of(row.begins_at, row.ends_at)
        day = new.day or local_day(row.begins_at)
        told.append(fact(context, "now", when_told(context.pen, [day], hours.begins, hours.ends)))
        told += feasts_told(context.pen, feasts_in(day, hours))
    if new.maximum is not None:
        least = min(new.minimum or row.minimum, new.maximum)
        told.append(fact(context, "many_people", people_told(context.pen, least, new.maximum)))
    if new.branch is not None:
        house = context.library.branch(new.branch)
        told.append(
            fact(context, "place", house.name if house else _key(context, "shift_make.nowhere"))
        )
    if new.note is not None:
        told.append(fact(context, "note", new.note or _key(context, "shift_read.no_note")))
    return told


def _key(context: Context, key: str) -> str:
    return context.pen(key)


async def _change(context: Context, answers: Answers) -> Reply:
    number = int(answers.args["shift"])
    if not answers["sure"]:
        return say("shift.as_it_was", see(number))

    async def act() -> Reply:
        held = await _held(context, answers)
        if held is None:
            return say("shift.which", WEEK)
        changes, later = _changes(held, answers["what"]), answers["scope"] == LATER
        by, tx = context.staff(), context.tx
        changed = await actions.change(tx, by, number, changes, context.now, later=later)
        if not changed.what:
            return say("shift.same", see(number))
        await tell_changed(context, changed)
        told = [Message("shift_change.done", {"n": len(changed.shifts)}, (see(number), WEEK))]
        if changed.lost:
            names = [each.helper.name for each in changed.lost]
            told.insert(0, Message("shift_change.lost", {"names": names}))
        return Reply(tuple(told))

    return await refused(act())


async def _which(context: Context, answers: Answers) -> Values:
    held = await _held(context, answers)
    return {"shift": shift_line(context, held) if held else ""}


async def _ask_cancel(context: Context, answers: Answers) -> Values:
    held = await _held(context, answers)
    if held is None:
        return {"told": ""}
    count, people = await _concerned(context, answers, held)
    key = "shift_cancel.hear" if people else "shift_cancel.hear_nobody"
    told = [
        shift_line(context, held),
        *([context.pen("shift_cancel.so_many", n=count)] if count > 1 else []),
        context.pen(key, n=people, reason=answers["reason"]),
    ]
    return {"told": "\n".join(told)}


async def _cancel(context: Context, answers: Answers) -> Reply:
    number, later = int(answers.args["shift"]), answers["scope"] == LATER
    if not answers["sure"]:
        return say("shift.as_it_was", see(number))

    async def act() -> Reply:
        by, reason = context.staff(), answers["reason"]
        gone = await actions.cancel(context.tx, by, number, reason, context.now, later=later)
        await tell_cancelled(context, gone)
        return say("shift_cancel.done", WEEK, n=len(gone))

    return await refused(act())


_SCOPE = OneOf(key="scope", when=_in_series, choices=_scopes)

FLOWS = (
    Flow(
        name="shift_change",
        version=1,
        steps=(
            ReadStep(key="what", values=_which, read=_what, most=LONGEST),
            _SCOPE,
            YesNo(key="sure", values=_read_back),
        ),
        finish=_change,
        role=Role.COORDINATOR,
    ),
    Flow(
        name="shift_cancel",
        version=1,
        steps=(
            TextStep(key="reason", values=_which, least=2, most=REASON_LONGEST),
            _SCOPE,
            YesNo(key="sure", values=_ask_cancel),
        ),
        finish=_cancel,
        role=Role.COORDINATOR,
    ),
)
