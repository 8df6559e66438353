"""Ideas that staff have released: shown to somebody whose own idea is like them, and to everybody.

Only titles that staff gave, never anybody's words. Whoever reads, joins or supports one is a
citizen like any other, so nothing here asks for more about them.
"""

from __future__ import annotations

from handlers.conversation.flow import Answers, Choice, OneOf
from handlers.conversation.numbers import number_and_words, page_of
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Button, Context, Message, Reply, say
from handlers.ideas.wording import status_word
from storage.cases.rules import shown_code
from storage.cases.tables import Case
from storage.ideas.actions import NotReleased, OwnIdea, join, take_back, want
from storage.ideas.queries import Released, one_released, released

OWN = "own"
"""The choice to send one's own idea all the same."""


def _looks_like_others(answers: Answers, context: Context) -> bool:
    """Whether released ideas may say the same. It is asked last, and answered from memory."""
    return bool(answers["hear"]) and bool(
        context.shelf.released_like(answers["text"], answers["benefit"])
    )


async def _likes(context: Context, answers: Answers) -> tuple[Released, ...]:
    said = (answers["text"], answers["benefit"])
    return tuple(await context.shelf.joinable_like(context.tx, context.person_id, *said))


async def _titles(context: Context, answers: Answers) -> Values:
    listed = [
        context.pen("idea.same_one", title=idea.title) for idea in await _likes(context, answers)
    ]
    return {"titles": "\n".join(listed) or Key("idea.same_closed")}


async def _choices(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """The choices: join one of these ideas, or send one's own."""
    likes = await _likes(context, answers)
    alone = "same_join" if len(likes) == 1 else "same_join_one"
    joins = tuple(
        Choice(str(like.number), context.pen(f"idea.{alone}", title=like.title)) for like in likes
    )
    return (*joins, Choice(OWN, context.pen("idea.same_own")))


SAME = OneOf(key="same", when=_looks_like_others, values=_titles, choices=_choices)
"""The last question before the receipt, asked only when a released idea is similar."""


async def joined(context: Context, answers: Answers, case: Case) -> tuple[Message, ...] | None:
    """Join a new idea to the chosen one, and say so. None when its author wants it sent alone, or
    the chosen one is no longer open.
    """
    chosen = answers["same"]
    if chosen in {None, OWN}:
        return None
    try:
        await join(context.tx, context.person_id, case.number, int(chosen), context.now)
    except NotReleased:
        return None
    into = await one_released(context.tx, context.person_id, int(chosen))
    return _receipt(case, into) if into else None


def _receipt(case: Case, into: Released) -> tuple[Message, ...]:
    values: Values = {"title": into.title, "n": into.citizens, "ref": case.number}
    key = "joined_no_date"
    if into.promised_on is not None:
        key, values = "joined", {**values, "date": into.promised_on}
    add = Button.to("tilfoej", case.number)
    return (
        Message(f"idea.{key}", values, (add,), case=case.number),
        Message("idea.code", {"code": shown_code(case.code)}),
    )


async def show_released(context: Context, rest: str) -> Reply:
    """`/ideer`, `/ideer 2`: what others have suggested."""
    page = page_of(rest)
    found = await released(context.tx, context.person_id, page)
    if not found.ideas:
        return say("company.none", Button.to("ide"))
    told = tuple(_in_the_list(context, idea) for idea in found.ideas)
    if not found.more:
        return Reply(told)
    onward = Button(f"/ideer {page + 1}", "company.show_more")
    return Reply((*told, Message("company.more", {}, (onward,))))


def _in_the_list(context: Context, idea: Released) -> Message:
    values = {"title": idea.title, "facts": facts(context, idea)}
    return Message("company.one", values, _wishes(idea))


def facts(context: Context, idea: Released) -> str:
    """The state of an idea and the number of its supporters, in plain words."""
    said = [
        context.pen(status_word(idea.state)),
        context.pen("company.citizens", n=idea.citizens),
    ]
    if idea.wanting:
        said.append(context.pen("company.wanting", n=idea.wanting))
    return ". ".join(said)


def _wishes(idea: Released) -> tuple[Button, ...]:
    """The button to support an idea, or to stop; none for one's own."""
    if idea.mine:
        return ()
    if idea.wanted:
        return (Button.to("ogsaaikke", idea.number),)
    return (Button.to("ogsaa", idea.number),)


async def want_too(context: Context, rest: str) -> Reply:
    """`/ogsaa 12`: support an idea."""
    number, _ = number_and_words(context, rest)
    if number is None:
        return await show_released(context, "")
    try:
        new = await want(context.tx, context.person_id, number, context.now)
    except NotReleased:
        return say("company.gone", Button.to("ideer"))
    except OwnIdea:
        return say("company.own", Button.to("mine"))
    return await _counted(context, number, "wants" if new else "wants_already")


async def want_no_more(context: Context, rest: str) -> Reply:
    """`/ogsaaikke 12`: stop supporting it."""
    number, _ = number_and_words(context, rest)
    if number is None:
        return await show_released(context, "")
    await take_back(context.tx, context.person_id, number)
    return await _counted(context, number, "wants_no_more")


async def _counted(context: Context, number: int, key: str) -> Reply:
    idea = await one_released(context.tx, context.person_id, number)
    if idea is None:
        return say("company.gone", Button.to("ideer"))
    values: Values = {"title": idea.title, "facts": facts(context, idea)}
    return Reply((Message(f"company.{key}", values, _wishes(idea)),))
