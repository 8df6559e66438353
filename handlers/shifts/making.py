"""Staff make shifts with a sentence: "hver tirsdag 16-18 i Kastrup til jul, 2 personer, IT-hjælp".

What is missing is asked for, one thing at a time. Everything is read back for a yes; other words
change it. Nothing is made before the yes.
"""

from __future__ import annotations

from collections.abc import Callable

from handlers.conversation.flow import Answers, Flow, ReadStep, YesNo
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Context, Message, Reply, say
from handlers.shifts.acts import LONGEST, SHORT, WEEK, refused, sayable, see
from handlers.shifts.answering import (
    endless,
    kept,
    numbers,
    places,
    read_days,
    read_here,
    read_hours,
    read_people,
    read_place,
    read_role,
    read_sentence,
    read_sure,
    read_until,
    roles,
    so_far,
    wish_of,
    yes_no,
)
from handlers.shifts.wish import Wish
from handlers.shifts.wording import feasts_told, wish_told
from storage.people.rules import Role
from storage.shifts import actions
from storage.shifts.times import Hours
from storage.shifts.wanted import Repeated, Wanted
from storage.volunteers.queries import role as role_of

FLOW = "shift_make"


async def start(context: Context, rest: str) -> Reply:
    """`/nyvagt`, with or without the sentence."""
    if not rest.strip():
        return Reply(begin=Begin(FLOW))
    if len(rest) > LONGEST:
        values: Values = {"most": LONGEST, "now": len(rest)}
        return Reply((Message("common.too_long", values),), begin=Begin(FLOW))
    said = await read_here(context, rest)
    if not said.wish.said_anything() and said.unclear is None:
        return Reply((Message("shift_make.nothing"),), begin=Begin(FLOW))
    return Reply(begin=Begin(FLOW, {"so": kept(said)}))


async def heard(context: Context, words: str) -> Reply | None:
    """A colleague's words without any command, if they can only be a shift: a day with hours, and a
    role or a number of people. None for all other words.
    """
    if len(words) > LONGEST or not any(sign.isdecimal() for sign in words):
        return None  # no hours: stop early, because most words are not about shifts
    said = await read_here(context, words)
    wish = said.wish
    if not (wish.days and wish.ends and (wish.roles or wish.most)):
        return None
    return Reply(begin=Begin(FLOW, {"so": kept(said)}))


def _before(key: str, lacks: Callable[[Wish], bool]) -> Callable[[Answers, Context], bool]:
    """The condition of a question: its part was missing when it was asked."""

    def asked(answers: Answers, _: Context) -> bool:
        return lacks(wish_of(answers, key))

    return asked


def _no_hours(wish: Wish) -> bool:
    return wish.begins is None or wish.ends is None


def _no_place(answers: Answers, context: Context) -> bool:
    wish = wish_of(answers, "place")
    return not wish.branch and not wish.anywhere and len(context.library.branches) > 1


def _only_closed(answers: Answers, _: Context) -> bool:
    """Whether all the days are public holidays, and nobody has said that this is meant."""
    given = {key: answer for key, answer in answers.given.items() if key != "feast"}
    wish = wish_of(Answers(given, answers.args))
    return bool(wish.days) and not wish.working and wish.feasts is None


def _takes_place(answers: Answers, _: Context) -> bool:
    return bool(wish_of(answers).working)


async def _ask_said(context: Context, _: Answers) -> Values:
    """An example made from the roles and branches here."""
    here = await sayable(context)
    houses = [each.name for each in here.branches] or [context.library.name]
    return {"place": houses[0], "role": next((each.title for each in here.roles), "")}


async def _ask_when(context: Context, answers: Answers) -> Values:
    why = so_far(answers)["why"]
    key, words = why if why else ("shift_make.which_days", "")
    return {"ask": context.pen(key, words=words)}


async def _ask_hours(context: Context, answers: Answers) -> Values:
    wish = wish_of(answers)
    if wish.begins is None:
        return {"ask": context.pen("shift_make.which_hours")}
    at = Hours(wish.begins, wish.begins).on(wish.days[0])[0]
    return {"ask": context.pen("shift_make.which_end", begins=at)}


async def _ask_feast(context: Context, answers: Answers) -> Values:
    days = wish_of(answers).closed
    return {"days": "\n".join(feasts_told(context.pen, days))}


async def _read_back(context: Context, answers: Answers) -> Values:
    wish = wish_of(answers)
    found = await role_of(context.tx, wish.role or 0)
    return {"told": wish_told(context, wish, found.title if found else "")}


async def _finish(context: Context, answers: Answers) -> Reply:
    if not wish_of(answers).working:
        return say("shift_make.none", WEEK)
    if answers["sure"] is not True:
        return Reply(begin=Begin(FLOW, {"so": answers["sure"]}))
    return await refused(_make(context, wish_of(answers)))


async def _make(context: Context, wish: Wish) -> Reply:
    if wish.begins is None or wish.ends is None or wish.most is None or wish.role is None:
        return say("shift_make.nothing")
    days, hours = wish.working, Hours(wish.begins, wish.ends)
    begins_at, ends_at = hours.on(days[0])
    wanted = Wanted(
        wish.role,
        begins_at,
        ends_at,
        wish.least or 1,
        wish.most,
        wish.branch,
        wish.title,
        wish.note,
        wish.contact,
    )
    by, tx, now = context.staff(), context.tx, context.now
    if len(days) == 1:
        made = await actions.make(tx, by, wanted, now)
        return say("shift_make.made_one", see(made.id), WEEK, ref=made.id)
    again = Repeated(wish.words, hours, days, wish.without)
    _, every = await actions.make_series(tx, by, wanted, again, now)
    first = every[0].id
    return say("shift_make.made", see(first), WEEK, n=len(every), ref=first)


async def _has_roles(context: Context, _: Answers) -> Reply | None:
    return None if (await sayable(context)).roles else say("volunteers.no_roles")


def _not_begun(answers: Answers, _: Context) -> bool:
    return not answers.args.get("so")


FLOWS = (
    Flow(
        name=FLOW,
        version=1,
        steps=(
            ReadStep(
                key="said", when=_not_begun, values=_ask_said, read=read_sentence, most=LONGEST
            ),
            ReadStep(
                key="when",
                when=_before("when", lambda wish: not wish.days),
                values=_ask_when,
                read=read_days,
                most=LONGEST,
            ),
            ReadStep(key="until", when=_before("until", endless), read=read_until, most=SHORT),
            ReadStep(
                key="hours",
                when=_before("hours", _no_hours),
                values=_ask_hours,
                read=read_hours,
                most=SHORT,
            ),
            ReadStep(
                key="role",
                when=_before("role", lambda wish: wish.role is None),
                suggestions=roles,
                read=read_role,
                most=SHORT,
            ),
            ReadStep(key="place", when=_no_place, suggestions=places, read=read_place, most=SHORT),
            ReadStep(
                key="people",
                when=_before("people", lambda wish: not wish.whole),
                suggestions=numbers,
                read=read_people,
                most=SHORT,
            ),
            YesNo(key="feast", when=_only_closed, values=_ask_feast),
            ReadStep(
                key="sure",
                when=_takes_place,
                values=_read_back,
                suggestions=yes_no,
                read=read_sure,
                most=LONGEST,
            ),
        ),
        finish=_finish,
        opens=_has_roles,
        role=Role.COORDINATOR,
    ),
)
