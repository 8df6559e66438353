"""Extends commands about cases to partners: `/mine` lists them too, `/sag 12` shows one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.conversation.above import above
from handlers.conversation.commands import Command, Run
from handlers.conversation.numbers import number_and_words
from handlers.conversation.values import Context, Message, Reply
from handlers.partners import desk
from handlers.partners.own import in_the_list, known_to
from storage.partners.queries import partners_of


def with_partners(command: Command) -> Command:
    """A command about cases, extended to partners where it applies to them."""
    if command.name == "mine":
        return replace(command, run=_listing(command))
    shows = {"sag": _shown, "fortryd": _undone}.get(command.name)
    if shows is None:
        return command

    async def run(context: Context, rest: str) -> Reply:
        return await shows(context, rest) or await command.run(context, rest)

    return replace(command, run=run)


def _listing(command: Command) -> Run:
    async def listed(context: Context, rest: str) -> Reply:
        return above(await _mine(context, rest), await command.run(context, rest))

    return listed


async def _mine(context: Context, rest: str) -> Sequence[Message]:
    """The speaker's partners, to be listed above their cases."""
    if rest.strip():
        return ()
    found = await partners_of(context.tx, context.person_id)
    return tuple(in_the_list(context, known) for known in found)


async def _is_partner(context: Context, rest: str) -> bool:
    number, _ = number_and_words(context, rest)
    return number is not None and await known_to(context, number) is not None


async def _shown(context: Context, rest: str) -> Reply | None:
    return await desk.show(context, rest) if await _is_partner(context, rest) else None


async def _undone(context: Context, rest: str) -> Reply | None:
    return await desk.undo(context, rest) if await _is_partner(context, rest) else None
