"""The library's own answers, which coordinators write and everybody at the desk may use.

Every version of each is kept in storage/library.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from storage.cases import queries
from storage.cases.rules import (
    TEMPLATE_TEXT_LONGEST,
    TEMPLATE_TITLE_LONGEST,
    optional,
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

    Raises NotAllowed, NotValid, NoSuchTemplate, Overtaken; then nothing is written.
    """
    if not by.may(Role.COORDINATOR):
        raise NotAllowed
    whole = replace(
        text,
        title=required("title", text.title, TEMPLATE_TITLE_LONGEST),
        da=required("da", text.da, TEMPLATE_TEXT_LONGEST),
        en=optional("en", text.en, TEMPLATE_TEXT_LONGEST) or "",
    )
    values = {**asdict(whole), "changed_at": now, "changed_by": by.person_id}
    kept = (
        await queries.template(tx, template_id)
        if template_id is not None
        else await _new(tx, values)
    )
    if kept is None:
        raise NoSuchTemplate
    await change(tx, by, Subject.ANSWER, str(kept.id), asdict(whole), now, seen=seen)
    for name, value in values.items():
        setattr(kept, name, value)
    await record(tx, StaffAct.SAVED_ANSWER, now, by=by, what=whole.title)
    return kept


async def remove_template(
    tx: Transaction, by: Colleague, template_id: int, now: datetime, *, seen: int | None = None
) -> None:
    """Remove an answer; removing it twice is no error. `seen` is the version that was looked at.

    Raises NotAllowed, Overtaken.
    """
    if not by.may(Role.COORDINATOR):
        raise NotAllowed
    kept = await queries.template(tx, template_id)
    if kept is not None:
        await change(tx, by, Subject.ANSWER, str(template_id), None, now, seen=seen)
        await tx.session.delete(kept)
        await record(tx, StaffAct.REMOVED_ANSWER, now, by=by, what=kept.title)
        await tx.session.flush()


async def _new(tx: Transaction, values: dict[str, Any]) -> Template:
    """A row, for its number: its versions are kept under that."""
    made = Template(**values)
    tx.session.add(made)
    await tx.session.flush()
    return made
