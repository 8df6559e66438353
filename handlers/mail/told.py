"""What a citizen is told about their mailbox unasked: it was confirmed, or it takes no mail."""

from __future__ import annotations

from handlers.conversation.telling import tell_person
from handlers.conversation.values import Button, Message, Occasion
from storage.mail.queries import owner
from storage.talk.actions import done
from storage.talk.tables import Due


async def tell_confirmed(occasion: Occasion, person_id: int) -> None:
    """The link in the mail was used: from now on news goes there too."""
    await tell_person(occasion, person_id, Message("mail.confirmed"))


async def tell_returned(occasion: Occasion, due: Due) -> None:
    """A mail came back: stop the address, and let its person give another one."""
    await done(occasion.tx, due)
    person_id = await owner(occasion.tx, due.payload["mailbox"])
    if person_id is not None:
        other = Button("/mail ny", "mail.change")
        told = Message("mail.undelivered", {}, (other,))
        await tell_person(occasion, person_id, told)
