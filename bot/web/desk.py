"""The desk: the inbox, and one case with its talk, notes and history.

What may be decided, and how it is said, comes from the handlers; here it is only laid out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.web import talks
from bot.web.cases import NUMBER, slip_page, square_of
from bot.web.house import HOUSE
from bot.web.lines import Pen
from bot.web.rendering import language_of, page, part, said
from bot.web.streams import INBOX, case
from bot.web.talks import Door
from bot.web.who import colleague, desk_door, for_staff
from handlers.conversation import render
from handlers.conversation.texts import COPENHAGEN
from handlers.ideas import wording
from handlers.ideas.card import case_card
from handlers.ideas.desk import history_phrase
from storage.cases.actions import mark_read
from storage.cases.queries import history, notes
from storage.cases.rules import local_day
from storage.cases.tables import Event
from storage.cases.working_days import is_working_day, promised_date
from storage.database import Transaction
from storage.ideas.queries import (
    InboxFilter,
    InboxRow,
    StaffCase,
    View,
    case_for_staff,
    inbox,
    pending_undo,
)
from storage.ideas.rules import State, Theme
from storage.people.queries import Colleague
from storage.talk.queries import case_lines
from storage.talk.rules import case_place

routes = web.RouteTableDef()
SOON_DAYS = 2
"""Working days before the promised day at which a case is marked."""


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
    return _fragment(part(request, "desk/inbox_part.html", staff=staff, **values))


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
        "total": found.total,
    }


def _filter(request: web.Request) -> InboxFilter:
    query = request.query
    side = query.get("side", "1")
    return InboxFilter(
        view=_one_of(View, query.get("vis")) or View.ALL,
        state=_one_of(State, query.get("stat")),
        branch=query.get("sted") or None,
        theme=_one_of(Theme, query.get("tema")),
        words=query.get("q", "")[:200],
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
        **_time(request, row.created_at, row.promised_on, closed=row.closed_at is not None),
    }


def _time(
    request: web.Request, created_at: datetime, promised: Any, *, closed: bool
) -> dict[str, Any]:
    """How long somebody has waited, and whether the promise is near or past."""
    now = request.app[HOUSE].clock()
    today, first = local_day(now), local_day(created_at)
    days = sum(is_working_day(first + timedelta(n + 1)) for n in range((today - first).days))
    late = promised is not None and promised < today
    near = promised is not None and promised <= promised_date(now, SOON_DAYS)
    return {
        "waited": said(request, "desk.waited", n=days)
        if days
        else said(request, "desk.waited_today"),
        "promise": said(request, "desk.promised", at=promised) if promised and not closed else "",
        "overdue": late and not closed,
        "late": late and not closed,
        "soon": near and not late and not closed,
    }


@routes.get(f"/desk/sag/{NUMBER}")
@for_staff()
async def show_case(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """One case: everything about it, and where it is decided."""
    return await _case_page(request, staff)


async def _case_page(
    request: web.Request,
    staff: Colleague,
    problem: str | None = None,
    draft: str = "",
    status: int = 200,
) -> web.Response:
    house = request.app[HOUSE]
    async with house.database.transaction() as tx:
        await mark_read(tx, staff, _number(request))
    async with house.database.reading() as tx:
        values = await _case(request, tx, staff)
        talk = await talks.view(request, tx, _door(request), staff.person_id)
    talk |= {"problem": problem, "draft": draft}
    return page(request, "desk/case.html", status, staff=staff, **values, **talk)


@routes.get(f"/desk/sag/{NUMBER}/del")
@for_staff()
async def case_part(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """What changes by itself on an open case page."""
    async with request.app[HOUSE].database.reading() as tx:
        values = await _case(request, tx, staff)
    return _fragment(part(request, "desk/case_part.html", staff=staff, **values))


async def _case(request: web.Request, tx: Transaction, staff: Colleague) -> dict[str, Any]:
    house, language = request.app[HOUSE], language_of(request)
    found = await case_for_staff(tx, staff, _number(request))
    if found is None:
        raise web.HTTPNotFound
    events = await history(tx, found.case.number)
    words = await case_lines(tx, found.case.number)
    card = render.card(house.texts, language, case_card(found, house.library))
    return {
        "case": _head(request, staff, found),
        "card": {"subtitle": None, **card},
        "undo": await _undo(request, tx, staff, events),
        "talk": Pen(house.texts, language, house.clock(), at_desk=True).draw(words),
        "notes": [
            {"by": note.by_name, "at": note.at, "text": note.text}
            for note in await notes(tx, found.case.number)
        ],
        "history": [
            {
                "when": said(request, "web.moment", at=event.at),
                "by": event.by_name
                or said(request, f"desk.by_{'citizen' if event.by else 'time'}"),
                "text": _phrase(request, history_phrase(event)),
            }
            for event in reversed(events)
        ],
        "slip_url": f"/desk/sag/{found.case.number}/seddel",
    }


def _head(request: web.Request, staff: Colleague, found: StaffCase) -> dict[str, Any]:
    head = found.case
    closed = head.closed_at is not None
    return {
        "number": head.number,
        "ref": str(head.number),
        "title": wording.title_of(head.title, found.idea.text),
        "state": head.state,
        "state_word": said(request, wording.state_word(head.state)),
        "closed": closed,
        "assigned": found.assigned_name,
        "mine": head.assigned == staff.person_id,
        "promised": head.promised_on,
        "given": head.created_at,
        "source_word": said(request, f"desk.source_{head.source}"),
        "version": head.version,
        **_time(request, head.created_at, head.promised_on, closed=closed),
    }


async def _undo(
    request: web.Request, tx: Transaction, staff: Colleague, events: Sequence[Event]
) -> dict[str, Any] | None:
    now = request.app[HOUSE].clock()
    number = events[0].case_number
    pending = await pending_undo(tx, staff, number, now)
    event = next((e for e in events if pending and e.id == pending.event_id), None)
    if pending is None or event is None:
        return None
    until = pending.until.astimezone(COPENHAGEN)
    return {
        "text": said(request, "desk.undo_text", what=_phrase(request, history_phrase(event))),
        "until": until,
        "seconds": max(0, int((pending.until - now).total_seconds())),
        "value": f"/fortryd {number}",
    }


def _door(request: web.Request) -> Door:
    number = _number(request)
    return desk_door(request, f"/desk/sag/{number}", case_place(number))


@routes.post("/desk/say")
@for_staff()
async def say_at_desk(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Take what a colleague wrote at the desk's own place."""

    async def again(problem: str, draft: str, status: int) -> web.Response:
        return await _inbox_page(request, staff, problem, draft, status)

    return await talks.answer(request, desk_door(request), again)


@routes.post(f"/desk/sag/{NUMBER}/say")
@for_staff()
async def say_at_case(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Take what a colleague wrote or pressed at a case."""

    async def again(problem: str, draft: str, status: int) -> web.Response:
        return await _case_page(request, staff, problem, draft, status)

    return await talks.answer(request, _door(request), again)


@routes.get("/desk/lines")
@for_staff()
async def lines_at_desk(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The desk's lines after `?after=N`."""
    return await talks.lines_after(request, desk_door(request), staff.person_id)


@routes.get(f"/desk/sag/{NUMBER}/lines")
@for_staff()
async def lines_at_case(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The lines at a case after `?after=N`."""
    return await talks.lines_after(request, _door(request), staff.person_id)


@routes.get("/desk/stream")
@for_staff()
async def stream_desk(request: web.Request, _: Colleague) -> web.StreamResponse:
    """New lines at the desk, and a word when any case changed."""
    return await talks.stream(request, desk_door(request), _who(request), INBOX)


@routes.get(f"/desk/sag/{NUMBER}/stream")
@for_staff()
async def stream_case(request: web.Request, _: Colleague) -> web.StreamResponse:
    """New lines at a case, and a word when it changed, whoever changed it."""
    return await talks.stream(request, _door(request), _who(request), case(_number(request)))


def _who(request: web.Request) -> talks.Who:
    async def who(tx: Transaction) -> int | None:
        found = await colleague(request, tx)
        return found.person_id if found else None

    return who


@routes.post(f"/desk/sag/{NUMBER}/note")
@for_staff()
async def write_note(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """A note for colleagues, on the same way as the command `/note`."""
    fields = await request.post()
    words = str(fields.get("text", "")).replace("\r\n", "\n").strip()
    if not words or len(words) > talks.MOST_TEXT:
        key = "web.error_long" if words else "web.error_empty"
        return await _case_page(request, staff, said(request, key), words[: talks.MOST_TEXT], 400)
    await talks.say_for(request, _door(request), f"/note {_number(request)} {words}")
    return web.Response(status=303, headers={"Location": f"/desk/sag/{_number(request)}"})


@routes.get(f"/desk/sag/{NUMBER}/seddel")
@for_staff()
async def slip(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The slip of paper that a citizen at the counter takes home."""
    found = await _found(request, staff)
    return slip_page(
        request,
        number=found.case.number,
        code=found.case.code,
        title=wording.title_of(found.case.title, found.idea.text),
        promised=found.case.promised_on,
        given=found.case.created_at,
        back=f"/desk/sag/{found.case.number}",
    )


@routes.get(f"/desk/sag/{NUMBER}/qr.svg")
@for_staff()
async def square(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The square on the slip."""
    found = await _found(request, staff)
    return square_of(request, found.case.number, found.case.code)


async def _found(request: web.Request, staff: Colleague) -> StaffCase:
    async with request.app[HOUSE].database.reading() as tx:
        found = await case_for_staff(tx, staff, _number(request))
    if found is None:
        raise web.HTTPNotFound
    return found


def _number(request: web.Request) -> int:
    return int(request.match_info["number"])


def _fragment(html: str) -> web.Response:
    return web.Response(text=html, content_type="text/html", headers={"Cache-Control": "no-store"})


def _phrase(request: web.Request, phrase: wording.Phrase) -> str:
    return request.app[HOUSE].texts.render(phrase.key, language_of(request), phrase.values)
