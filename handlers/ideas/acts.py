"""What all decisions at the desk share: whether one may be made, what is said when it was made, and
what is said kindly when a colleague was faster.

Must not know any single decision.
"""

from __future__ import annotations

from collections.abc import Awaitable, Coroutine, Mapping
from typing import Any

from handlers.conversation.commands import Run
from handlers.conversation.flow import Answers, Choice, Choosing, Opens
from handlers.conversation.numbers import number_and_words
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.ideas.desk import no_such_case
from handlers.ideas.news import news
from handlers.ideas.wording import happened, state_word
from storage.cases.queries import history, locked, templates
from storage.cases.rules import UNDO_LASTS, CaseAct, NoSuchCase, NotValid, first_name
from storage.cases.tables import Event, Template
from storage.ideas.queries import audience, case_for_staff, named
from storage.ideas.rules import Act, AlreadyTaken, HearBack, TooLate
from storage.people.rules import Language, NotAllowed


def begins(flow: str, first: str) -> Run:
    """A command that begins a decision; words after the number answer its first question."""

    async def run(context: Context, rest: str) -> Reply:
        number, words = number_and_words(context, rest)
        if number is None:
            return say("desk_case.which")
        return await begun(context, flow, number, {first: words} if words else {})

    return run


async def begun(context: Context, flow: str, number: int, given: Mapping[str, str]) -> Reply:
    """Begin a decision. It remembers the last move of the case that the colleague has seen."""
    moves = await _moves(context, number)
    return Reply(begin=Begin(flow, {"case": number, "seen": moves[-1].id if moves else 0}, given))


def open_to(act: Act) -> Opens:
    """The `opens` of a flow: refuses a decision that cannot be made now, before it asks."""

    async def opens(context: Context, answers: Answers) -> Reply | None:
        number = answers.args["case"]
        case = await case_for_staff(context.tx, context.staff(), number)
        if case is None:
            return no_such_case(number)
        if act in case.acts:
            return None
        return overtaken(context, number, case.case.state, await _mover(context, number))

    return opens


async def _mover(context: Context, number: int) -> str | None:
    """Who moved the case last."""
    moves = await _moves(context, number)
    return moves[-1].by_name if moves else None


async def _moves(context: Context, number: int) -> list[Event]:
    """The acts that changed the state of a case, oldest first, except those taken back."""
    return [
        event
        for event in await history(context.tx, number)
        if event.from_state != event.to_state
        and event.undone_at is None
        and event.act != CaseAct.UNDO
    ]


async def _decided_meanwhile(context: Context, answers: Answers) -> Reply | None:
    """The refusal, if a colleague moved the case since this decision was begun; else None.

    Several acts are legal after what others decided (a no after a yes), but whoever did not know of
    that has not chosen it. The case is locked, so of two at the same moment one comes second.
    """
    number, seen = answers.args["case"], answers.args.get("seen")
    case = await locked(context.tx, number)
    if case is None or seen is None:
        return None
    me = context.staff().person_id
    others = [
        event
        for event in await _moves(context, number)
        if event.id > seen and event.by_name is not None and event.by != me
    ]
    return overtaken(context, number, case.state, others[-1].by_name) if others else None


def overtaken(context: Context, number: int, state: str, by_name: str | None) -> Reply:
    """Say that the case is in another state by now, and who moved it."""
    where = Key(state_word(state))
    if by_name is None or by_name == first_name(context.staff().name):
        return say("decide.not_now", see(number), ref=number, state=where)
    return say("decide.overtaken", see(number), ref=number, state=where, name=by_name)


async def carried_out(context: Context, number: int, act: Awaitable[Event | None]) -> Reply:
    """Do it, and say what was done and until when it can be taken back; or who was faster.

    NotValid is left to the flow, which knows what to ask again.
    """
    try:
        event = await act
    except AlreadyTaken as taken:
        mine = Button(f"/giv {number} mig", "decide.take_over")
        return say("decide.taken", see(number), mine, name=taken.by_name)
    except TooLate as late:
        return overtaken(context, number, late.state, late.by_name)
    except NoSuchCase:
        return no_such_case(number)
    except NotAllowed:
        return say("common.not_allowed")
    if event is None:
        return say("decide.already", see(number), ref=number)
    return await _done(context, event)


async def _done(context: Context, event: Event) -> Reply:
    number = event.case_number
    did = happened(event.act, event.public)
    what = context.pen(did.key, **did.values)
    undo = Button.to("fortryd", number)
    if not event.told:
        return say("decide.done_inside", undo, see(number), ref=number, what=what)
    until = event.at + UNDO_LASTS
    told: Values = {"ref": number, "what": what, "until": until}
    call = await _wants_a_call(context, number)
    return Reply((*call, Message("decide.done", told, (undo, see(number)))))


async def _wants_a_call(context: Context, number: int) -> tuple[Message, ...]:
    """A reminder that this citizen wants the answer by telephone."""
    case = await case_for_staff(context.tx, context.staff(), number)
    if case is None or case.idea.hear_back != HearBack.PHONE or not case.idea.phone:
        return ()
    return (Message("decide.call", {"phone": case.idea.phone}),)


async def decided(
    context: Context, flow: str, answers: Answers, act: Coroutine[Any, Any, Event | None]
) -> Reply:
    """The end of a flow that decides. An answer that cannot be kept is asked for again."""
    if (reply := await _decided_meanwhile(context, answers)) is not None:
        act.close()
        return reply
    try:
        return await carried_out(context, answers.args["case"], act)
    except NotValid as wrong:
        kept = {
            key: answer.words
            for key, answer in answers.given.items()
            if answer.words and key != wrong.field
        }
        values = {"limit": wrong.limit} if wrong.limit else {}
        problem = Message(f"problem.{wrong.problem}", values)
        return Reply((problem,), Begin(flow, answers.args, kept))


def see(number: int) -> Button:
    """The button to a case."""
    return Button.to("sag", number)


ANSWERED = (Act.ASK, Act.PARK, Act.DECLINE, Act.REDIRECT, Act.REPLY, Act.REOPEN)
"""The acts for which the library's ready answers are offered."""


def own_answers(act: Act) -> Choosing:
    """The choices of ready answers for an act, in the citizen's language. An answer that is missing
    in the language of a reader says so in its label.
    """

    async def choices(context: Context, answers: Answers) -> tuple[Choice, ...]:
        readers = await their_languages(context, answers.args["case"])
        return tuple(_offered(context, readers, one) for one in await templates(context.tx, act))

    return choices


def _offered(context: Context, readers: tuple[Language, ...], one: Template) -> Choice:
    english = readers[0] is Language.EN and bool(one.en)
    language, text = (Language.EN, one.en) if english else (Language.DA, one.da)
    label = one.title
    if set(readers) != {language}:
        label = context.pen(f"decide.answer_{language}", title=one.title)
    return Choice(str(one.id), label, text)


async def their_languages(context: Context, number: int) -> tuple[Language, ...]:
    """The languages of those who will read the answer. It is written in the first of them."""
    listeners = await audience(context.tx, number)
    return tuple(Language(each.language) for each in listeners) or (context.language,)


async def will_read(context: Context, number: int, act: Act, public: Mapping[str, Any]) -> str:
    """The very words that the citizen will read if this is decided."""
    language = (await their_languages(context, number))[0]
    case = (await named(context.tx, [number]))[number]
    told = news(act, public, first_name(context.staff().name), case, context.library)
    return context.texts.render(told.key, language, told.values)
