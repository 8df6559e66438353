"""The idea: three questions before the receipt, so that nobody gives up on the way.

Must not ask for anything personal of somebody who has not said that they are 15.
"""

from __future__ import annotations

from handlers.conversation.commands import Command
from handlers.conversation.flow import Answers, Choice, Flow, OneOf, TextStep, YesNo
from handlers.conversation.values import Begin, Context, Message, Reply
from storage.cases.rules import shown_code
from storage.ideas.actions import NewIdea, submit_idea
from storage.ideas.rules import BENEFIT_LONGEST, TEXT_LONGEST, HearBack
from storage.people.actions import tell_age
from storage.people.rules import AgeBand

PHONE = r"\+?[0-9][0-9 ]{6,17}[0-9]"
"""Eight digits and more, with the spaces that people write."""


async def remember_age(context: Context, fifteen: bool) -> None:
    """Keep which side of 15 somebody is on, for this turn and for all that follow."""
    context.age = AgeBand.FROM_15 if fifteen else AgeBand.UNDER_15
    await tell_age(context.tx, context.person_id, context.age)


async def _ways_to_hear(context: Context, _: Answers) -> tuple[Choice, ...]:
    """A child is not offered to leave a number."""
    grown = context.age is not AgeBand.UNDER_15
    ways = [way for way in HearBack if grown or way is not HearBack.PHONE]
    return tuple(
        Choice(way, context.texts.render(f"idea.hear_{way}", context.language)) for way in ways
    )


def _wants_a_call(answers: Answers, _: Context) -> bool:
    return bool(answers["hear"] == HearBack.PHONE)


def _age_matters(answers: Answers, context: Context) -> bool:
    return _wants_a_call(answers, context) and context.age is AgeBand.UNKNOWN


def _may_leave_a_number(answers: Answers, context: Context) -> bool:
    return _wants_a_call(answers, context) and context.age is AgeBand.FROM_15


async def _save(context: Context, answers: Answers, key: str) -> None:
    if key == "fifteen":
        await remember_age(context, answers["fifteen"])


async def _send(context: Context, answers: Answers) -> Reply:
    """Hand in the idea; say its number, its code and the promised day."""
    wanted = HearBack(answers["hear"])
    child = wanted is HearBack.PHONE and context.age is not AgeBand.FROM_15
    idea = NewIdea(
        text=answers["text"],
        benefit=answers["benefit"],
        hear_back=HearBack.PAGE if child else wanted,
        phone=answers["phone"] if _may_leave_a_number(answers, context) else None,
        branch=answers.args.get("branch"),
        language=context.language,
    )
    days = context.library.days_to_answer
    case = await submit_idea(context.tx, context.person_id, idea, context.now, days)
    promised = case.promised_on or ""
    receipt = (
        Message("idea.receipt", {"ref": case.number, "date": promised}, case=case.number),
        Message("idea.code", {"code": shown_code(case.code)}),  # theirs alone: not on the case
    )
    return Reply(
        (*((Message("idea.child_path"),) if child else ()), *receipt),
        Begin("more", {"case": case.number, "branch": idea.branch}),
    )


async def _open(_: Context, words: str) -> Reply:
    """`/ide`, or `/ide` with the idea at once."""
    return Reply(begin=Begin("idea", given={"text": words} if words else {}))


IDEA = Flow(
    name="idea",
    version=1,
    steps=(
        TextStep(key="text", least=5, most=TEXT_LONGEST),
        TextStep(key="benefit", least=2, most=BENEFIT_LONGEST),
        OneOf(key="hear", choices=_ways_to_hear),
        YesNo(key="fifteen", when=_age_matters),
        TextStep(key="phone", when=_may_leave_a_number, most=20, pattern=PHONE),
    ),
    finish=_send,
    save=_save,
)

OPEN = Command(("ide", "idea"), _open)
