"""`/hold 12`, `/slip 12`, `/sletborger 12`: keep the data of a case, release it, and erase its
citizen.

As on the page of a case's data. Only that page hands data out.
"""

from __future__ import annotations

from typing import Any

from handlers.conversation.commands import Run
from handlers.conversation.flow import Answers, Flow, Step, TextStep, YesNo
from handlers.conversation.numbers import number_and_words
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Begin, Context, Message, Reply, say
from storage.cases.rules import NoSuchCase
from storage.people.actions import record
from storage.people.rules import Role, StaffAct
from storage.privacy.actions import erase, hold, lift
from storage.privacy.queries import held_cases, whose_case
from storage.privacy.rules import REASON_LONGEST, AlreadyHeld


def begins(flow: str) -> Run:
    """A command that begins a flow about one case, by its number."""

    async def run(context: Context, rest: str) -> Reply:
        number, _ = number_and_words(context, rest)
        return Reply(begin=Begin(flow, {"case": number})) if number else say("case_data.which")

    return run


async def _ref(_: Context, answers: Answers) -> Values:
    return {"ref": answers.args["case"]}


async def _hold(context: Context, answers: Answers) -> Reply:
    number = answers.args["case"]
    try:
        await hold(context.tx, context.staff(), number, answers["reason"], context.now)
    except NoSuchCase:
        return say("case_data.no_case", ref=number)
    except AlreadyHeld:
        pass  # somebody was faster, and it is as was wished
    return say("case_data.held", ref=number)


async def _is_held(context: Context, answers: Answers) -> Reply | None:
    number = answers.args["case"]
    return None if await held_cases(context.tx, number) else say("case_data.not_held", ref=number)


async def _lift(context: Context, answers: Answers) -> Reply:
    number = answers.args["case"]
    if answers["sure"]:
        await lift(context.tx, context.staff(), number, context.now)
    return say("case_data.lifted" if answers["sure"] else "case_data.as_it_was", ref=number)


async def _is_somebodys(context: Context, answers: Answers) -> Reply | None:
    number = answers.args["case"]
    if await whose_case(context.tx, number) is None:
        return say("case_data.nobodys", ref=number)
    return None


async def _erase(context: Context, answers: Answers) -> Reply:
    number, by = answers.args["case"], context.staff()
    if not answers["sure"]:
        return say("case_data.as_it_was", ref=number)
    author = await whose_case(context.tx, number)
    if author is None:
        return say("case_data.nobodys", ref=number)
    erased = await erase(context.tx, author, context.now, by=by)
    await record(context.tx, StaffAct.ERASED, context.now, by=by, what=str(number))
    none = Key("case_data.nothing")
    told = Message(
        "case_data.erased",
        {
            "records": ", ".join(map(str, erased.records)) or none,
            "held": ", ".join(map(str, erased.held)) or none,
        },
    )
    if erased.silenced is None:
        return Reply((told,))
    return Reply((told, Message("case_data.silenced", {"until": erased.silenced})))


def _flow(name: str, step: Step, **more: Any) -> Flow:
    return Flow(name=name, version=1, steps=(step,), role=Role.ADMINISTRATOR, private=True, **more)


FLOWS = (
    _flow(
        "case_hold",
        TextStep(key="reason", most=REASON_LONGEST, values=_ref),
        finish=_hold,
        summary=True,
        preview=_ref,
    ),
    _flow("case_lift", YesNo(key="sure", values=_ref), finish=_lift, opens=_is_held),
    _flow("case_erase", YesNo(key="sure", values=_ref), finish=_erase, opens=_is_somebodys),
)
