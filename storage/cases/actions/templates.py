"""The library's own answers, which coordinators write and everybody at the desk may use.

Every version of each is kept in storage/library.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from storage.cases.rules import (
    TEMPLATE_TEXT_LONGEST,
    TEMPLATE_TITLE_LONGEST,
    optional,
    possible,
    required,
)
from storage.cases.tables import Template
from storage.database import Transaction
from storage.library.actions import change
from storage.library.rules import Subject
from storage.people.actions import record
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role, StaffAct


class NoSuchTemplate(Exception):
    """Somebody else has removed it; nothing was done."""


@dataclass(frozen=True)
class TemplateText:
    """An answer; `act` is the only act that it is offered for, None for all. Without English it is
    offered all the same, under a name that says so.
    """

    title: str
    da: str
    en: str = ""
    act: str | None = None


async def save_template(
    tx: Transaction,
    by: Colleague,
    text: TemplateText,
    now: datetime,
    *,
    template_id: int | None = None,
    seen: int | None = None,
) -> Template:
    """Keep a new answer or change one. `seen` is the version that was looked at.

    Raises NotAllowed, NotValid, NoSuchTemplate, Overtaken.
    """
    if not by.may(Role.COORDINATOR):
        raise NotAllowed
    whole = replace(
        text,
        title=required("title", text.title, TEMPLATE_TITLE_LONGEST),
        da=required("da", text.da, TEMPLATE_TEXT_LONGEST),
        en=optional("en", text.en, TEMPLATE_TEXT_LONGEST) or "",
    )
    kept = Template() if template_id is None else await _found(tx, template_id)
    if kept is None:
        raise NoSuchTemplate
    for name, value in asdict(whole).items():
        setattr(kept, name, value)
    kept.changed_at = now
    kept.changed_by = by.person_id
    tx.session.add(kept)
    await tx.session.flush()
    await change(tx, by, Subject.ANSWER, str(kept.id), asdict(whole), now, seen=seen)
    await record(tx, StaffAct.SAVED_ANSWER, now, by=by, what=whole.title)
    return kept


async def remove_template(tx: Transaction, by: Colleague, template_id: int, now: datetime) -> None:
    """Remove an answer; removing it twice is no error. Raises NotAllowed."""
    if not by.may(Role.COORDINATOR):
        raise NotAllowed
    kept = await _found(tx, template_id)
    if kept is not None:
        await tx.session.delete(kept)
        await change(tx, by, Subject.ANSWER, str(template_id), None, now)
        await record(tx, StaffAct.REMOVED_ANSWER, now, by=by, what=kept.title)
        await tx.session.flush()


async def _found(tx: Transaction, template_id: int) -> Template | None:
    return await tx.session.get(Template, template_id) if possible(template_id) else None
