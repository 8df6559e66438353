"""Who suggests the same as a case at the desk: those that go on in it, and those that may.

What is alike is shown with the words that both use; a colleague decides.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.web.house import HOUSE
from bot.web.rendering import language_of, said
from handlers.ideas import wording
from handlers.ideas.card import reason
from storage.database import Transaction
from storage.ideas.queries import InboxRow, StaffCase, cases_of
from storage.ideas.rules import Act
from storage.people.queries import Colleague


async def kin(
    request: web.Request, tx: Transaction, staff: Colleague, found: StaffCase
) -> dict[str, list[dict[str, Any]]]:
    """The cases that were joined to this one, and those that are like it, the most alike first."""
    house, number = request.app[HOUSE], found.case.number
    await house.shelf.read_all(tx, house.clock())
    near = {number, found.case.merged_into, *found.company.numbers}
    like = {one.key: reason(one) for one in house.shelf.like(found.idea) if one.key not in near}
    language = language_of(request)
    rows = {row.number: row for row in await cases_of(tx, staff, [*found.company.numbers, *like])}
    joined = [_drawn(request, rows[each]) for each in found.company.numbers if each in rows]
    may_merge = Act.MERGE in found.acts
    alike = [
        {
            **_drawn(request, rows[each]),
            "why": why.spoken(language),
            "merge": f"/slaasammen {number} {each}" if may_merge and _open(rows[each]) else None,
        }
        for each, why in like.items()
        if each in rows
    ]
    return {"joined": joined, "alike": alike}


def _drawn(request: web.Request, row: InboxRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "ref": str(row.number),
        "title": wording.title_of(row.title, row.text),
        "state_word": said(request, wording.state_word(row.state)),
        "words": row.text,
    }


def _open(row: InboxRow) -> bool:
    return row.closed_at is None
