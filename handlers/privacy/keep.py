"""Before an idea is parted from its people, they are asked whether to keep it."""

from __future__ import annotations

from datetime import datetime

from handlers.conversation import render
from handlers.conversation.texts import Texts
from handlers.conversation.values import Button, Context, Message, Reply, say
from storage.database import Database
from storage.people.rules import Language, NotAllowed
from storage.privacy.actions import keep, warn
from storage.privacy.rules import IDEA, WARNED_BEFORE
from storage.talk.actions import tell

MOST = 100
"""At most this many cases are handled in one transaction."""


async def keep_case(context: Context, rest: str) -> Reply:
    """`/behold 12`: keep a case for another period."""
    number = rest.strip()
    if not number.isdecimal() or len(number) > 9:
        return say("retention.which")
    try:
        await keep(context.tx, context.person_id, int(number), context.now)
    except NotAllowed:
        return say("retention.which")
    lasts = IDEA.lasts
    months = lasts.n if lasts else 0
    return Reply((Message("retention.kept", {"ref": int(number), "n": months}),))


async def warn_all(database: Database, texts: Texts, now: datetime) -> int:
    """Warn the people of all ideas that will soon be parted from them, some cases at a time;
    returns the number of cases.
    """
    count = 0
    while True:
        async with database.transaction() as tx:
            warned = await warn(tx, now, MOST)
            for case in warned:
                for listener in case.audience:
                    said = render.words(
                        texts, Language(listener.language), _question(listener.number)
                    )
                    await tell(tx, listener.person_id, said, now)
        count += len(warned)
        if len(warned) < MOST:
            return count


def _question(number: int) -> Message:
    keep_it = Button.to("behold", number)
    values = {"ref": number, "n": WARNED_BEFORE.days}
    return Message("retention.soon", values, (keep_it,), case=number)
