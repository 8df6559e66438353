"""What all acts on a volunteer share: who acts, and what is said when it was done or cannot be."""

from __future__ import annotations

from collections.abc import Awaitable

from handlers.conversation.numbers import number_and_words
from handlers.conversation.texts import Key
from handlers.conversation.values import Button, Context, Message, Reply, say
from storage.cases.rules import NoSuchCase, NotValid
from storage.lifecycle import IllegalMove
from storage.people.rules import NotAllowed
from storage.volunteers.rules import TOLD, Act, NotOpen, NotYet, Overtaken, SamePerson


def staff_number(context: Context, rest: str) -> int | None:
    """The number that a colleague names; None for everybody else."""
    return number_and_words(context, rest)[0] if context.colleague is not None else None


def see(number: int) -> Button:
    """The button to a volunteer."""
    return Button(f"/frivillig {number}", "volunteers.see")


def done(context: Context, number: int, act: Act) -> Reply:
    """Do it, and say that it was done. What the volunteer is told can be taken back for two
    minutes.
    """
    what = context.pen(f"vol_did.{act}")
    if act not in TOLD:
        return say("volunteers.done", see(number), ref=number, what=what)
    undo = Button.to("fortryd", number)
    return say("volunteers.done_told", undo, see(number), ref=number, what=what)


PLAIN: dict[type[Exception], str] = {
    NoSuchCase: "volunteers.which",
    NotAllowed: "common.not_allowed",
    SamePerson: "volunteers.other_colleague",
}
"""Refusals that need only one text."""


async def refused(context: Context, act: Awaitable[Reply], number: int) -> Reply:
    """Do it, or say why it cannot be done."""
    try:
        return await act
    except tuple(PLAIN) as plain:
        return say(PLAIN[type(plain)])
    except NotOpen:
        return say("volunteers.role_closed", Button.to("roller"), see(number))
    except IllegalMove as late:
        return say("volunteers.not_now", see(number), state=Key(f"vol_state.{late.state}"))
    except NotYet as missing:
        return _lacking(context, missing.lacks, number)
    except Overtaken:
        return say("volunteers.changed", Button.to("vilover", number))
    except NotValid as wrong:
        values = {"limit": wrong.limit} if wrong.limit else {}
        return Reply((Message(f"problem.{wrong.problem}", values),))


def _lacking(context: Context, lacks: tuple[str, ...], number: int) -> Reply:
    known = [each for each in lacks if context.texts.has(f"vol_lack.{each}")]
    if len(known) < len(lacks):  # lines of the promises have no text here
        return say("volunteers.talk_first", Button.to("vilover", number))
    things = [Key(f"vol_lack.{each}") for each in known]
    return say("volunteers.lacks", see(number), things=things)
