"""`/mine_data`: where everything about a person can be read and fetched.

On a page that knows the person, that page; from Telegram, a link that works once.
"""

from __future__ import annotations

from handlers.conversation.values import Context, Reply, say
from storage.people.rules import Channel
from storage.privacy.actions import make_data_link

PAGE = "/mine-data"
DESK_PAGE = "/desk/mig/data"


async def show_data(context: Context, _: str) -> Reply:
    """Where they can see it, depending on the channel."""
    url = context.library.url
    if context.channel is Channel.WEB:
        return say("data.here", link=f"{url}{PAGE}")
    if context.channel is Channel.DESK:
        return say("data.here", link=f"{url}{DESK_PAGE}")
    secret = await make_data_link(context.tx, context.person_id, context.now)
    return say("data.once", link=f"{url}{PAGE}/{secret}")
