"""What all acts on an agreement share: for which side somebody acts, and what is said if it fails.

A colleague acts for the library, a contact person for their partner, with the same commands. Must
not know any single act.
"""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace
from typing import Any

from handlers.conversation.commands import Run
from handlers.conversation.flow import Answers, Finish, Opens
from handlers.conversation.numbers import number_and_words
from handlers.conversation.parsers import folded
from handlers.conversation.texts import Key
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from storage.agreements.actions import Actor, lacking, of_partner, of_staff
from storage.agreements.levels import AgreementLevel
from storage.agreements.queries import Whole, for_partner, for_staff
from storage.agreements.rules import (
    AgreementAct,
    AgreementState,
    NoSuchAgreement,
    NotComplete,
    OtherVersion,
    Party,
)
from storage.lifecycle import IllegalMove
from storage.people.rules import NotAllowed

FOR_PARTNER = frozenset({"partner", "for partneren"})
"""Words after the number by which a colleague writes down what the partner said elsewhere."""


async def found(context: Context, number: int) -> Whole:
    """The agreement, as the speaker may see it. Raises NoSuchAgreement."""
    whole = (
        await for_staff(context.tx, context.colleague, number)
        if context.colleague
        else await for_partner(context.tx, context.person_id, number)
    )
    if whole is None:
        raise NoSuchAgreement
    return whole


async def acting(context: Context, answers: Answers) -> Actor:
    """The side for which the speaker acts, and their name."""
    if context.colleague is None:
        return await of_partner(context.tx, context.person_id, answers.args["case"])
    own = of_staff(context.colleague)
    return replace(own, party=Party.PARTNER) if answers.args.get("partner") else own


def other_side(who: Actor) -> Party:
    """Who is told: the library of acts of a contact person, the partner of those of a colleague."""
    return Party.LIBRARY if who.by is None else Party.PARTNER


def at_once(do: Finish) -> Run:
    """A command without a question: `/sendaftale 12`, `/fortsaet 12 partner`."""

    async def run(context: Context, rest: str) -> Reply:
        args = _about(context, rest)
        if args is None:
            return say("agreement.which")
        return await kindly(context, args["case"], do(context, Answers(args=args)))

    return run


def _about(context: Context, rest: str) -> dict[str, Any] | None:
    """The agreement that a command is about, and whether a colleague acts for the partner."""
    number, words = number_and_words(context, rest)
    if number is None:
        return None
    theirs = context.colleague is not None and folded(words) in FOR_PARTNER
    return {"case": number, **({"partner": True} if theirs else {})}


def begins(flow: str) -> Run:
    """A command that begins a flow about an agreement: `/punkt 12`, `/forvent 12 partner`."""

    async def run(context: Context, rest: str) -> Reply:
        args = _about(context, rest)
        return Reply(begin=Begin(flow, args)) if args else say("agreement.which")

    return run


def finishing(do: Finish) -> Finish:
    """The `finish` of a flow about an agreement."""

    async def finish(context: Context, answers: Answers) -> Reply:
        return await kindly(context, answers.args["case"], do(context, answers))

    return finish


def open_to(act: AgreementAct) -> Opens:
    """The `opens` of a flow: refuses what cannot be done now."""

    async def opens(context: Context, answers: Answers) -> Reply | None:
        number = answers.args["case"]
        try:
            whole = await found(context, number)
        except NoSuchAgreement:
            return not_there()
        return None if act in whole.acts else not_now(whole.number, whole.state)

    return opens


async def kindly(context: Context, number: int, doing: Awaitable[Reply]) -> Reply:
    """Do it, or say why it cannot be done."""
    try:
        return await doing
    except NoSuchAgreement:
        return not_there()
    except NotAllowed:
        return say("common.not_allowed")
    except IllegalMove as illegal:
        return not_now(number, illegal.state)
    except OtherVersion:
        return say("agreement.other_version", see(number), ref=number)
    except NotComplete as lacks:
        ways = (*_fillings(number, lacks.lacks), see(number))
        return say("agreement.lacks", *ways, things=lacking_words(context, lacks.lacks))


def lacking_words(context: Context, lacks: tuple[str, ...]) -> str:
    """The names of what is missing, one a line, because some contain commas."""
    return "\n".join(f"· {context.pen(f'clause.{name}')}" for name in lacks)


def _fillings(number: int, lacks: tuple[str, ...]) -> tuple[Button, ...]:
    """The buttons to what is missing, the days first."""
    ways = {"dates": "periode", "signatory": "underskriver"}
    wanted = dict.fromkeys(ways.get(name, "punkt") for name in lacks)
    ordered = sorted(wanted, key=lambda way: way == "punkt")
    return tuple(Button.to(way, number) for way in ordered)


def onward(context: Context, whole: Whole) -> Message:
    """What a draft still needs before it can be sent; or that it can."""
    number = whole.number
    if whole.state is not AgreementState.DRAFTING:
        return Message("agreement.both_again", {}, (see(number),))
    if lacks := lacking(whole):
        things = lacking_words(context, lacks)
        return Message(
            "agreement.still", {"things": things}, (*_fillings(number, lacks), see(number))
        )
    contract = whole.level is AgreementLevel.CONTRACT
    key, way = ("ready_contract", "tiljurist") if contract else ("ready", "sendaftale")
    ways = (Button.to(way, number), see(number))
    return Message(f"agreement.{key}", {}, ways)


def not_there() -> Reply:
    """There is no such agreement, or it is somebody else's."""
    return say("agreement.not_there", Button.to("aftaler"))


def not_now(number: int, state: str) -> Reply:
    """The act is not possible in this state."""
    return say("agreement.not_now", see(number), ref=number, state=Key(f"agreement_state.{state}"))


def see(number: int) -> Button:
    """The button to an agreement."""
    return Button.to("aftale", number)
