"""What becomes due about live talks: after a working day without an answer, that is admitted."""

from __future__ import annotations

from datetime import datetime

from handlers.care.telling import end_button, everybody, tell_staff
from handlers.conversation.telling import tell_person
from handlers.conversation.texts import Texts
from handlers.conversation.values import Button, Message, Occasion
from handlers.library import Library
from storage.care.actions import admit_late
from storage.care.queries import talk_on
from storage.database import Transaction
from storage.talk.actions import done
from storage.talk.tables import Due


async def tell_unanswered(
    tx: Transaction, due: Due, texts: Texts, library: Library, now: datetime
) -> None:
    """Nobody has answered for a working day: tell the citizen, with the number to call, and the
    staff. Not by night.
    """
    occasion = Occasion(tx, texts, library, now)
    number, since = due.case_number or 0, datetime.fromisoformat(due.payload["since"])
    await done(tx, due)
    if not await admit_late(tx, number, since, now):
        return
    talk = await talk_on(tx, number)
    if talk is None:
        return
    form = "unanswered" if library.phone else "unanswered_no_phone"
    values = {"phone": library.phone} if library.phone else {}
    message = Message(f"live.{form}", values, (end_button(),), case=number)
    await tell_person(occasion, talk.person_id, message)
    take = Button.to("tagsamtale", number)
    waits = Message("live.still_waits", {"ref": number}, (take,))
    await tell_staff(occasion, await everybody(tx), waits)
