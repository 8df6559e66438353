"""What a citizen is told of their mailbox without having asked: it works, or it takes no mail."""

from __future__ import annotations

from datetime import datetime

from handlers.conversation import render
from handlers.conversation.texts import Texts
from handlers.conversation.values import Button, Message
from storage.database import Transaction
from storage.mail.queries import owner
from storage.people.queries import language_of
from storage.talk.actions import done, tell
from storage.talk.tables import Due


async def tell_confirmed(tx: Transaction, person_id: int, texts: Texts, now: datetime) -> None:
    """The link in the mail was pressed: from now on news is told there too."""
    await _tell(tx, person_id, texts, Message("mail.confirmed"), now)


async def tell_returned(tx: Transaction, due: Due, texts: Texts, now: datetime) -> None:
    """A mail came back: the address is given up, and its person may give another one."""
    await done(tx, due)
    person_id = await owner(tx, due.payload["mailbox"])
    if person_id is not None:
        other = Button("/mail ny", "mail.change")
        await _tell(tx, person_id, texts, Message("mail.undelivered", {}, (other,)), now)


async def _tell(
    tx: Transaction, person_id: int, texts: Texts, message: Message, now: datetime
) -> None:
    language = await language_of(tx, person_id)
    await tell(tx, person_id, render.words(texts, language, message), now)
