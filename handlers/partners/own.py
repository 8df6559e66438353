"""The partners that somebody speaks for, and commands about one of them.

A coordinator may use the same commands for any partner. To others, a partner that is not theirs
looks as if it did not exist.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from handlers.conversation.commands import Run
from handlers.conversation.flow import Answers
from handlers.conversation.numbers import number_and_words
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.partners.at_work import refused
from handlers.partners.card import own_card
from handlers.partners.wording import see
from storage.cases.rules import NoSuchCase
from storage.lifecycle import IllegalMove
from storage.partners.queries import Known, partner, partner_for, partners_of
from storage.partners.rules import CLOSED, WITH_US, PartnerState
from storage.people.rules import NotAllowed


async def known_to(context: Context, number: int) -> Known | None:
    """A partner, if the speaker is staff or speaks for it; else None."""
    if context.colleague is not None:
        return await partner(context.tx, number)
    return await partner_for(context.tx, context.person_id, number)


def not_theirs() -> Reply:
    """The reply for no such partner and for somebody else's: the two must look the same."""
    return say("partners.not_found", Button.to("mine"))


async def show_own(context: Context, number: int | None) -> Reply:
    """`/partner` for citizens: their partners, or the flow that registers one."""
    if number is not None:
        known = await partner_for(context.tx, context.person_id, number)
        return Reply((shown(context, known),)) if known else not_theirs()
    mine = await partners_of(context.tx, context.person_id)
    if not mine:
        return Reply(begin=Begin("partner"))
    new = Message("partners.another", {}, (Button("/partner ny", "partners.new"),))
    return Reply((*(in_the_list(context, known) for known in mine), new))


def shown(context: Context, known: Known) -> Message:
    """A citizen's own partner as a card, with further buttons for its contact persons."""
    number = known.case.number
    beside = (
        ()
        if known.shown in CLOSED
        else (
            *_agreeing(known),
            Button.to("partnermig", number, quiet=True),
            Button.to("partnervidere", number, quiet=True),
        )
    )
    return Message("partners.own", {"ref": number}, beside, own_card(known, context.library))


def _agreeing(known: Known) -> tuple[Button, ...]:
    """The button that begins an agreement, for accepted partners that have not left."""
    if known.shown not in WITH_US:
        return ()
    return (Button.to("nyaftale", known.case.number, quiet=True),)


def in_the_list(context: Context, known: Known, state: PartnerState | None = None) -> Message:
    """A partner in one line, with `state`, or else with the state that it has been told of."""
    word = context.pen(f"partner_state.{state or known.shown}")
    values: Values = {"name": known.partner.name, "ref": known.case.number, "state": word}
    return Message("partners.one", values, (see(known.case.number),))


def numbered(run: Callable[[Context, int, str], Awaitable[Reply]]) -> Run:
    """A command about one partner. Without a number it is the only one of the speaker, or they see
    their list; one that is not theirs is not found. A colleague without the right is told so at
    once.
    """

    async def command(context: Context, rest: str) -> Reply:
        number, words = number_and_words(context, rest)
        if context.colleague is not None and (no := await refused(context, number)) is not None:
            return no
        if number is None:
            mine = await partners_of(context.tx, context.person_id)
            if len(mine) != 1:
                return await show_own(context, None) if mine else not_theirs()
            number = mine[0].case.number
        if await known_to(context, number) is None:
            return not_theirs()
        return await acted(context, number, run(context, number, words))

    return command


async def acted(context: Context, number: int, doing: Awaitable[Reply]) -> Reply:
    """Run an act; or reply kindly that it is too late, or that there is no such partner."""
    try:
        return await doing
    except IllegalMove as late:
        return too_late(context, number, PartnerState(late.state))
    except (NoSuchCase, NotAllowed):
        return not_theirs()


def too_late(context: Context, number: int, state: PartnerState) -> Reply:
    """The reply where the partner's state does not allow it."""
    word = context.pen(f"partner_state.{state}")
    return say("partners.not_now", see(number), ref=number, state=word)


async def still_there(context: Context, answers: Answers) -> Reply | None:
    """The reply where a partner cannot be changed any more; None where it can."""
    number = answers.args["case"]
    known = await known_to(context, number)
    if known is None:
        return not_theirs()
    return too_late(context, number, known.state) if known.state in CLOSED else None


def done(key: str, number: int) -> Reply:
    """Confirm what was done, with a button to the partner."""
    return say(f"partners.{key}", see(number), ref=number)
