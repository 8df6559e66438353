"""What colleagues hear when cases change hands because somebody is away, or is there again.

Must not decide anything: storage does, and a tick asks here for the words.
"""

from __future__ import annotations

from datetime import datetime

from handlers.conversation import render
from handlers.conversation.texts import Texts, Values
from handlers.conversation.values import Button, Message
from handlers.library import Library
from storage.cases.rules import first_name
from storage.database import Transaction
from storage.ideas.actions import Handed, begin_absence, end_absence
from storage.people.queries import language_of
from storage.talk.actions import tell
from storage.talk.rules import DESK
from storage.talk.tables import Due


async def tell_away(tx: Transaction, due: Due, texts: Texts, _: Library, now: datetime) -> None:
    """The first day of somebody's absence has come."""
    handed = await begin_absence(tx, due, now)
    if handed is not None:
        await begins(tx, handed, texts, now)


async def tell_back(tx: Transaction, due: Due, texts: Texts, _: Library, now: datetime) -> None:
    """Somebody is there again."""
    handed = await end_absence(tx, due, now)
    if handed is not None and handed.numbers:
        values = {"n": len(handed.numbers)}
        await _tell(tx, handed.of.person_id, Message("away.welcome", values, MINE), texts, now)


async def begins(tx: Transaction, handed: Handed, texts: Texts, now: datetime) -> None:
    """Who takes cases over is told of them; not so who takes none."""
    if handed.to is None or handed.until is None or not handed.numbers:
        return
    values: Values = {
        "name": first_name(handed.of.name),
        "n": len(handed.numbers),
        "until": handed.until,
    }
    await _tell(tx, handed.to.person_id, Message("away.yours", values, MINE), texts, now)


MINE = (Button("/sager mine", "away.see"),)


async def _tell(
    tx: Transaction, person_id: int, message: Message, texts: Texts, now: datetime
) -> None:
    language = await language_of(tx, person_id)
    await tell(tx, person_id, render.words(texts, language, message), now, place=DESK)
