"""What contact persons do with their partner: see it, put it right, rest, leave, let others in.

A coordinator may do the same for them, in the same words. What is not theirs does not exist here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any

from handlers.conversation.commands import Run
from handlers.conversation.flow import Answers, Choice, DateStep, Flow, OneOf, TextStep, YesNo
from handlers.conversation.numbers import number_and_words
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.partners.card import own_card
from handlers.partners.more import FIELDS, OF_THE_CONTACT, actor, keep_of_contact
from handlers.partners.wording import see
from storage.cases.rules import NoSuchCase, NotValid
from storage.lifecycle import IllegalMove
from storage.partners import actions
from storage.partners.queries import Known, contact_of, partner, partner_for, partners_of
from storage.partners.rules import (
    CLOSED,
    EDITABLE,
    MAY_BE_EMPTY,
    NAME_LONGEST,
    TEXT_LONGEST,
    LastContact,
    Openness,
    may_be_listed,
)
from storage.people.rules import NotAllowed

REMOVE = "-"
"""What is typed, or stands behind a button, to take something away."""


async def known_to(context: Context, number: int) -> Known | None:
    """A partner, if whoever speaks works here or speaks for it."""
    if context.colleague is not None:
        return await partner(context.tx, number)
    return await partner_for(context.tx, context.person_id, number)


def not_theirs() -> Reply:
    """There is no such partner, or it is others': the two must look the same."""
    return say("partners.not_found", Button("/mine", "command.mine"))


async def show_own(context: Context, number: int | None) -> Reply:
    """`/partner` of a citizen: theirs, or the way to become one."""
    if number is not None:
        known = await partner_for(context.tx, context.person_id, number)
        return Reply((shown(context, known),)) if known else not_theirs()
    mine = await partners_of(context.tx, context.person_id)
    if not mine:
        return Reply(begin=Begin("partner"))
    new = Message("partners.another", {}, (Button("/partner ny", "partners.new"),))
    return Reply((*(in_the_list(context, known) for known in mine), new))


def shown(context: Context, known: Known) -> Message:
    """One's own partner as a card, with what else one may do as a contact person."""
    number = known.case.number
    beside = (
        ()
        if known.shown in CLOSED
        else (
            Button(f"/partnermig {number}", "command.partnermig", quiet=True),
            Button(f"/partnervidere {number}", "command.partnervidere", quiet=True),
        )
    )
    return Message("partners.own", {"ref": number}, beside, own_card(known, context.library))


def in_the_list(context: Context, known: Known) -> Message:
    """One's own partner in one line."""
    state = context.texts.render(f"partner_state.{known.shown}", context.language)
    values: Values = {"name": known.partner.name, "ref": known.case.number, "state": state}
    return Message("partners.one", values, (see(known.case.number),))


def _numbered(run: Callable[[Context, int, str], Awaitable[Reply]]) -> Run:
    """A command about one partner: of several one is asked for, what is not theirs is unknown."""

    async def command(context: Context, rest: str) -> Reply:
        number, words = number_and_words(context, rest)
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
    """Do it, or say kindly why it is too late."""
    try:
        return await doing
    except IllegalMove as late:
        state = context.texts.render(f"partner_state.{late.state}", context.language)
        return say("partners.not_now", see(number), ref=number, state=state)
    except (NoSuchCase, NotAllowed):
        return not_theirs()


def _done(key: str, number: int) -> Reply:
    return say(f"partners.{key}", see(number), ref=number)


async def _edit(context: Context, number: int, field: str) -> Reply:
    """`/partnerret 12` asks what; `/partnerret 12 does` asks for that."""
    known = await known_to(context, number)
    if known is None:
        return not_theirs()
    fields = editable(context, known)
    if field in fields:
        about = {"case": number, "field": field, "kind": known.kind}
        return Reply(begin=Begin("partner_edit", about))
    buttons = tuple(Button(f"/partnerret {number} {each}", f"partners.{each}") for each in fields)
    return Reply((Message("partners.which_field", {"ref": number}, buttons),))


def editable(context: Context, known: Known) -> list[str]:
    """What can be put right in a partner."""
    fields = list(EDITABLE)
    if not may_be_listed(known.kind):
        fields.remove("listed")
    if len(context.library.branches) < 2:
        fields.remove("branches")
    return [*fields, *(("together",) if context.colleague else ())]


async def _keep_edit(context: Context, answers: Answers) -> Reply:
    number, field = answers.args["case"], answers.args["field"]
    value = None if answers[field] == REMOVE else answers[field]

    async def keep() -> Reply:
        changes = {field: value}
        done = await actions.edit(context.tx, actor(context), number, changes, context.now)
        return _done("edited" if done else "same", number)

    return await acted(context, number, keep())


def _is(field: str) -> Any:
    return lambda answers, _: answers.args["field"] == field


async def _nothing(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """Some things can be taken away again."""
    if answers.args["field"] not in {*MAY_BE_EMPTY, "together"}:
        return ()
    label = context.texts.render("partners.take_away", context.language)
    return (Choice("none", label, REMOVE),)


def _text(field: str, most: int = TEXT_LONGEST) -> TextStep:
    return TextStep(key=field, when=_is(field), most=most, suggestions=_nothing)


EDIT = Flow(
    name="partner_edit",
    version=1,
    steps=(
        _text("name", NAME_LONGEST),
        *(_text(field) for field in ("does", "gives", "gets", "audience", "together")),
        replace(FIELDS["branches"], when=_is("branches"), optional=False),
        replace(FIELDS["languages"], when=_is("languages"), optional=False),
        OneOf(key="openness", when=_is("openness"), choices=tuple(Openness)),
        YesNo(key="listed", when=_is("listed")),
    ),
    finish=_keep_edit,
)


async def _pause(_: Context, number: int, __: str) -> Reply:
    return Reply(begin=Begin("partner_pause", {"case": number}))


async def _keep_pause(context: Context, answers: Answers) -> Reply:
    number, until = answers.args["case"], answers["until"]

    async def keep() -> Reply:
        day = date.fromisoformat(until) if until else None
        try:
            await actions.pause(context.tx, actor(context), number, day, context.now)
        except NotValid as wrong:
            again = Begin("partner_pause", {"case": number})
            return Reply((Message(f"partners.until_{wrong.problem}"),), again)
        if day is None:
            return _done("paused", number)
        return say("partners.paused_to", see(number), ref=number, until=day)

    return await acted(context, number, keep())


async def _resume(context: Context, number: int, _: str) -> Reply:
    await actions.resume(context.tx, actor(context), number, context.now)
    return _done("resumed", number)


async def _confirm(context: Context, number: int, _: str) -> Reply:
    await actions.confirm(context.tx, actor(context), number, context.now)
    return _done("confirmed", number)


async def _leave(_: Context, number: int, __: str) -> Reply:
    return Reply(begin=Begin("partner_leave", {"case": number}))


async def _keep_leave(context: Context, answers: Answers) -> Reply:
    number = answers.args["case"]
    if not answers["sure"]:
        return _done("stayed", number)

    async def keep() -> Reply:
        await actions.leave(context.tx, actor(context), number, context.now)
        return say("partners.left", ref=number)

    return await acted(context, number, keep())


async def _link(context: Context, number: int, _: str) -> Reply:
    return await _new_link(context, number, pass_on=False)


async def _pass_on(context: Context, number: int, _: str) -> Reply:
    return await _new_link(context, number, pass_on=True)


async def _new_link(context: Context, number: int, *, pass_on: bool) -> Reply:
    who = actor(context)
    secret = await actions.make_link(context.tx, who, number, context.now, pass_on=pass_on)
    link = f"{context.library.url}/partner/link/{secret}"
    key = "partners.pass_on" if pass_on and not context.colleague else "partners.link"
    return say(key, see(number), ref=number, link=link)


async def _me(_: Context, number: int, __: str) -> Reply:
    """`/partnermig 12`: what is known of oneself as a contact person."""
    return Reply(begin=Begin("partner_me", {"case": number}))


async def _mine(context: Context, answers: Answers) -> tuple[Choice, ...]:
    number = answers.args["case"]
    whats: tuple[str, ...] = ("role", "mail", "phone", "go")
    if context.colleague or not await contact_of(context.tx, context.person_id, number):
        whats = whats[:-1]
    render = context.texts.render
    return tuple(
        Choice(what, render(f"partner_me.what_{what}", context.language)) for what in whats
    )


def _what(field: str) -> Any:
    return lambda answers, _: answers["what"] == field


async def _keep_me(context: Context, answers: Answers) -> Reply:
    number, what = answers.args["case"], answers["what"]

    async def keep() -> Reply:
        if what in OF_THE_CONTACT:
            await keep_of_contact(context, number, **{what: answers[what]})
            return _done("contact_kept", number)
        mine = await contact_of(context.tx, context.person_id, number)
        if mine is None:
            return not_theirs()
        try:
            await actions.part(context.tx, context.person_id, mine.id, context.now)
        except LastContact:
            leave = Button(f"/partnerud {number}", "command.partnerud")
            onward = Button(f"/partnervidere {number}", "command.partnervidere")
            return say("partners.last_contact", onward, leave, ref=number)
        return say("partners.parted", ref=number)

    return await acted(context, number, keep())


FLOWS = (
    EDIT,
    Flow(
        name="partner_pause",
        version=1,
        steps=(DateStep(key="until", optional=True),),
        finish=_keep_pause,
    ),
    Flow(name="partner_leave", version=1, steps=(YesNo(key="sure"),), finish=_keep_leave),
    Flow(
        name="partner_me",
        version=1,
        steps=(
            OneOf(key="what", choices=_mine),
            *(replace(FIELDS[f], when=_what(f), optional=False) for f in ("role", "mail", "phone")),
        ),
        finish=_keep_me,
    ),
)

RUNS: dict[str, Run] = {
    "partnerret": _numbered(_edit),
    "partnerpause": _numbered(_pause),
    "partnermed": _numbered(_resume),
    "partnerpasser": _numbered(_confirm),
    "partnerud": _numbered(_leave),
    "partnerlink": _numbered(_link),
    "partnervidere": _numbered(_pass_on),
    "partnermig": _numbered(_me),
}
