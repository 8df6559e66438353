"""The decisions of staff about an idea, one flow each; the yes has a file of its own, approve.py.

Roles are checked here so that the right thing is said, and again in storage.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from handlers.conversation.commands import Run
from handlers.conversation.flow import (
    Answers,
    Choice,
    DateStep,
    Flow,
    NumberStep,
    OneOf,
    TextStep,
)
from handlers.conversation.numbers import number_and_words
from handlers.conversation.parsers import folded
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Context, Reply, say
from handlers.ideas.acts import begun, carried_out, decided, open_to, own_answers, see, will_read
from handlers.ideas.wording import happened, title_of
from storage.cases.rules import NoSuchCase
from storage.cases.tables import Event
from storage.ideas import actions
from storage.ideas.queries import case_for_staff
from storage.ideas.rules import (
    QUESTION_LONGEST,
    REASON_LONGEST,
    TITLE_LONGEST,
    Act,
    CannotUndo,
    Theme,
)
from storage.people.queries import colleagues
from storage.people.rules import Role
from storage.talk.rules import place_case

ONESELF = frozenset({"mig", "me"})

Doing = Callable[[Context, int], Awaitable[Event | None]]


def _at_once(do: Doing) -> Run:
    """A decision without a question; it can be taken back."""

    async def run(context: Context, rest: str) -> Reply:
        number, _ = number_and_words(context, rest)
        if number is None:
            return say("desk_case.which")
        return await carried_out(context, number, do(context, number))

    return run


async def _take(context: Context, number: int) -> Event | None:
    return await actions.take(context.tx, context.staff(), number, context.now)


async def _search(context: Context, number: int) -> Event:
    days = context.library.days_to_answer
    return await actions.search_partners(context.tx, context.staff(), number, context.now, days)


async def _start(context: Context, number: int) -> Event:
    return await actions.start(context.tx, context.staff(), number, context.now)


async def _separate(context: Context, number: int) -> Event:
    days = context.library.days_to_answer
    return await actions.separate(context.tx, context.staff(), number, context.now, days)


async def _hide(context: Context, number: int) -> Event:
    return await actions.hide(context.tx, context.staff(), number, context.now)


take, search_partners, start = _at_once(_take), _at_once(_search), _at_once(_start)
separate, hide = _at_once(_separate), _at_once(_hide)


async def undo(context: Context, rest: str) -> Reply:
    """`/fortryd 12`: take back one's own act before the citizen is told of it."""
    number, _ = number_and_words(context, rest)
    if number is None:
        return say("desk_case.which")
    try:
        event = await actions.undo(context.tx, context.staff(), number, context.now)
    except (CannotUndo, NoSuchCase):
        return say("decide.cannot_undo", see(number), ref=number)
    did = happened(event.act, event.public)
    what = context.pen(did.key, **did.values)
    return say("decide.undone", see(number), ref=number, what=what)


async def start_merging(context: Context, rest: str) -> Reply:
    """`/slaasammen 12 15`; on case 12's own page `/slaasammen 15` is enough."""
    number, words = number_and_words(context, rest)
    here = place_case(context.place)
    if here is not None and number not in {None, here}:
        number, words = here, str(number)
    if number is None:
        return say("desk_case.which")
    return await begun(context, "merge", number, {"into": words} if words else {})


async def start_giving(context: Context, rest: str) -> Reply:
    """`/giv 12`, `/giv 12 Bo`, and `/giv 12 mig` for oneself."""
    number, words = number_and_words(context, rest)
    if number is None:
        return say("desk_case.which")
    to = context.staff().name if folded(words) in ONESELF else words
    return await begun(context, "give", number, {"to": to} if to else {})


async def _everybody(context: Context, _: Answers) -> tuple[Choice, ...]:
    return tuple(Choice(str(c.person_id), c.name) for c in await colleagues(context.tx))


async def _hand_on(context: Context, answers: Answers) -> Reply:
    to = int(answers["to"])
    done = actions.hand_on(context.tx, context.staff(), answers.args["case"], to, context.now)
    return await decided(context, "give", answers, done)


async def _ask(context: Context, answers: Answers) -> Reply:
    words = answers["question"]
    done = actions.ask(context.tx, context.staff(), answers.args["case"], words, context.now)
    return await decided(context, "ask", answers, done)


async def _park(context: Context, answers: Answers) -> Reply:
    until = date.fromisoformat(answers["until"])
    number, reason = answers.args["case"], answers["reason"]
    done = actions.park(context.tx, context.staff(), number, until, reason, context.now)
    return await decided(context, "park", answers, done)


async def _decline(context: Context, answers: Answers) -> Reply:
    done = actions.decline(
        context.tx,
        context.staff(),
        answers.args["case"],
        answers["reason"],
        context.now,
        alternative=answers["alternative"],
    )
    return await decided(context, "decline", answers, done)


async def _decline_preview(context: Context, answers: Answers) -> Values:
    public = {"reason": answers["reason"], "alternative": answers["alternative"]}
    return {"news": await will_read(context, answers.args["case"], Act.DECLINE, public)}


async def _redirect(context: Context, answers: Answers) -> Reply:
    number, reason, where = answers.args["case"], answers["reason"], answers["where"]
    done = actions.redirect(context.tx, context.staff(), number, reason, where, context.now)
    return await decided(context, "redirect", answers, done)


async def _redirect_preview(context: Context, answers: Answers) -> Values:
    public = {"reason": answers["reason"], "where": answers["where"]}
    return {"news": await will_read(context, answers.args["case"], Act.REDIRECT, public)}


async def _reply(context: Context, answers: Answers) -> Reply:
    words = answers["words"]
    done = actions.reply(context.tx, context.staff(), answers.args["case"], words, context.now)
    return await decided(context, "reply", answers, done)


async def _merge(context: Context, answers: Answers) -> Reply:
    number, into = answers.args["case"], answers["into"]
    done = actions.merge(context.tx, context.staff(), number, into, context.now)
    return await decided(context, "merge", answers, done)


async def _merge_preview(context: Context, answers: Answers) -> Values:
    into = await case_for_staff(context.tx, context.staff(), answers["into"])
    title = title_of(into.case.title, into.idea.text) if into else Key("merge.unknown")
    return {"ref": answers.args["case"], "into": answers["into"], "title": title}


async def _realise(context: Context, answers: Answers) -> Reply:
    words = answers["became"]
    done = actions.realise(context.tx, context.staff(), answers.args["case"], words, context.now)
    return await decided(context, "realise", answers, done)


async def _reopen(context: Context, answers: Answers) -> Reply:
    number, reason = answers.args["case"], answers["reason"]
    days = context.library.days_to_answer
    done = actions.reopen(context.tx, context.staff(), number, reason, context.now, days)
    return await decided(context, "reopen", answers, done)


async def _rename(context: Context, answers: Answers) -> Reply:
    words = answers["title"]
    done = actions.rename(context.tx, context.staff(), answers.args["case"], words, context.now)
    return await decided(context, "rename", answers, done)


async def _sort(context: Context, answers: Answers) -> Reply:
    theme = Theme(answers["theme"])
    done = actions.sort(context.tx, context.staff(), answers.args["case"], theme, context.now)
    return await decided(context, "sort", answers, done)


def _reason(act: Act) -> TextStep:
    return TextStep(key="reason", most=REASON_LONGEST, suggestions=own_answers(act))


FLOWS = (
    Flow(
        name="give",
        version=1,
        steps=(OneOf(key="to", choices=_everybody),),
        finish=_hand_on,
        opens=open_to(Act.HAND_ON),
        role=Role.HOST,
    ),
    Flow(
        name="ask",
        version=1,
        steps=(TextStep(key="question", most=QUESTION_LONGEST, suggestions=own_answers(Act.ASK)),),
        finish=_ask,
        opens=open_to(Act.ASK),
        role=Role.HOST,
    ),
    Flow(
        name="park",
        version=1,
        steps=(DateStep(key="until"), _reason(Act.PARK)),
        finish=_park,
        opens=open_to(Act.PARK),
        role=Role.COORDINATOR,
    ),
    Flow(
        name="decline",
        version=1,
        steps=(
            _reason(Act.DECLINE),
            TextStep(key="alternative", optional=True, most=REASON_LONGEST),
        ),
        finish=_decline,
        summary=True,
        preview=_decline_preview,
        opens=open_to(Act.DECLINE),
        role=Role.COORDINATOR,
    ),
    Flow(
        name="redirect",
        version=1,
        steps=(_reason(Act.REDIRECT), TextStep(key="where", most=REASON_LONGEST)),
        finish=_redirect,
        summary=True,
        preview=_redirect_preview,
        opens=open_to(Act.REDIRECT),
        role=Role.COORDINATOR,
    ),
    Flow(
        name="reply",
        version=1,
        steps=(TextStep(key="words", most=REASON_LONGEST, suggestions=own_answers(Act.REPLY)),),
        finish=_reply,
        opens=open_to(Act.REPLY),
        role=Role.HOST,
    ),
    Flow(
        name="merge",
        version=1,
        steps=(NumberStep(key="into", least=1, most=999_999_999),),
        finish=_merge,
        summary=True,
        preview=_merge_preview,
        opens=open_to(Act.MERGE),
        role=Role.COORDINATOR,
    ),
    Flow(
        name="realise",
        version=1,
        steps=(TextStep(key="became", most=REASON_LONGEST),),
        finish=_realise,
        opens=open_to(Act.REALISE),
        role=Role.COORDINATOR,
    ),
    Flow(
        name="reopen",
        version=1,
        steps=(_reason(Act.REOPEN),),
        finish=_reopen,
        opens=open_to(Act.REOPEN),
        role=Role.COORDINATOR,
    ),
    Flow(
        name="rename",
        version=1,
        steps=(TextStep(key="title", most=TITLE_LONGEST),),
        finish=_rename,
        opens=open_to(Act.RENAME),
        role=Role.COORDINATOR,
    ),
    Flow(
        name="sort",
        version=1,
        steps=(OneOf(key="theme", choices=tuple(Theme)),),
        finish=_sort,
        opens=open_to(Act.SORT),
        role=Role.HOST,
    ),
)
