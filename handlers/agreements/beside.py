"""Extends commands about cases to agreements: `/mine` lists them, `/sag 12` shows one, and
`/fortryd 12` takes back what the partner has not been told of.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.agreements import card, drafting, living
from handlers.agreements.acting import found
from handlers.conversation.above import above
from handlers.conversation.commands import Command, Run
from handlers.conversation.numbers import number_and_words
from handlers.conversation.values import Context, Reply
from storage.agreements.queries import agreements_of
from storage.agreements.rules import HIDDEN, AgreementState
from storage.cases.queries import kind_of
from storage.cases.rules import CaseKind


def with_agreements(command: Command) -> Command:
    """The command, extended to agreements."""
    if command.name == "mine":
        return replace(command, run=_listing(command))
    if command.name not in {"sag", "fortryd"}:
        return command

    async def run(context: Context, rest: str) -> Reply:
        number, _ = number_and_words(context, rest)
        kind = await kind_of(context.tx, number) if number is not None else None
        if number is None or kind is not CaseKind.AGREEMENT:
            return await command.run(context, rest)
        if command.name == "sag":
            return await card.shown(context, number)
        return await _taken_back(context, number, command, rest)

    return replace(command, run=run)


def _listing(command: Command) -> Run:
    async def run(context: Context, rest: str) -> Reply:
        cases = await command.run(context, rest)
        if rest.strip() or not await agreements_of(context.tx, context.person_id):
            return cases
        return above(await card.own_list(context), cases)

    return run


async def _taken_back(context: Context, number: int, command: Command, rest: str) -> Reply:
    """Take back what was sent or begun, until the partner is told."""
    whole = await found(context, number) if context.colleague else None
    if whole is not None and whole.case.shown_state == HIDDEN:
        return await living.drop(context, rest)
    if whole is not None and whole.state is AgreementState.ASKED:
        return await drafting.call_back(context, rest)
    return await command.run(context, rest)
