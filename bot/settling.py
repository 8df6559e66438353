"""Stores what became of a message, in one short transaction. Sends nothing itself."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import datetime
from operator import add

from bot.sending import NotSent, Parcel, Sent
from storage.database import Transaction
from storage.people.actions import mute
from storage.people.rules import Channel
from storage.talk import actions
from storage.talk.actions import when_again
from storage.talk.pace import Pacing


@dataclass(frozen=True)
class Counts:
    """What this process has done since it began, for the supervisor."""

    sent: int = 0
    failed: int = 0
    paused: int = 0
    given_up: int = 0
    unwanted: int = 0

    def __add__(self, more: Counts) -> Counts:
        return Counts(*map(add, astuple(self), astuple(more)))


async def settle(
    tx: Transaction, parcel: Parcel, became: Sent | NotSent, now: datetime, pacing: Pacing
) -> Counts:
    """Store what became of a parcel, and what follows for its chat and its channel."""
    if isinstance(became, NotSent):
        return await _not_sent(tx, parcel, became, now, pacing)
    written = actions.went_on if became.more else actions.sent
    await written(tx, parcel, became.message_id, now)
    return Counts(sent=1)


async def _not_sent(
    tx: Transaction, parcel: Parcel, trouble: NotSent, now: datetime, pacing: Pacing
) -> Counts:
    if trouble.gone:
        struck = await actions.unwanted(tx, parcel.channel, parcel.address, now)
        await mute(tx, parcel.channel, parcel.address, now)
        if parcel.channel is Channel.MAIL:
            await actions.returned(tx, parcel.address, now)
        return Counts(failed=1, unwanted=struck)
    if trouble.moved_to is not None:
        await actions.move_chat(tx, parcel.channel, parcel.address, trouble.moved_to, now)
        given_up = await actions.put_off(tx, parcel, trouble.why, now, now)
        return Counts(failed=1, given_up=given_up)
    if trouble.pause is not None:
        given_up = await _pause(tx, parcel, trouble, now, now + trouble.pause, pacing)
        return Counts(failed=1, paused=1, given_up=given_up)
    again_at = when_again(parcel, now) if trouble.later else None
    given_up = await actions.tried(tx, parcel, trouble.why, now, again_at)
    return Counts(failed=1, given_up=given_up)


async def _pause(
    tx: Transaction,
    parcel: Parcel,
    trouble: NotSent,
    now: datetime,
    until: datetime,
    pacing: Pacing,
) -> bool:
    if trouble.everybody:
        await actions.pause(tx, parcel.channel, until)
    wait = actions.tried if trouble.perhaps else actions.put_off
    given_up = await wait(tx, parcel, trouble.why, now, until)
    if not trouble.everybody:
        await actions.pause_chat(tx, parcel.channel, parcel.address, until, pacing)
    return given_up
