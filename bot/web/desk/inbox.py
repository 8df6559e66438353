"""The desk's first page: what waits, longest on top, with the desk's own conversation."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.web import talks
from bot.web.desk import agreements, partners, talking
from bot.web.desk.parts import fragment, staff_id, waiting
from bot.web.desk.volunteers import waiting_ones
from bot.web.house import HOUSE
from bot.web.live import stream
from bot.web.rendering import page, part, said
from bot.web.watch import INBOX, TROUBLES
from bot.web.who import desk_door, for_staff
from handlers.ideas import wording
from storage.database import Transaction
from storage.ideas.queries import (
    InboxFilter,
    InboxRow,
    View,
    inbox,
)
from storage.ideas.rules import State, Theme
from storage.people.queries import Colleague
from storage.people.rules import Role
from storage.silences.queries import running_count
from storage.talk.queries import held_up, trouble_count

routes = web.RouteTableDef()


@routes.get("/desk")
@for_staff()
async def show_inbox(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """What waits, longest on top, with the desk's own conversation beside it."""
    return await _inbox_page(request, staff)


async def _inbox_page(
    request: web.Request,
    staff: Colleague,
    problem: str | None = None,
    draft: str = "",
    status: int = 200,
) -> web.Response:
    async with request.app[HOUSE].database.reading() as tx:
        values = await _inbox(request, tx, staff)
        talk = await talks.view(request, tx, desk_door(request), staff.person_id)
    talk |= {"problem": problem, "draft": draft}
    return page(request, "desk/inbox.html", status, staff=staff, **values, **talk)


@routes.get("/desk/del")
@for_staff()
async def inbox_part(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The list alone, for a page that is open."""
    async with request.app[HOUSE].database.reading() as tx:
        values = await _inbox(request, tx, staff)
    return fragment(part(request, "desk/inbox_part.html", staff=staff, **values))


async def _inbox(request: web.Request, tx: Transaction, staff: Colleague) -> dict[str, Any]:
    wanted = _filter(request)
    found = await inbox(tx, staff, wanted, request.app[HOUSE].clock())
    rows = [_row(request, staff, row) for row in found.rows]
    query = {k: v for k, v in request.query.items() if k != "side"}
    following = urlencode({**query, "side": wanted.page + 1})
    return {
        "rows": rows,
        "counts": {str(view): n for view, n in found.counts.items()},
        "filter": {
            "view": str(wanted.view),
            "state": str(wanted.state or ""),
            "branch": wanted.branch or "",
            "theme": str(wanted.theme or ""),
            "q": wanted.words,
        },
        "states": [(str(s), said(request, wording.state_word(s))) for s in State],
        "themes": [(str(theme), said(request, f"theme.{theme}")) for theme in Theme],
        "more": f"/desk?{following}" if found.more else None,
        "partners": await partners.listed(request, tx, staff),
        "talks": await talking.listed(request, tx, staff),
        "volunteers": await waiting_ones(request, tx, staff),
        "agreements": await agreements.listed(request, tx, staff),
        "troubles": await trouble_count(tx) if staff.may(Role.COORDINATOR) else 0,
        "sending": await held_up(tx, request.app[HOUSE].clock()),
        "pauses": await running_count(tx, request.app[HOUSE].clock()),
        "total": found.total,
    }


def _filter(request: web.Request) -> InboxFilter:
    query = request.query
    branch = request.app[HOUSE].library.branch(query.get("sted"))
    side = query.get("side", "1")
    return InboxFilter(
        view=_one_of(View, query.get("vis")) or View.ALL,
        state=_one_of(State, query.get("stat")),
        branch=branch.slug if branch else None,
        theme=_one_of(Theme, query.get("tema")),
        words=query.get("q", "")[:200].replace("\x00", ""),
        page=max(1, int(side)) if side.isdecimal() and len(side) < 6 else 1,
    )


def _one_of(kind: Any, value: str | None) -> Any:
    return kind(value) if value in set(kind) else None


def _row(request: web.Request, staff: Colleague, row: InboxRow) -> dict[str, Any]:
    branch = request.app[HOUSE].library.branch(row.branch)
    return {
        "number": row.number,
        "ref": str(row.number),
        "title": wording.title_of(row.title, row.text),
        "state": str(row.state),
        "state_word": said(request, wording.state_word(row.state)),
        "kind_word": said(request, f"kind.{row.kind}") if row.kind else None,
        "branch": branch.name if branch else None,
        "assigned": row.assigned_name,
        "mine": row.assigned == staff.person_id,
        "unread": row.unread,
        **waiting(
            request,
            row.created_at,
            row.promised_on,
            row.late_since,
            closed=row.closed_at is not None,
        ),
    }


@routes.post("/desk/say")
@for_staff()
async def say_at_desk(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Take what a colleague wrote at the desk's own place."""

    async def again(problem: str, draft: str, status: int) -> web.Response:
        return await _inbox_page(request, staff, problem, draft, status)

    return await talks.answer(request, desk_door(request), again)


@routes.get("/desk/lines")
@for_staff()
async def lines_at_desk(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The desk's lines after `?after=N`."""
    return await talks.lines_after(request, desk_door(request), staff.person_id)


@routes.get("/desk/stream")
@for_staff()
async def stream_desk(request: web.Request, _: Colleague) -> web.StreamResponse:
    """New lines at the desk, and a word when any case changed or something failed."""
    return await stream(request, desk_door(request), staff_id(request), INBOX, TROUBLES)
