"""A link to the other side: made at one end, opened and asked about at the other.

It is no flow, so that open questions stay open at both ends. Must not join anything.
"""

from __future__ import annotations

import re

from handlers.conversation.values import Button, Context, Message, Opened, Reply, Said, Text, say
from handlers.joining.yes import answer, decline, refused, take
from storage.joining.actions import make_link, open_link
from storage.joining.rules import NotJoined
from storage.joining.tables import JoinLink
from storage.people.rules import Channel

_STARTED = re.compile(r"\s*/start(?:@\w+)?\s+forbind_([A-Za-z0-9_-]{16,56})\s*")
"""What Telegram sends when such a link is opened there."""


def link_in(said: Text) -> Said:
    """What was said; if it contains a link's secret, the link as opened."""
    found = _STARTED.fullmatch(said.text)
    return Opened(found[1]) if found else said


def words_for(said: Opened) -> str:
    """The text key for the line of an opened link."""
    if said.sure is None:
        return "joining.opened"
    return "joining.yes_join" if said.sure else "joining.no_join"


async def connect(context: Context, rest: str) -> Reply:
    """`/forbind` begins; `/forbind ja 47` answers the question with that number."""
    return await (answer if rest else other_side)(context, rest)


async def other_side(context: Context, _: str) -> Reply:
    """`/web` in Telegram makes a link to the page; on a page it says where Telegram is."""
    if context.channel is not Channel.TELEGRAM:
        return _to_telegram(context)
    try:
        secret = await make_link(context.tx, context.person_id, Channel.TELEGRAM, context.now)
    except NotJoined as reason:
        return refused(context, reason)
    return say("joining.link", link=f"{context.library.url}/forbind/{secret}")


def _to_telegram(context: Context) -> Reply:
    if not context.library.telegram:
        return say("joining.no_telegram")
    path = "/desk/mig" if context.channel is Channel.DESK else "/forbind"
    return say("joining.to_telegram", link=f"{context.library.url}{path}")


async def opened(context: Context, said: Opened) -> Reply:
    """A link was opened at the other end: ask there first, unless a page has asked already."""
    here = (context.person_id, context.channel, context.now)
    try:
        link = await open_link(context.tx, said.secret, *here)
        if said.sure is None:
            return Reply((_question(context, link),))
        return await (take if said.sure else decline)(context, link)
    except NotJoined as reason:
        return refused(context, reason)


def _question(context: Context, link: JoinLink) -> Message:
    buttons = (
        Button(f"/forbind ja {link.number}", "joining.yes_join"),
        Button(f"/forbind nej {link.number}", "joining.no_join"),
    )
    return Message(f"joining.ask_{link.side}", {"library": context.library.name}, buttons)
