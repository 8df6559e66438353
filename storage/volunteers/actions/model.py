"""The library's model for volunteering: the draft that staff work on, and what was published.

storage/library keeps every edition; an agreement names the edition of its day.
"""

from __future__ import annotations

from datetime import datetime

from storage.cases.rules import optional, required
from storage.database import Transaction
from storage.library.actions import change
from storage.library.rules import Subject
from storage.library.tables import Change
from storage.people.actions import record
from storage.people.queries import Colleague
from storage.people.rules import StaffAct
from storage.volunteers.actions.signup import PUBLISHED
from storage.volunteers.rules import MODEL_LONGEST

DRAFT = "draft"


async def save_model(
    tx: Transaction,
    by: Colleague,
    da: str,
    en: str,
    now: datetime,
    *,
    seen: int | None = None,
    publish: bool = False,
) -> Change:
    """Save the draft. With `publish` it is in force from now on, for agreements made after this.

    Raises NotAllowed, NotValid, Overtaken.
    """
    content = {
        "da": required("da", da, MODEL_LONGEST),
        "en": optional("en", en, MODEL_LONGEST) or "",
    }
    made = await change(tx, by, Subject.MODEL, DRAFT, content, now, seen=seen)
    if publish:
        made = await change(tx, by, Subject.MODEL, PUBLISHED, content, now)
        await record(tx, StaffAct.PUBLISHED_MODEL, now, by=by)
    return made
