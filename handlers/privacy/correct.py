"""`/ret 12`: correct what one has said about an idea, until it is decided.

A decided record is not rewritten: a correction is then added to it.
"""

from __future__ import annotations

from handlers.conversation.flow import Answers, Choice, Flow, OneOf, TextStep
from handlers.conversation.parsers import folded
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from storage.cases.rules import NotValid, Problem
from storage.ideas.actions import correct
from storage.ideas.queries import CitizenCase, case_for_citizen, my_cases
from storage.ideas.rules import CORRECTABLE, TEXT_LONGEST, Act, TooLate
from storage.people.rules import NotAllowed


async def start_correcting(context: Context, rest: str) -> Reply:
    """`/ret`, `/ret 12`."""
    number = await _number(context, rest)
    if number is None:
        return say("correct.which")
    return Reply(begin=Begin("correct", {"case": number}))


async def _number(context: Context, rest: str) -> int | None:
    """The case that was named, or the only one that can be corrected."""
    typed = folded(rest).removeprefix("nummer ").strip()
    if typed.isdecimal() and len(typed) < 10:
        return int(typed)
    own = [case.number for case in await my_cases(context.tx, context.person_id)]
    return own[0] if len(own) == 1 else None


async def _case(context: Context, answers: Answers) -> CitizenCase | None:
    return await case_for_citizen(context.tx, context.person_id, answers.args["case"])


async def _opens(context: Context, answers: Answers) -> Reply | None:
    case = await _case(context, answers)
    if case is None:
        return say("correct.which")
    return None if Act.CORRECT in case.acts else _too_late(case.number)


def _too_late(number: int) -> Reply:
    return say("correct.too_late", Button.to("tilfoej", number), ref=number)


async def _fields(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """The fields that have a text, each with its first words."""
    case = await _case(context, answers)
    said = {name: getattr(case.given, name) for name in CORRECTABLE} if case else {}
    return tuple(
        Choice(name, context.pen(f"correct.field_{name}")) for name, words in said.items() if words
    )


async def _before(context: Context, answers: Answers) -> dict[str, str]:
    case = await _case(context, answers)
    return {"before": (getattr(case.given, answers["field"], None) if case else None) or ""}


async def _correct(context: Context, answers: Answers) -> Reply:
    number, field = answers.args["case"], answers["field"]
    try:
        await correct(context.tx, context.person_id, number, field, answers["words"], context.now)
    except TooLate:
        return _too_late(number)
    except NotAllowed:
        return say("correct.which")
    except NotValid as wrong:
        if wrong.problem is Problem.TOO_LONG:
            return say("problem.too_long", limit=wrong.limit or TEXT_LONGEST)
        return say("correct.not_a_phone")
    see = Button.to("sag", number)
    return Reply((Message("correct.done", {"ref": number}, (see,), case=number),))


CORRECT = Flow(
    name="correct",
    version=1,
    steps=(
        OneOf(key="field", choices=_fields),
        TextStep(key="words", most=TEXT_LONGEST, values=_before),
    ),
    finish=_correct,
    opens=_opens,
    always=True,
    private=True,
)
