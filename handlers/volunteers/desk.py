"""The staff's side in conversation: the list, and one volunteer with all that can be done."""

from __future__ import annotations

from handlers.conversation.commands import Command
from handlers.conversation.numbers import number_and_words
from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Card, Context, Message, Reply, Row, say
from handlers.volunteers.card import card
from handlers.volunteers.deciding import ROLES, undo
from handlers.volunteers.wording import state_word
from storage.cases.actions import mark_read
from storage.cases.rules import local_day
from storage.volunteers.queries import (
    Brief,
    Standing,
    is_volunteer,
    listed,
    skilled,
    volunteer,
)

AT_ONCE = 8
BESIDE = (
    ROLES,
    Button.to("forsoeg"),
    Button("/frivilligmodel", "volunteers.model"),
)
"""Buttons under the list, to what belongs to volunteering."""


async def show_all(context: Context, _: str) -> Reply:
    """`/frivillige`: everybody who is or wants to become a volunteer."""
    found = await listed(context.tx, context.staff())
    told = [_brief(each) for each in found[:AT_ONCE]] or [Message("volunteers.none")]
    if len(found) > AT_ONCE:
        told.append(Message("volunteers.more", {"n": len(found) - AT_ONCE}))
    return Reply((*told, Message("volunteers.beside", {}, BESIDE)))


async def find(context: Context, rest: str) -> Reply:
    """`/kan arabisk`: the volunteers who said that they can do, or would like, that."""
    if not rest.strip():
        return say("volunteers.find_what")
    found = await skilled(context.tx, context.staff(), rest)
    if not found:
        return say("volunteers.find_none", words=rest.strip())
    return Reply(tuple(_brief(each) for each in found[:AT_ONCE]))


def _brief(found: Brief) -> Message:
    rows = (
        Row("vol_card.stands", text_key=state_word(found.state)),
        *((Row("vol_card.roles", found.role),) if found.role else ()),
        Row("vol_card.wish", found.wish),
    )
    see = Button(f"/frivillig {found.number}", "volunteers.see")
    shown = Card("", rows, (see,), link=f"/desk/frivillig/{found.number}")
    return Message("volunteers.one", {"ref": found.number, "name": found.name}, card=shown)


async def show_one(context: Context, rest: str) -> Reply:
    """`/frivillig 12`: one volunteer with all that can be done."""
    number, _ = number_and_words(context, rest)
    found = await volunteer(context.tx, number) if number else None
    if found is None:
        return say("volunteers.which")
    await mark_read(context.tx, context.staff(), found.case.number)
    return Reply((whole(context, found),))


def whole(context: Context, found: Standing) -> Message:
    """A volunteer as a message."""
    shown = card(found, context.pen, local_day(context.now))
    values: Values = {"ref": found.case.number, "name": found.person.name}
    return Message("volunteers.one", values, card=shown)


def also(command: Command) -> Command:
    """A command about a case, extended to volunteers: `/sag 12` and `/fortryd 12`."""

    async def run(context: Context, rest: str) -> Reply:
        number, _ = number_and_words(context, rest)
        if context.colleague is not None and number and await is_volunteer(context.tx, number):
            if command.name == "fortryd":
                return await undo(context, number)
            return await show_one(context, rest)
        return await command.run(context, rest)

    return Command(
        command.names,
        run,
        command.role,
        aside=command.aside,
        typed=command.typed,
        takes_words=command.takes_words,
        always=command.always,
    )
