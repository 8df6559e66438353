"""The yes and the no of both ends: whoever opened the link answers first, then whoever made it.

Each end is told what the other said. Both are shown the same number, so nobody says yes to a
stranger who found a lost link.
"""

from __future__ import annotations

from handlers.conversation.parsers import yes_or_no
from handlers.conversation.render import words
from handlers.conversation.values import Button, Context, Message, Reply, Text, say
from storage.joining import actions
from storage.joining.queries import end
from storage.joining.rules import NotJoined
from storage.joining.tables import JoinLink
from storage.people.rules import Channel
from storage.talk.actions import tell
from storage.talk.rules import DESK, PRIVATE


async def answer(context: Context, rest: str) -> Reply:
    """`/forbind ja 47`, `/forbind nej 47`: the answer to the question with that number."""
    said, _, number = rest.partition(" ")
    wanted = int(number) if number.isdecimal() and len(number) < 4 else 0
    try:
        link = await actions.waiting(context.tx, context.person_id, wanted, context.now)
        if not yes_or_no(Text(said)):
            return await decline(context, link)
        return await (_join if link.person_id == context.person_id else take)(context, link)
    except NotJoined as reason:
        return refused(context, reason)


async def take(context: Context, link: JoinLink) -> Reply:
    """The yes of the end that opened the link; now its maker is asked."""
    if await actions.take(context.tx, link, context.now):
        buttons = (
            Button(f"/forbind ja {link.number}", "joining.yes_me"),
            Button(f"/forbind nej {link.number}", "joining.no_me"),
        )
        key = f"joining.is_it_you_{link.side}"
        await _tell_maker(context, link, Message(key, {"number": link.number}, buttons))
    return say(f"joining.taken_{link.side}", number=link.number)


async def decline(context: Context, link: JoinLink) -> Reply:
    """The no of either end: nothing is joined, and the other end is told."""
    await actions.refuse(context.tx, link)
    news = Message("joining.was_declined")
    if link.person_id != context.person_id:
        await _tell_maker(context, link, news)
    elif link.taker_id is not None:
        await _tell(context, link.taker_id, news, PRIVATE)
    return say("joining.declined")


async def _join(context: Context, link: JoinLink) -> Reply:
    """The maker's yes: join them. From here on both have one conversation."""
    done = "joining.joined_desk" if link.side == Channel.DESK else "joining.joined"
    before = (context.talk_id, context.version)
    joined = await actions.join(context.tx, link, context.place, before, context.now)
    context.newcomer = False
    context.person_id, context.language, context.age = joined.person_id, joined.language, joined.age
    context.talk_id, context.version = joined.stands.talk_id, joined.stands.version
    context.drafts = True
    context.everywhere = True
    return Reply((Message(done),), stands=joined.stands.position)


async def _tell_maker(context: Context, link: JoinLink, message: Message) -> None:
    place = DESK if link.side == Channel.DESK else PRIVATE
    await _tell(context, link.person_id, message, place)


async def _tell(context: Context, person_id: int, message: Message, place: str) -> None:
    """Say something to the other end, in its own language."""
    other = await end(context.tx, person_id, context.now)
    if other is not None:
        said = words(context.texts, other.language, message)
        await tell(context.tx, person_id, said, context.now, place=place, at_once=True)


def refused(context: Context, reason: NotJoined) -> Reply:
    """Why the two are not joined, and what to do instead."""
    return say(f"joining.{reason.refusal}", url=context.library.url)
