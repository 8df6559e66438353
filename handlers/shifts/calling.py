"""Reads a shift's name and contact, as staff write them: "navn: Babysang", "kontakt Anna".

Only words that begin like that are read here; all others are about time, place or people.
"""

from __future__ import annotations

import re

from handlers.conversation.flow import Unread
from handlers.conversation.parsers import folded, pick
from handlers.conversation.values import Context
from handlers.shifts.wish import Wish
from storage.people.queries import colleagues
from storage.shifts.rules import TITLE_LONGEST

_SAID = re.compile(
    r"(?:(?P<title>navn|titel|name|title)|kontakt|contact)\b\s*:?\s*(?P<words>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_NOTHING = frozenset({"ingen", "intet", "none", "nobody", "no one"})


async def called(context: Context, words: str) -> Wish | Unread | None:
    """The new name or contact; None for words about something else."""
    said = _SAID.fullmatch(words.strip())
    if said is None:
        return None
    wanted = said["words"].strip()
    nothing = folded(wanted) in _NOTHING
    if said["title"]:
        if len(wanted) > TITLE_LONGEST:
            return Unread("common.too_long", {"most": TITLE_LONGEST, "now": len(wanted)})
        return Wish(title="" if nothing else wanted)
    if nothing:
        return Wish(contact=0, whom="")
    there = await colleagues(context.tx)
    place = pick([each.name for each in there], wanted)
    if place is None:
        return Unread("shift_change.whom", {"names": [each.name for each in there]})
    return Wish(contact=there[place].person_id, whom=there[place].name)
