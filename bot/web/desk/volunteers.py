"""Volunteers at the desk: all of them, and one with everything that is decided about them.

Every decision is a command in the volunteer's own dialogue, so page, chat and group go one way.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.web.desk.beside import CasePages, converse, number_of
from bot.web.desk.parts import waiting
from bot.web.house import HOUSE
from bot.web.lines import LinePen
from bot.web.rendering import language_of, page, pen_of, said
from bot.web.who import for_staff
from handlers.conversation import render
from handlers.volunteers.card import card
from handlers.volunteers.expecting import contact_of
from handlers.volunteers.wording import line_text, promises, state_word
from storage.cases.queries import history
from storage.cases.rules import local_day
from storage.cases.tables import Event
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.talk.queries import case_lines
from storage.volunteers.queries import Brief, Standing, listed, skilled, volunteer
from storage.volunteers.rules import LIBRARY_LINES, NEW, OPEN, OWN_LINES, WORKING, State

routes = web.RouteTableDef()
GROUPS = (("new", NEW), ("working", WORKING), ("paused", frozenset({State.PAUSED})))


async def waiting_ones(
    request: web.Request, tx: Transaction, staff: Colleague
) -> list[dict[str, Any]]:
    """Who waits for an answer, or did something new: for the desk's first page."""
    found = await listed(tx, staff, OPEN)
    return [_row(request, each) for each in found if each.state in NEW or each.unread]


@routes.get("/desk/frivillige")
@for_staff()
async def show_all(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Everybody who is, or wants to be, a volunteer; or those with a skill."""
    words = request.query.get("q", "")[:200].replace("\x00", "")
    async with request.app[HOUSE].database.reading() as tx:
        found = await (skilled(tx, staff, words) if words else listed(tx, staff, OPEN))
    groups = [
        (name, [_row(request, each) for each in found if each.state in states])
        for name, states in GROUPS
    ]
    shown = [(name, rows) for name, rows in groups if rows]
    return page(request, "desk/volunteers.html", staff=staff, groups=shown, q=words)


def _row(request: web.Request, found: Brief) -> dict[str, Any]:
    return {
        "number": found.number,
        "name": found.name,
        "state_word": said(request, state_word(found.state)),
        "role": found.role,
        "wish": found.wish,
        "unread": found.unread,
        "trial_until": found.trial_until,
        **waiting(request, found.created_at, found.promised_on, found.late_since, closed=False),
    }


async def _one(request: web.Request, tx: Transaction, _: Colleague) -> dict[str, Any]:
    house, language = request.app[HOUSE], language_of(request)
    found = await volunteer(tx, number_of(request))
    if found is None:
        raise web.HTTPNotFound
    today = local_day(house.clock())
    words = await case_lines(tx, found.case.number)
    events = await history(tx, found.case.number)
    shown = card(found, pen_of(request), today)
    return {
        "unread": found.case.unread,
        "volunteer": {
            "number": found.case.number,
            "name": found.person.name or said(request, "volweb.erased"),
            "state_word": said(request, state_word(found.state)),
            "version": found.case.version,
            "model": found.person.model,
        },
        "card": render.card(house.texts, language, shown),
        "promises": said(request, f"vol_card.promises_{promises(found)}"),
        "columns": await _columns(request, tx, found),
        "talk": LinePen(house.texts, language, house.clock(), at_desk=True).draw(words),
        "history": [_event(request, each) for each in reversed(events)],
    }


async def _columns(request: web.Request, tx: Transaction, found: Standing) -> list[dict[str, Any]]:
    """The two columns of promises, each line with who has ticked it."""
    expected = found.expected
    if expected is None:
        return []
    house, contact = request.app[HOUSE], await contact_of(tx, found)
    return [
        {
            "side": side,
            "lines": [
                {
                    "text": line_text(pen_of(request), line, house.library, contact),
                    "library": line in expected.library_ticks,
                    "own": line in expected.own_ticks,
                    "out": line in expected.left_out,
                }
                for line in lines
            ],
        }
        for side, lines in (("library", LIBRARY_LINES), ("own", OWN_LINES))
    ]


def _event(request: web.Request, event: Event) -> dict[str, Any]:
    key = f"vol_did.{event.act}"
    known = request.app[HOUSE].texts.has(key)
    return {
        "when": said(request, "web.moment", at=event.at),
        "by": event.by_name,
        "text": said(request, key) if known else said(request, "volweb.something"),
        "words": event.public.get("reason", ""),
    }


converse(routes, CasePages("/desk/frivillig", "desk/volunteer", _one))
