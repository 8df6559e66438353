"""The flow of an idea: three questions before the receipt, so that nobody gives up on the way.

Nothing personal is asked of somebody who has not said that they are 15.
"""

from __future__ import annotations

from handlers.conversation.age import remember_age
from handlers.conversation.commands import Command
from handlers.conversation.contacts import PHONE
from handlers.conversation.flow import Answers, Choice, Flow, OneOf, TextStep, YesNo
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Context, Message, Reply
from handlers.ideas.company import OWN, SAME, joined
from storage.cases.rules import Source, shown_code
from storage.cases.tables import Case
from storage.ideas.actions import NewIdea, submit_idea
from storage.ideas.rules import BENEFIT_LONGEST, TEXT_LONGEST, HearBack
from storage.mail.queries import boxes
from storage.people.rules import AgeBand, Channel


async def _ways_to_hear(context: Context, _: Answers) -> tuple[Choice, ...]:
    """The choices of how to hear the answer. Children are not asked for a number or an address."""
    grown = context.age is not AgeBand.UNDER_15
    offered = {HearBack.PHONE: grown, HearBack.MAIL: grown and context.library.mails}
    ways = [way for way in HearBack if offered.get(way, True)]
    return tuple(Choice(way, context.pen(f"idea.hear_{way}")) for way in ways)


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
        source=Source.TELEGRAM if context.channel is Channel.TELEGRAM else Source.WEB,
        language=context.language,
    )
    days = context.library.days_to_answer
    case = await submit_idea(context.tx, context.person_id, idea, context.now, days)
    first = (Message("idea.child_path"),) if child else ()
    company = await joined(context, answers, case)
    receipt = company or _receipt(case, alone=answers["same"] in {None, OWN})
    more = None if company else Begin("more", {"case": case.number, "branch": idea.branch})
    if wanted is HearBack.MAIL:  # the address is asked for after the receipt
        then = {"then": {"flow": more.flow, "args": dict(more.args)}} if more else {}
        return Reply((*first, *receipt), Begin("mail", then))
    return Reply((*first, *receipt, *await _mailed_anyway(context)), more)


def _receipt(case: Case, *, alone: bool) -> tuple[Message, ...]:
    """The receipt: number, day and code; and why the idea could not be joined to the chosen one."""
    promised: Values = {"ref": case.number, "date": case.promised_on or ""}
    return (
        *(() if alone else (Message("idea.same_gone"),)),
        Message("idea.receipt", promised, case=case.number),
        Message("idea.code", {"code": shown_code(case.code)}),  # not on the case
    )


async def _mailed_anyway(context: Context) -> tuple[Message, ...]:
    """For somebody who is told by mail of other cases: this one too, and how to stop that."""
    if not context.library.mails:
        return ()
    had = await boxes(context.tx, context.person_id, context.now)
    return (Message("mail.also"),) if had.live else ()


async def _open(_: Context, words: str) -> Reply:
    """`/ide`, or `/ide` with the idea at once."""
    return Reply(begin=Begin("idea", given={"text": words} if words else {}))


IDEA = Flow(
    name="idea",
    version=1,
    steps=(
        TextStep(key="text", least=5, most=TEXT_LONGEST, readable=True),
        TextStep(key="benefit", least=2, most=BENEFIT_LONGEST),
        OneOf(key="hear", choices=_ways_to_hear),
        YesNo(key="fifteen", when=_age_matters),
        TextStep(key="phone", when=_may_leave_a_number, most=20, pattern=PHONE),
        SAME,
    ),
    finish=_send,
    save=_save,
)

OPEN = Command(("ide", "idea"), _open)
