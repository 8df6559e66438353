"""What colleagues are told when cases change hands because somebody is away or back.

Must not decide anything: storage does, and a tick asks here for the words.
"""

from __future__ import annotations

from handlers.conversation.telling import tell_person
from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Message, Occasion
from storage.cases.rules import first_name
from storage.ideas.actions import Handed, begin_absence, end_absence
from storage.talk.rules import DESK
from storage.talk.tables import Due


async def tell_away(occasion: Occasion, due: Due) -> None:
    """Tell of the first day of somebody's absence."""
    handed = await begin_absence(occasion.tx, due, occasion.now)
    if handed is not None:
        await begins(occasion, handed)


async def tell_back(occasion: Occasion, due: Due) -> None:
    """Tell that somebody is back."""
    handed = await end_absence(occasion.tx, due, occasion.now)
    if handed is not None and handed.numbers:
        welcome = Message("away.welcome", {"n": len(handed.numbers)}, MINE)
        await tell_person(occasion, handed.of.person_id, welcome, place=DESK)


async def begins(occasion: Occasion, handed: Handed) -> None:
    """Tell the colleague who takes over cases; nobody is told where there are none."""
    if handed.to is None or handed.until is None or not handed.numbers:
        return
    values: Values = {
        "name": first_name(handed.of.name),
        "n": len(handed.numbers),
        "until": handed.until,
    }
    yours = Message("away.yours", values, MINE)
    await tell_person(occasion, handed.to.person_id, yours, place=DESK)


MINE = (Button("/sager mine", "away.see"),)
