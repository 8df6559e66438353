"""What a citizen does with their own case: add to it, answer, withdraw it.

Their words become lines of the case through Reply.about.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from handlers.conversation.commands import Run
from handlers.conversation.flow import Answer, Answers, Finish, Flow, Opens, TextStep, YesNo
from handlers.conversation.numbers import number_and_words
from handlers.conversation.parsers import yes_or_no
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, Text, say
from handlers.ideas.mine import not_theirs, only_case, show_mine
from storage.ideas.actions import answer, withdraw
from storage.ideas.queries import CitizenCase, case_for_citizen, my_cases
from storage.ideas.rules import WORDS_LONGEST, Act, TooLate
from storage.introductions.actions import let_go_of_case

Found = Callable[[Context], Awaitable[int | None]]


async def _case(context: Context, answers: Answers) -> CitizenCase | None:
    return await case_for_citizen(context.tx, context.person_id, answers.args["case"])


async def _asked_case(context: Context) -> int | None:
    """The only case with an open question; else the only case."""
    asked = [c.number for c in await my_cases(context.tx, context.person_id) if c.asked]
    return asked[0] if len(asked) == 1 else await only_case(context)


async def _may_add(context: Context, answers: Answers) -> Reply | None:
    return None if await _case(context, answers) else not_theirs()


async def _may_answer(context: Context, answers: Answers) -> Reply | None:
    case = await _case(context, answers)
    if case is None:
        return not_theirs()
    return None if case.question else say("answer.no_question", _add(case.number))


async def _may_withdraw(context: Context, answers: Answers) -> Reply | None:
    case = await _case(context, answers)
    if case is None:
        return not_theirs()
    return None if Act.WITHDRAW in case.acts else say("withdraw.too_late", _add(case.number))


async def _question(context: Context, answers: Answers) -> Values:
    case = await _case(context, answers)
    return {"question": (case.question if case else None) or ""}


async def _say(context: Context, answers: Answers) -> Reply:
    """Save their words. They answer an open question of staff, whatever button was pressed."""
    number = answers.args["case"]
    days = context.library.days_to_answer
    act = await answer(context.tx, context.person_id, number, context.now, days)
    case = await _case(context, answers)
    done = Message("add.done", {"ref": number}, (_see(number),))
    if act is Act.ANSWER and case is not None and case.promised_on is not None:
        done = Message("answer.done", {"ref": number, "date": case.promised_on}, (_see(number),))
    return Reply((done,), about=number)


async def _withdraw(context: Context, answers: Answers) -> Reply:
    number = answers.args["case"]
    if not answers["sure"]:
        return say("withdraw.kept", _see(number))
    try:
        days = context.library.days_to_answer
        await withdraw(context.tx, context.person_id, number, context.now, days)
        await let_go_of_case(context.tx, number, context.now)
    except TooLate:
        return say("withdraw.too_late", _add(number))
    return Reply((Message("withdraw.done", {"ref": number}, (_see(number),), case=number),))


def _with_words(flow: str, found: Found, opens: Opens, finish: Finish) -> Run:
    """A command for a flow of one question. Words after the command answer it at once, so no other
    conversation is disturbed. They are kept even if no question of staff is open.
    """

    async def run(context: Context, rest: str) -> Reply:
        number, words = number_and_words(context, rest)
        number = number or await found(context)
        if number is None:
            return await show_mine(context, "")
        if not words:
            return Reply(begin=Begin(flow, {"case": number}))
        answers = Answers({"words": Answer(words, words)}, {"case": number})
        reply = await opens(context, answers) or await finish(context, answers)
        if reply.about is not None:
            context.line_text = words
        return reply

    return run


start_adding = _with_words("add", only_case, _may_add, _say)
start_answering = _with_words("answer", _asked_case, _may_add, _say)


async def start_withdrawing(context: Context, rest: str) -> Reply:
    """`/traek 12` asks first; `/traek 12 ja` does it."""
    number, words = number_and_words(context, rest)
    number = number or await only_case(context)
    if number is None:
        return await show_mine(context, "")
    if not yes_or_no(Text(words)):
        return Reply(begin=Begin("withdraw", {"case": number}))
    answers = Answers({"sure": Answer(True, words)}, {"case": number})
    return await _may_withdraw(context, answers) or await _withdraw(context, answers)


def _see(number: int) -> Button:
    return Button.to("sag", number)


def _add(number: int) -> Button:
    return Button.to("tilfoej", number)


async def _number(_: Context, answers: Answers) -> Values:
    return {"ref": answers.args["case"]}


FLOWS = (
    Flow(
        name="add",
        version=1,
        steps=(TextStep(key="words", most=WORDS_LONGEST, values=_number),),
        finish=_say,
        opens=_may_add,
    ),
    Flow(
        name="answer",
        version=1,
        steps=(TextStep(key="words", most=WORDS_LONGEST, values=_question),),
        finish=_say,
        opens=_may_answer,
    ),
    Flow(
        name="withdraw",
        version=1,
        steps=(YesNo(key="sure", values=_number),),
        finish=_withdraw,
        opens=_may_withdraw,
    ),
)
