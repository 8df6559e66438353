"""`/paavej`: how much is still to be sent; the desk's page says it in the same words.

Numbers and reasons, nobody's words, so a group may read it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.conversation.commands import Command
from handlers.conversation.pen import Pen
from handlers.conversation.texts import Key, Value, Values
from handlers.conversation.values import Button, Card, Context, Message, Reply, Row, say
from handlers.errors.desk import whose
from storage.people.rules import Role
from storage.talk.queries import Again, Lane, progress

NAMED = 5
"""At most this many retries are named in a chat, the next ones first."""


def facts(lane: Lane, now: datetime) -> tuple[Row, ...]:
    """The state of one channel, as lines of a card."""
    return (*_moving(lane, now), *_waiting(lane))


def _moving(lane: Lane, now: datetime) -> list[Row]:
    """What is being sent now; otherwise what went last."""
    if lane.oldest and lane.done_at:
        unit, n = _largest(now - lane.oldest)
        return [
            _row("waiting", "messages", n=lane.waiting),
            _row("gone", "gone_of", n=lane.sent, total=lane.waiting + lane.sent),
            Row("underway.oldest", text_key=unit, values={"n": n}),
            _row("done", "done_at", at=lane.done_at),
        ]
    if lane.sent and lane.last:
        return [_row("before", "before_at", n=lane.sent, at=lane.last)]
    return []


def _waiting(lane: Lane) -> list[Row]:
    """What does not move now: a channel that is down, what is for later, what failed."""
    found = []
    if lane.paused_until:
        found.append(_row("paused", "paused_at", at=lane.paused_until))
    if lane.first_later:
        found.append(_row("later", "later_at", n=lane.later, at=lane.first_later))
    if lane.again:
        found.append(_row("again", "messages", n=lane.again))
    return found


def _row(what: str, fact: str, **values: Value) -> Row:
    return Row(f"underway.{what}", text_key=f"underway.{fact}", values=values)


def _largest(time: timedelta) -> tuple[str, int]:
    """A time in the largest unit of which there are at least two."""
    seconds = max(int(time.total_seconds()), 0)
    if seconds < 2 * 60:
        return "lasts.seconds", seconds
    if seconds < 2 * 3600:
        return "lasts.minutes", seconds // 60
    return "lasts.hours", seconds // 3600


def tried_again(again: Again, pen: Pen) -> str:
    """One retry: whose message, why, and when."""
    key, named = whose(again)
    values: Values = {
        "way": Key(f"underway.{again.channel}"),
        "whose": pen(key, **named),
        "error": again.error,
        "at": again.again_at,
        "times": pen("underway.tried", n=again.attempts),
    }
    return pen("underway.again_one", **values)


async def show(context: Context, rest: str) -> Reply:
    """`/paavej`: a card for each channel with something waiting, and the retries."""
    found = await progress(context.tx, context.now)
    look = Button("/paavej", "underway.look_again")
    said: list[Message] = []
    if found.unwritten:
        said.append(Message("underway.unwritten", {"n": found.unwritten}))
    said += [_card(context, lane) for lane in found.lanes if lane.waits]
    said += [_named(context, again) for again in found.again[:NAMED]]
    if found.given_up:
        said.append(Message("underway.given_up", {"n": found.given_up}))
    if not said:
        return say("underway.none", look)
    return Reply((*said[:-1], replace(said[-1], buttons=(look,))))


def _card(context: Context, lane: Lane) -> Message:
    title = context.pen(f"underway.{lane.channel}")
    return Message("underway.here", card=Card(title, facts(lane, context.now)))


def _named(context: Context, again: Again) -> Message:
    words = tried_again(again, context.pen)
    return Message("underway.said", {"words": words})


COMMANDS = (Command(("paavej", "underway"), show, role=Role.HOST, aside=True, typed=False),)
