"""What staff are told about a promised day: that it comes near, and that it has passed.

Must not decide who is told or when: storage does. The case's own topic shows it through the audit,
and the citizen is told as of all other news.
"""

from __future__ import annotations

from handlers.conversation.telling import tell_person
from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Message, Occasion
from handlers.ideas.wording import title_of
from storage.ideas.actions import Reminder, keep_watch
from storage.ideas.queries import StaffCase, case_for_group
from storage.talk.rules import DESK
from storage.talk.tables import Due


async def tell_promise(occasion: Occasion, due: Due) -> None:
    """Do what is due about a promise, and tell the staff who must know."""
    reminder = await keep_watch(occasion.tx, due, occasion.now, occasion.library.days_to_answer)
    case = await case_for_group(occasion.tx, reminder.number) if reminder else None
    if reminder is None or case is None:
        return
    message = _reminder(reminder, case)
    for colleague in reminder.to:
        await tell_person(occasion, colleague.person_id, message, place=DESK)


def _reminder(reminder: Reminder, case: StaffCase) -> Message:
    number = reminder.number
    values: Values = {
        "ref": number,
        "day": reminder.day,
        "new": case.case.promised_on or reminder.day,
        "title": title_of(case.case.title, case.idea.text),
    }
    see = Button.to("sag", number)
    if reminder.late:
        return Message("promise.late", values, (see,))
    if case.assigned_name is None:
        return Message("promise.soon_free", values, (see, Button.to("tag", number)))
    return Message("promise.soon", values, (see,))
