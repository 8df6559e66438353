"""One case at the desk: its card, talk, notes and history, and where it is decided.

What may be decided, and how it is said, comes from the handlers; here it is only laid out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from bot.web import talks
from bot.web.cases import NUMBER
from bot.web.desk.beside import CasePages, converse, door, number_of
from bot.web.desk.company import kin
from bot.web.desk.parts import happened, phrase, waiting
from bot.web.desk.toolbox import proposed
from bot.web.forms import words_of
from bot.web.house import HOUSE
from bot.web.lines import LinePen
from bot.web.rendering import language_of, said, see_other
from bot.web.slip import slip_page, square_of
from bot.web.who import for_staff
from handlers.conversation import render
from handlers.conversation.values import Text
from handlers.ideas import wording
from handlers.ideas.card import case_card
from handlers.ideas.desk import history_phrase, silencing
from handlers.together import together_rows
from storage.care.queries import talk_on
from storage.cases.queries import history, kind_of, notes
from storage.cases.rules import NOTE_LONGEST, CaseKind
from storage.cases.tables import Event
from storage.database import Transaction
from storage.ideas.queries import (
    StaffCase,
    case_for_staff,
    pending_undo,
)
from storage.people.queries import Colleague
from storage.people.rules import Role
from storage.talk.pace import COPENHAGEN
from storage.talk.queries import case_lines

routes = web.RouteTableDef()

UNDER = {
    CaseKind.TALK: "samtale",
    CaseKind.VOLUNTEER: "frivillig",
    CaseKind.PARTNER: "partner",
    CaseKind.AGREEMENT: "aftale",
}
"""Where cases that are no idea or message have their pages."""


async def _case(request: web.Request, tx: Transaction, staff: Colleague) -> dict[str, Any]:
    house, language = request.app[HOUSE], language_of(request)
    found = await case_for_staff(tx, staff, number_of(request))
    if found is None:
        raise await _elsewhere(tx, number_of(request))
    live = await talk_on(tx, found.case.number)
    events = await history(tx, found.case.number)
    words = await case_lines(tx, found.case.number)
    together = await together_rows(tx, house.shelf, found)
    card = render.card(house.texts, language, case_card(found, house.library, together=together))
    return {
        "unread": found.case.unread,
        "case": _head(request, staff, found),
        "card": {"subtitle": None, **card},
        "kin": await kin(request, tx, staff, found),
        "undo": await _undo(request, tx, staff, events),
        "talk": LinePen(house.texts, language, house.clock(), at_desk=True).draw(words),
        "notes": await notes(tx, found.case.number),
        "history": happened(request, events),
        "slip_url": f"/desk/sag/{found.case.number}/seddel",
        "files": found.files,
        "silencing": silencing(found),
        "together": found.case.kind == CaseKind.IDEA and found.case.closed_at is None,
        "methods": proposed(request, found),
        "may_agree": staff.may(Role.COORDINATOR) and found.case.closed_at is None,
        "live": f"/desk/samtale/{live.number}" if live and live.open else None,
        "note": "",
    }


async def _elsewhere(tx: Transaction, number: int) -> web.HTTPException:
    """Where a case of another kind has its page."""
    kind = await kind_of(tx, number)
    under = UNDER.get(kind) if kind else None
    return web.HTTPSeeOther(f"/desk/{under}/{number}") if under else web.HTTPNotFound()


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
        **waiting(request, head.created_at, head.promised_on, head.late_since, closed=closed),
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
        "text": said(request, "desk.undo_text", what=phrase(request, history_phrase(event))),
        "until": until,
        "seconds": max(0, int((pending.until - now).total_seconds())),
        "value": f"/fortryd {number}",
    }


@routes.post(f"/desk/sag/{NUMBER}/note")
@for_staff()
async def write_note(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """A note for colleagues, on the same way as the command `/note`."""
    fields = await request.post()
    words = words_of(fields, "text")
    if not words or len(words) > NOTE_LONGEST:
        key = "web.error_long" if words else "web.error_empty"
        kept = words[: talks.MOST_TEXT]  # in its own field: never where one speaks to the citizen
        problem = said(request, key)
        return await PAGES.show(request, staff, problem, status=400, note=kept)
    await talks.say_for(
        request, door(request, "/desk/sag"), Text(f"/note {number_of(request)} {words}")
    )
    return see_other(f"/desk/sag/{number_of(request)}")


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
        found = await case_for_staff(tx, staff, number_of(request))
    if found is None:
        raise web.HTTPNotFound
    return found


PAGES = CasePages("/desk/sag", "desk/case", _case)
converse(routes, PAGES)
