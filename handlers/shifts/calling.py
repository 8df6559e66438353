"""What a shift is called and who is there, as staff say it: "navn: Babysang", "kontakt Anna".

Only words that begin so are read here; all others are about its time, its place or its people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from handlers.conversation.flow import Unread
from handlers.conversation.parsers import folded, pick
from handlers.conversation.values import Context
from handlers.shifts.wording import fact
from storage.people.queries import colleagues
from storage.shifts.rules import TITLE_LONGEST

_SAID = re.compile(
    r"(?:(?P<title>navn|titel|name|title)|kontakt|contact)\b\s*:?\s*(?P<words>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_NOTHING = frozenset({"ingen", "intet", "none", "nobody", "no one"})


async def called(context: Context, words: str) -> dict[str, Any] | Unread | None:
    """The new name or contact, as data; None for words about something else."""
    said = _SAID.fullmatch(words.strip())
    if said is None:
        return None
    wanted = said["words"].strip()
    nothing = folded(wanted) in _NOTHING
    if said["title"]:
        if len(wanted) > TITLE_LONGEST:
            return Unread("common.too_long", {"most": TITLE_LONGEST, "now": len(wanted)})
        return {"title": "" if nothing else wanted}
    if nothing:
        return {"contact": 0, "whom": ""}
    there = await colleagues(context.tx)
    place = pick([each.name for each in there], wanted)
    if place is None:
        return Unread("shift_change.whom", {"names": [each.name for each in there]})
    return {"contact": there[place].person_id, "whom": there[place].name}


def told(context: Context, kept: Mapping[str, Any]) -> list[str]:
    """What was said of it, read back."""
    lines = []
    nobody = context.texts.render("shift_read.as_role", context.language)
    for key, words in (("title", kept.get("title")), ("contact", kept.get("whom"))):
        if words is not None:
            lines.append(fact(context, key, str(words) or nobody))
    return lines
