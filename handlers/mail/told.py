"""What a citizen is told about their mailbox unasked: it was confirmed, or it takes no mail."""

from __future__ import annotations

from datetime import datetime

from handlers.conversation.telling import tell_person
from handlers.conversation.texts import Texts
from handlers.conversation.values import Button, Message, Occasion
from handlers.library import Library
from storage.database import Transaction
from storage.mail.queries import owner
from storage.talk.actions import done
from storage.talk.tables import Due


async def tell_confirmed(occasion: Occasion, person_id: int) -> None:
    """The link in the mail was used: from now on news goes there too."""
    await tell_person(occasion, person_id, Message("mail.confirmed"))


async def tell_returned(
    tx: Transaction, due: Due, texts: Texts, library: Library, now: datetime
) -> None:
    """A mail came back: stop the address, and let its person give another one."""
    await done(tx, due)
    person_id = await owner(tx, due.payload["mailbox"])
    if person_id is not None:
        other = Button("/mail ny", "mail.change")
        told = Message("mail.undelivered", {}, (other,))
        await tell_person(Occasion(tx, texts, library, now), person_id, told)
