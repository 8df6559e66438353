"""A citizen's case as a page: found by number and code, or because it is their own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiohttp import web

from bot.web import talks
from bot.web.forms import words_of
from bot.web.guards import Refused, neighbour
from bot.web.house import HOUSE
from bot.web.lines import LinePen
from bot.web.rendering import language_of, page, said, see_other
from bot.web.slip import slip_page, square_of
from bot.web.who import citizen, citizen_door, somebody, visitor
from handlers.conversation.render import rows
from handlers.conversation.values import Row, Text
from handlers.ideas import mine, wording
from handlers.ideas.wording import Phrase
from handlers.introductions import telling
from storage.agreements.queries import for_partner
from storage.care.queries import is_talk_of
from storage.cases.actions import Opened, TooManyTries, open_by_code
from storage.cases.rules import CaseKind, local_day, shown_code
from storage.database import Transaction
from storage.ideas.queries import CitizenCase, MyCase, case_for_citizen, my_cases
from storage.ideas.rules import CLOSED, Act
from storage.introductions.queries import Seen, of_case_for
from storage.introductions.rules import WAITING
from storage.mail.queries import boxes
from storage.partners.queries import Known, partners_of, speaks_for
from storage.people.rules import AgeBand
from storage.talk.queries import case_lines

routes = web.RouteTableDef()
NUMBER = "{number:[0-9]{1,9}}"

IN_THE_HEAD = frozenset({"state", "next", "question", "reason", "alternative", "where"})
"""Rows that the page shows in its own way; all others are listed below."""


@routes.get("/sag")
async def find(request: web.Request) -> web.StreamResponse:
    """Where a case is opened with its number and code. A slip's QR fills both in."""
    return await _find(request, request.query.get("n", ""), request.query.get("k", ""))


async def _find(
    request: web.Request,
    number: str,
    code: str,
    problem: str | None = None,
    status: int = 200,
    lead: str = "web.open_lead",
) -> web.Response:
    visitor(request)
    async with request.app[HOUSE].database.reading() as tx:
        person_id = await citizen(request, tx)
        own = await my_cases(tx, person_id) if person_id is not None else []
        theirs = await partners_of(tx, person_id) if person_id is not None else []
    listed = [_partner(request, each) for each in theirs]
    listed += [_listed(request, case) for case in own]
    return page(
        request,
        "case_open.html",
        status,
        number=number[:12],
        code=code[:12],
        lead=said(request, lead),
        problem=problem,
        mine=listed,
    )


def _partner(request: web.Request, known: Known) -> dict[str, Any]:
    return {
        "number": known.case.number,
        "ref": str(known.case.number),
        "title": known.partner.name,
        "state_word": said(request, f"partner_state.{known.shown}"),
        "promised": known.case.shown_promise,
    }


def _listed(request: web.Request, case: MyCase) -> dict[str, Any]:
    return {
        "number": case.number,
        "ref": str(case.number),
        "title": wording.title_of(case.title, case.text),
        "state_word": said(request, wording.status_word(case.state)),
        "promised": case.promised_on,
    }


@routes.post("/sag")
async def open_case(request: web.Request) -> web.StreamResponse:
    """Open a case with its number and code, on any device."""
    house = request.app[HOUSE]
    if visitor(request).fresh:
        raise Refused(403, "web.error_cookies")
    fields = await request.post()
    number, code = str(fields.get("number", "")).strip(), str(fields.get("code", ""))
    digits = number.lstrip("#Nnr. ")
    if not digits.isdecimal() or len(digits) > 9:
        return await _find(request, number, code, said(request, "web.open_wrong"), 400)
    async with house.database.transaction() as tx:
        person_id = await somebody(request, tx)
        result = await open_by_code(
            tx, person_id, int(digits), code, house.cookies.mark(neighbour(request)), house.clock()
        )
    if isinstance(result, Opened):
        return see_other(f"/sag/{result.number}")
    if isinstance(result, TooManyTries):
        return await _find(request, number, code, said(request, "web.open_often"), 429)
    return await _find(request, number, code, said(request, "web.open_wrong"), 403)


@routes.get(f"/sag/{NUMBER}")
async def show(request: web.Request) -> web.StreamResponse:
    """One's own case: where it stands, what happens next, what was said.

    Anybody else is asked for the code, as is whoever opens the link of a mail on another device.
    """
    try:
        return await _show(request)
    except web.HTTPForbidden:
        number = request.match_info["number"]
        return await _find(request, number, "", status=403, lead="web.open_here")


async def _show(
    request: web.Request, problem: str | None = None, status: int = 200, typed: str = ""
) -> web.Response:
    house = request.app[HOUSE]
    language = language_of(request)
    async with house.database.reading() as tx:
        case = await _own(request, tx)
        person_id = await citizen(request, tx)
        talk = await case_lines(tx, case.number, reader=person_id)
        mail = await _mail(request, tx, person_id)
        together = await of_case_for(tx, person_id or 0, case.number)
    answering = case.question if Act.ANSWER in case.acts else None
    return page(
        request,
        "case.html",
        status,
        case=_case(request, case),
        told=rows(house.texts, language, _besides(case, house.clock())),
        rows=rows(house.texts, language, mine.said_rows(case, house.library)),
        files=case.files,
        talk=LinePen(house.texts, language, house.clock()).draw(talk),
        can={
            "add": Act.ADD in case.acts,
            "answer": answering is not None,
            "withdraw": Act.WITHDRAW in case.acts,
        },
        question=answering,
        mail=mail,
        together=[_introduced(request, one) for one in together],
        asks=case.kind is CaseKind.IDEA and case.state not in CLOSED,
        problem=problem,
        typed=typed[: talks.MOST_TEXT],
        done=None,
    )


def _introduced(request: web.Request, one: Seen) -> dict[str, Any]:
    """The people whom the citizen may be introduced to: where each stands, and the link to it."""
    message = telling.standing(one)
    return {
        "text": said(request, message.key, **message.values),
        "value": f"/hils {one.id}",
        "waits": one.stand in WAITING and not one.answered,
    }


async def _mail(request: web.Request, tx: Transaction, person_id: int | None) -> str | None:
    """Whether the visitor is told by mail ("on"), could be ("off"), or neither (None)."""
    house = request.app[HOUSE]
    if person_id is None or not house.library.mails:
        return None
    had = await boxes(tx, person_id, house.clock())
    if had.age is AgeBand.UNDER_15:
        return None
    return "on" if had.live else "off"


async def _own(request: web.Request, tx: Transaction) -> CitizenCase:
    """The case of this address, if it is this visitor's. Else answer as if there were none."""
    person_id = await citizen(request, tx)
    number = int(request.match_info["number"])
    case = await case_for_citizen(tx, person_id, number) if person_id is not None else None
    if case is None and person_id is not None and await is_talk_of(tx, person_id, number):
        raise web.HTTPSeeOther("/#nyeste")
    if case is None and person_id is not None and await speaks_for(tx, person_id, number):
        raise web.HTTPSeeOther(f"/partner/{number}")
    if case is None and person_id is not None and await for_partner(tx, person_id, number):
        raise web.HTTPSeeOther(f"/aftale/{number}")
    if case is None:
        raise web.HTTPForbidden
    return case


def _besides(case: CitizenCase, now: datetime) -> list[Row]:
    """Further rows: whom to turn to, what it became, how much the citizen decides, how many want
    the same.
    """
    head = {f"own.{name}" for name in IN_THE_HEAD}
    return [row for row in mine.told_rows(case, now) if row.key not in head]


def _case(request: web.Request, case: CitizenCase) -> dict[str, Any]:
    now = request.app[HOUSE].clock()
    promised = case.promised_on
    return {
        "number": case.number,
        "ref": str(case.number),
        "title": wording.title_of(case.title, case.given.text),
        "state": str(case.state),
        "state_word": _text(request, wording.status(case)),
        "next": _text(request, wording.next_step(case.state, promised, now)),
        "promised": promised,
        "late": promised is not None and promised < local_day(now),
        "steps": [
            {
                "word": said(request, step.key),
                "when": said(request, "web.day", at=local_day(step.at)) if step.at else None,
                "status": step.status,
            }
            for step in wording.steps(case.state, case.created_at, case.told, case.kind)
        ],
        "reason": wording.last_told(case.told, "reason"),
        "alternative": wording.last_told(case.told, "alternative")
        or wording.last_told(case.told, "where"),
        "code": shown_code(case.code),
        "given": case.created_at,
        "open": case.state not in CLOSED,
    }


@routes.post(f"/sag/{NUMBER}/tilfoej")
async def add(request: web.Request) -> web.StreamResponse:
    """Add to a case, or answer the library's question."""
    fields = await request.post()
    words = words_of(fields, "text")
    if not words:
        return await _show(request, said(request, "web.error_empty"), 400)
    if len(words) > talks.MOST_TEXT:
        return await _show(request, said(request, "web.error_long"), 413, words)
    verb = "svar" if fields.get("answer") else "tilfoej"
    return await _do(request, f"/{verb} {request.match_info['number']} {words}")


@routes.post(f"/sag/{NUMBER}/traek")
async def withdraw(request: web.Request) -> web.StreamResponse:
    """Take an idea back."""
    return await _do(request, f"/traek {request.match_info['number']} ja")


async def _do(request: web.Request, command: str) -> web.StreamResponse:
    """Say a command for the visitor: the page and the conversation do the same."""
    async with request.app[HOUSE].database.reading() as tx:
        case = await _own(request, tx)
    answered = await talks.say_for(request, citizen_door(request), Text(command))
    asks = answered.lines[-1].ask is not None  # something is to be settled first, in the talk
    where = "/#nyeste" if asks else f"/sag/{case.number}"
    return see_other(where)


@routes.get(f"/sag/{NUMBER}/seddel")
async def slip(request: web.Request) -> web.StreamResponse:
    """A slip of paper to keep: number, code, and a square to scan."""
    async with request.app[HOUSE].database.reading() as tx:
        case = await _own(request, tx)
    title = wording.title_of(case.title, case.given.text)
    return slip_page(
        request,
        number=case.number,
        code=case.code,
        title=title,
        promised=case.promised_on,
        given=case.created_at,
        back=f"/sag/{case.number}",
    )


@routes.get(f"/sag/{NUMBER}/qr.svg")
async def square(request: web.Request) -> web.StreamResponse:
    """The square that opens the case on a telephone."""
    async with request.app[HOUSE].database.reading() as tx:
        case = await _own(request, tx)
    return square_of(request, case.number, case.code)


def _text(request: web.Request, phrase: Phrase) -> str:
    return said(request, phrase.key, **phrase.values)
