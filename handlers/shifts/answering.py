"""Reads answers while shifts are made: the sentence, the questions after it, and the last yes.

Each answer becomes a part of a wish; nothing is made here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.conversation.dates import Unclear, understand
from handlers.conversation.flow import Answer, Answers, Choice, Unread
from handlers.conversation.parsers import yes_or_no as meant_yes
from handlers.conversation.values import Context, Text
from handlers.shifts import counting, naming
from handlers.shifts.acts import sayable
from handlers.shifts.calling import called
from handlers.shifts.saying import Said, read
from handlers.shifts.wish import Wish, of_time, restored, stored
from handlers.shifts.wording import people_told
from storage.shifts.rules import MOST_PEOPLE, MOST_SHIFTS


async def read_here(context: Context, words: str, base: Wish | None = None) -> Said:
    """Read words with the roles and branches of this library. A role at one branch also gives the
    place.
    """
    here = await sayable(context)
    said = read(words, here, context.now, context.language, base)
    only = next((each for each in here.roles if each.id == said.wish.role), None)
    if only is not None and not (said.wish.branch or said.wish.anywhere):
        return replace(said, wish=replace(said.wish, branch=only.branch))
    return said


def kept(said: Said) -> dict[str, Any]:
    """What was read, as data, with what to ask about the days where they were not understood."""
    why = [said.unclear.key, said.unclear.words] if said.unclear else None
    return {"wish": stored(said.wish), "why": why}


def so_far(answers: Answers) -> dict[str, Any]:
    """The data with which the dialogue began, or of its first sentence."""
    found: dict[str, Any] = answers.args.get("so") or answers["said"] or {"wish": {}, "why": None}
    return found


STEPS = ("when", "until", "hours", "role", "place", "people")
"""The questions whose answers are parts of a wish, in order."""


def wish_of(answers: Answers, before: str | None = None) -> Wish:
    """The wish so far; or as it was before a question, because whether a question is asked depends
    only on earlier answers.
    """
    wish = restored(so_far(answers)["wish"])
    for key in STEPS[: STEPS.index(before) if before else None]:
        if answers[key] is not None:
            wish = wish.joined(restored(answers[key]))
    return replace(wish, feasts=answers["feast"]) if answers["feast"] is not None else wish


def endless(wish: Wish) -> bool:
    """Whether a series has no end, or more shifts than are made at a time."""
    return bool(wish.days) and (wish.open or len(wish.days) > MOST_SHIFTS)


async def read_sentence(context: Context, _: Answers, words: str) -> Answer | Unread:
    """A whole sentence, or part of it."""
    said = await read_here(context, words)
    if not said.wish.said_anything():
        unclear = said.unclear
        return Unread(unclear.key, {"words": unclear.words}) if unclear else _NOTHING
    return Answer(kept(said), words)


_NOTHING = Unread("shift_make.nothing")


async def read_days(context: Context, answers: Answers, words: str) -> Answer | Unread:
    """The days; the answer may say more than was asked."""
    said = await read_here(context, words, wish_of(answers))
    if said.unclear is not None:
        return Unread(said.unclear.key, {"words": said.unclear.words})
    return Answer(stored(said.wish), words) if said.wish.days else _NOTHING


async def read_hours(context: Context, answers: Answers, words: str) -> Answer | Unread:
    """The hours; when the beginning is known "18", "til 18" and "i to timer" are enough."""
    wish = wish_of(answers)
    begins = f"kl. {wish.begins:%H.%M} " if wish.begins else ""
    for longer in (f"{begins}til {words}", f"{begins}{words}", words):
        when = understand(longer, context.now, context.language)
        found = None if isinstance(when, Unclear) else of_time(when, longer)
        if found is not None and found.ends is not None:
            return Answer(stored(Wish(begins=found.begins, ends=found.ends)), words)
    return Unread("shift_make.hours_how")


async def read_until(context: Context, answers: Answers, words: str) -> Answer | Unread:
    """The end of a series: "til jul", or only "jul"."""
    wish = wish_of(answers)
    for longer in (f"{wish.words} til {words}", f"{wish.words} {words}"):
        when = understand(longer, context.now, context.language)
        found = None if isinstance(when, Unclear) else of_time(when, longer)
        if found is not None and not endless(found):
            return Answer(stored(found), words)
    return Unread("shift_make.until_when", {"most": MOST_SHIFTS})


async def read_role(context: Context, answers: Answers, words: str) -> Answer | Unread:
    """A role, pressed or typed."""
    here = await sayable(context)
    picked = [each for each in here.roles if words == f"#{each.id}"]
    if not picked:
        found = naming.find(words, [naming.Named(str(r.id), r.title) for r in here.roles])
        picked = [each for each in here.roles if found and str(each.id) in found.keys]
    if len(picked) != 1:
        return Unread("common.pick_one")
    only, wish = picked[0], wish_of(answers)
    branch = None if wish.branch or wish.anywhere else only.branch
    return Answer(stored(Wish(roles=(only.id,), branch=branch)), only.title)


async def roles(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """The possible roles."""
    meant = set(wish_of(answers).roles)
    here = [each for each in (await sayable(context)).roles if not meant or each.id in meant]
    titles = [each.title for each in here]
    return tuple(
        Choice(str(each.id), _told_apart(context, each.title, each.branch, titles), f"#{each.id}")
        for each in here
    )


def _told_apart(context: Context, title: str, branch: str | None, titles: list[str]) -> str:
    """The title; with the branch where two roles have the same title."""
    house = context.library.branch(branch)
    return f"{title}, {house.name}" if house and titles.count(title) > 1 else title


async def read_place(context: Context, _: Answers, words: str) -> Answer | Unread:
    """A branch, or no particular place."""
    if words == _nowhere(context):
        return Answer(stored(Wish(anywhere=True)), words)
    found = naming.find(words, (await sayable(context)).branches)
    if found is None or len(found.keys) != 1:
        return Unread("common.pick_one")
    return Answer(stored(Wish(branch=found.keys[0])), words)


def _nowhere(context: Context) -> str:
    return context.pen("shift_make.nowhere")


async def places(context: Context, _: Answers) -> tuple[Choice, ...]:
    """The branches."""
    houses = tuple(Choice(each.slug, each.name) for each in context.library.branches)
    return (*houses, Choice("-", _nowhere(context)))


async def read_people(context: Context, answers: Answers, words: str) -> Answer | Unread:
    """How many people."""
    people, _ = counting.find(words)
    people = people or counting.bare(words)
    wish = wish_of(answers).joined(Wish(least=people.least, most=people.most))
    if not people or not wish.whole or (wish.most or 0) > MOST_PEOPLE:
        return Unread("shift_make.how_many", {"most": MOST_PEOPLE})
    return Answer(stored(Wish(least=wish.least, most=wish.most)), words)


async def numbers(context: Context, _: Answers) -> tuple[Choice, ...]:
    """The most common numbers."""
    return tuple(Choice(str(n), people_told(context.pen, n, n)) for n in (1, 2, 3))


async def read_sure(context: Context, answers: Answers, words: str) -> Answer | Unread:
    """A yes, or what must be changed."""
    wants = meant_yes(Text(words))
    if wants is not None:
        return Answer(True, words) if wants else Unread("shift_make.what_else")
    wish = wish_of(answers)
    other = await called(context, words)
    if other is not None:
        return other if isinstance(other, Unread) else Answer(kept(Said(wish.joined(other))), words)
    said = await read_here(context, words, wish)
    if said.unclear is not None and not said.wish.said_anything():
        return Unread(said.unclear.key, {"words": said.unclear.words})
    if not said.wish.said_anything():
        return Unread("shift_make.what_else")
    mended = replace(said, wish=wish.joined(said.wish))
    return Answer(kept(mended), words)


async def yes_no(context: Context, _: Answers) -> tuple[Choice, ...]:
    """Buttons for the last question."""
    return (
        Choice("yes", context.pen("common.yes")),
        Choice("no", context.pen("common.no")),
    )
