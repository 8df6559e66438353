"""`/paapause 12`, `/ophaev 12`, `/pauser`: silence somebody who only abuses the service, or lift
that.

A coordinator decides, with a reason that the person reads and a day on which it ends by itself.
"""

from __future__ import annotations

import re
from datetime import date

from handlers.conversation.commands import Command
from handlers.conversation.flow import Answers, DateStep, Flow, TextStep
from handlers.conversation.telling import tell_person
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.silences.told import sentences
from storage.cases.rules import NoSuchCase, NotValid
from storage.people.rules import Role
from storage.silences import actions
from storage.silences.queries import running, silence_at
from storage.silences.rules import REASON_LONGEST, AlreadySilenced, NotSilenced
from storage.silences.tables import Silence
from storage.talk.rules import place_case

AT_ONCE = 20

PARTED = re.compile(r"p(\d{1,9})", re.IGNORECASE)
"""The number of a silence whose case is parted from its citizen."""


def _number(context: Context, rest: str) -> int | None:
    """The case that is meant: by its number, or by the page."""
    typed = rest.strip().lstrip("#")
    if typed.isdecimal() and len(typed) < 10:
        return int(typed)
    return place_case(context.place)


async def begin(context: Context, rest: str) -> Reply:
    """`/paapause 12`: ask why and until when."""
    number = _number(context, rest)
    if number is None:
        return say("silence.which")
    return Reply(begin=Begin("silence", {"case": number}))


async def _opens(context: Context, answers: Answers) -> Reply | None:
    found = await silence_at(context.tx, answers.args["case"], context.now)
    return None if found is None else _already(answers.args["case"], found.until)


def _already(number: int, until: date) -> Reply:
    lift = Button.to("ophaev", number)
    return say("silence.already", lift, ref=number, until=until)


async def _preview(context: Context, answers: Answers) -> Values:
    """The very words that the person will read, in the language of the coordinator."""
    until = date.fromisoformat(answers["until"])
    told = sentences(answers["reason"], until, context.library)
    return {"news": "\n".join(context.pen(each.key, **each.values) for each in told)}


async def _silence(context: Context, answers: Answers) -> Reply:
    number, until = answers.args["case"], date.fromisoformat(answers["until"])
    by, now = context.staff(), context.now
    try:
        await actions.silence(context.tx, by, number, answers["reason"], until, now)
    except AlreadySilenced as already:
        return _already(number, already.until)
    except NoSuchCase:
        return say("silence.no_case", ref=number)
    except NotValid as wrong:
        return _again(answers, wrong)
    lift = Button.to("ophaev", number)
    return say("silence.done", lift, ref=number, until=until)


def _again(answers: Answers, wrong: NotValid) -> Reply:
    """Ask again for the day; end the flow when the case has no citizen."""
    if wrong.field == "person":
        return say("silence.nobody", ref=answers.args["case"])
    kept = {"reason": answers.words("reason")}
    return Reply((Message(f"silence.{wrong.problem}"),), Begin("silence", answers.args, kept))


async def lift(context: Context, rest: str) -> Reply:
    """`/ophaev 12`, `/ophaev p3`: lift a silence. Its person is told, if they knew of it."""
    parted = PARTED.fullmatch(rest.strip())
    number = int(parted[1]) if parted else _number(context, rest)
    if number is None:
        return say("silence.which")
    end, ref = (actions.unsilence_parted, rest) if parted else (actions.unsilence, number)
    try:
        over = await end(context.tx, context.staff(), number, context.now)
    except NotSilenced:
        return say("silence.not_silenced", ref=ref)
    except (NoSuchCase, NotValid):
        return say("silence.no_case", ref=ref)
    if over.told_at is None:
        return say("silence.taken_back", ref=ref)
    await tell_person(context, over.person_id, Message("silence.over"))
    return say("silence.lifted", ref=ref)


async def show(context: Context, _: str) -> Reply:
    """`/pauser`: the running silences."""
    found = await running(context.tx, context.staff(), context.now)
    if not found:
        return say("silence.none")
    return Reply(
        tuple(
            Message(
                "silence.one",
                {
                    "ref": called(each),
                    "until": each.until,
                    "name": each.by_name,
                    "reason": each.reason,
                },
                (Button.to("ophaev", called(each)),),
            )
            for each in found[:AT_ONCE]
        )
    )


def called(found: Silence) -> str:
    """The name of a silence for staff: the number of its case, or its own number when the citizen
    was erased.
    """
    return str(found.case_number or f"p{found.id}")


FLOWS = (
    Flow(
        name="silence",
        version=1,
        steps=(TextStep(key="reason", most=REASON_LONGEST), DateStep(key="until")),
        finish=_silence,
        summary=True,
        preview=_preview,
        opens=_opens,
        role=Role.COORDINATOR,
    ),
)

COMMANDS = (
    Command(("paapause", "silence"), begin, Role.COORDINATOR, typed=False),
    Command(("ophaev", "unsilence"), lift, Role.COORDINATOR, aside=True, typed=False),
    Command(("pauser", "silenced"), show, Role.HOST, aside=True),
)
