"""What becomes due about live talks: after a working day without an answer, that is admitted."""

from __future__ import annotations

from datetime import datetime

from handlers.care.telling import end_button, everybody, tell_staff
from handlers.conversation.telling import tell_person
from handlers.conversation.values import Button, Message, Occasion
from storage.care.actions import admit_late
from storage.care.queries import talk_on
from storage.talk.actions import done
from storage.talk.tables import Due


async def tell_unanswered(occasion: Occasion, due: Due) -> None:
    """Nobody has answered for a working day: tell the citizen, with the number to call, and the
    staff. Not by night.
    """
    number, since = due.case_number or 0, datetime.fromisoformat(due.payload["since"])
    await done(occasion.tx, due)
    if not await admit_late(occasion.tx, number, since, occasion.now):
        return
    talk = await talk_on(occasion.tx, number)
    if talk is None:
        return
    phone = occasion.library.phone
    form = "unanswered" if phone else "unanswered_no_phone"
    values = {"phone": phone} if phone else {}
    message = Message(f"live.{form}", values, (end_button(),), case=number)
    await tell_person(occasion, talk.person_id, message)
    take = Button.to("tagsamtale", number)
    waits = Message("live.still_waits", {"ref": number}, (take,))
    await tell_staff(occasion, await everybody(occasion.tx), waits)
