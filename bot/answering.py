"""How an answer is stored and returned: in the reply to the request, or as a message of its own.

Must not decide what is answered, nor send anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.incoming import Answered, Incoming
from handlers.conversation.values import Context
from storage.database import Transaction
from storage.people import queries as people
from storage.people.rules import Channel
from storage.talk import actions, queries
from storage.talk.actions import Position, Words
from storage.talk.queries import Standing
from storage.talk.tables import Line


async def settle(
    tx: Transaction,
    incoming: Incoming,
    standing: Standing,
    context: Context,
    position: Position,
    said: list[Words],
    tail: str,
) -> Answered:
    """Store what was said and what answers it.

    When nothing else was done, and the answer is fetched or rides, this is one statement without a
    transaction.
    """
    version, now = context.version, context.now
    if not (tx.begun or context.everywhere):
        lines = actions.following(context.talk_id, standing.last_seq, said, now)
        answered = Answered(context.talk_id, lines, context.language)
        if _goes_back(incoming, standing, answered):
            await actions.settle_alone(tx, version, position, lines, now, tail=tail)
            return answered
    lines = await actions.settle(tx, context.talk_id, version, position, said, now, tail=tail)
    answered = Answered(context.talk_id, lines, context.language)
    if context.everywhere:
        await _tell_chats(tx, incoming, context, lines)
    return await posted(tx, incoming, standing, answered, now)


def _goes_back(incoming: Incoming, standing: Standing, answered: Answered) -> bool:
    """Whether the answer needs no sending: the page fetches it, or it rides in the reply."""
    post, told = incoming.post, answered.lines[1:]
    if post is None or not told:
        return True
    overtaken = answered.lines[0].seq > standing.last_seq + 1
    waits = standing.waiting or overtaken
    return bool(post.rides and not waits and post.rides(told, answered.language))


async def posted(
    tx: Transaction,
    incoming: Incoming,
    standing: Standing,
    answered: Answered,
    now: datetime,
) -> Answered:
    """Send the answers as messages of their own when nobody fetches them and they cannot ride, or
    when an older message is on its way to the same chat.
    """
    post, told = incoming.post, answered.lines[1:]
    if post is None or _goes_back(incoming, standing, answered):
        return answered
    await actions.put(
        tx,
        incoming.channel,
        post.address,
        answered.talk_id,
        told[0].seq,
        told[-1].seq,
        now,
        thread=post.thread_for(told),
        key=f"answer:{answered.talk_id}:{told[0].seq}",
    )
    return replace(answered, posted=True)


async def again(
    tx: Transaction,
    incoming: Incoming,
    standing: Standing,
    answered: Answered,
    now: datetime,
) -> Answered:
    """The stored answer to a message that was received before, unless that answer was sent."""
    if incoming.post is None:
        return answered
    if await queries.was_put(tx, answered.talk_id, answered.lines[0].seq):
        return replace(answered, posted=True)
    return await posted(tx, incoming, standing, answered, now)


async def _tell_chats(
    tx: Transaction, incoming: Incoming, context: Context, lines: Sequence[Line]
) -> None:
    """Send the answer to those chats of the person in which they did not speak."""
    for chat in await people.chats(tx, context.person_id, context.now):
        if len(lines) > 1 and chat.address != incoming.address:
            span = (context.talk_id, lines[1].seq, lines[-1].seq)
            await actions.put(tx, Channel.TELEGRAM, chat.address, *span, context.now)
