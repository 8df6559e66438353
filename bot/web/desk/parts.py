"""What the desk's pages share: how long somebody has waited, fragments, lines of the audit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from aiohttp import web

from bot.web.house import HOUSE
from bot.web.rendering import said
from bot.web.talks import Who
from bot.web.who import colleague
from handlers.ideas.desk import history_phrase
from handlers.ideas.wording import Phrase
from storage.cases.rules import WARNED_BEFORE, local_day
from storage.cases.tables import Event
from storage.cases.working_days import is_working_day, promised_date
from storage.database import Transaction
from storage.people.tables import StaffEvent


def waiting(
    request: web.Request,
    created_at: datetime,
    promised: date | None,
    late_since: date | None,
    *,
    closed: bool,
) -> dict[str, Any]:
    """How long a citizen has waited for an answer, and whether the promise is near or past.

    Nobody waits where nothing is promised: a case that is closed, or whose turn is the citizen's.
    """
    if closed or promised is None:
        return {"waited": "", "promise": "", "overdue": False, "late": False, "soon": False}
    now = request.app[HOUSE].clock()
    today, first = local_day(now), local_day(created_at)
    days = sum(is_working_day(first + timedelta(n + 1)) for n in range((today - first).days))
    late = promised < today or late_since is not None
    return {
        "waited": said(request, "desk.waited", n=days)
        if days
        else said(request, "desk.waited_today"),
        "promise": said(request, "desk.promised", at=promised),
        "overdue": late,
        "late": late,
        "soon": not late and promised <= promised_date(now, WARNED_BEFORE),
    }


def staff_id(request: web.Request) -> Who:
    """Finds the colleague behind a browser, for as long as they are signed in."""

    async def who(tx: Transaction) -> int | None:
        found = await colleague(request, tx)
        return found.person_id if found else None

    return who


def fragment(html: str) -> web.Response:
    """A part of a page, for a page that is open."""
    return web.Response(text=html, content_type="text/html", headers={"Cache-Control": "no-store"})


def event_line(request: web.Request, event: StaffEvent) -> dict[str, str]:
    """One line of the desk's own audit, in words."""
    role = said(request, f"desk.role_{event.role}") if event.role else ""
    return {
        "when": said(request, "web.moment", at=event.at),
        "by": event.by_name or request.app[HOUSE].library.name,
        "text": said(request, f"desk.did_{event.act}", what=event.what or "", role=role),
    }


def phrase(request: web.Request, what: Phrase) -> str:
    """A phrase in the language of the browser."""
    return said(request, what.key, **what.values)


def happened(request: web.Request, events: Sequence[Event]) -> list[dict[str, Any]]:
    """What was done to a case, in words, the newest first."""
    return [
        {
            "when": said(request, "web.moment", at=event.at),
            "by": event.by_name,
            "text": phrase(request, history_phrase(event)),
        }
        for event in reversed(events)
    ]
