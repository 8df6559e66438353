"""A live talk at the desk: what is said, who has it, and the field that reaches the citizen.

Every form says a command, so page, chat and group go one way. Decides nothing itself.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.incoming import Answered
from bot.web import talks
from bot.web.cases import NUMBER
from bot.web.desk.beside import door, listen, number_of
from bot.web.desk.parts import fragment
from bot.web.forms import words_of
from bot.web.house import HOUSE
from bot.web.lines import LinePen
from bot.web.rendering import language_of, page, part, said, see_other
from bot.web.who import for_staff
from handlers.care.desk import standing_rows
from handlers.conversation.render import rows
from handlers.conversation.values import Text
from storage.care.queries import Talking, open_talks, talk_on
from storage.care.rules import WORDS_LONGEST
from storage.cases.actions import mark_read
from storage.cases.rules import CaseKind
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.talk.queries import case_lines, talk_at
from storage.talk.rules import case_place

routes = web.RouteTableDef()
UNDER = "/desk/samtale"
ACTS = {"tag": "tagsamtale", "overtag": "overtag", "afslut": "afslut"}


async def listed(request: web.Request, tx: Transaction, staff: Colleague) -> list[dict[str, Any]]:
    """The talks that go on, for the top of the inbox: alarms and who waits longest first."""
    return [_head(request, staff, talk) for talk in await open_talks(tx, staff)]


def _head(request: web.Request, staff: Colleague, talk: Talking) -> dict[str, Any]:
    stands = "late" if talk.late else "waits" if talk.waiting_since else "answered"
    return {
        "number": talk.number,
        "ref": str(talk.number),
        "why": said(request, f"talk.why_{talk.reason}"),
        "stands": said(request, f"talk.{stands}", at=talk.waiting_since or talk.spoken_at),
        "urgent": talk.reason.urgent,
        "waits": talk.waiting_since is not None,
        "holder": talk.holder_name,
        "mine": talk.holder == staff.person_id,
        "open": talk.open,
    }


@routes.get(f"{UNDER}/{NUMBER}")
@for_staff()
async def show_talk(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """One talk, and the field in which it is answered."""
    return await _talk_page(request, staff)


async def _talk_page(
    request: web.Request,
    staff: Colleague,
    problem: str | None = None,
    draft: str = "",
    status: int = 200,
) -> web.Response:
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        values = await _talk(request, tx, staff)
    async with house.database.transaction() as tx:
        await mark_read(tx, staff, number_of(request))
    return page(
        request,
        "desk/talk.html",
        status,
        staff=staff,
        problem=problem,
        draft=draft[:WORDS_LONGEST],
        limit=WORDS_LONGEST,
        **values,
    )


@routes.get(f"{UNDER}/{NUMBER}/del")
@for_staff()
async def talk_part(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """What changes by itself while the page is open."""
    async with request.app[HOUSE].database.reading() as tx:
        values = await _talk(request, tx, staff)
    return fragment(part(request, "desk/talk_part.html", staff=staff, **values))


async def _talk(request: web.Request, tx: Transaction, staff: Colleague) -> dict[str, Any]:
    house, language = request.app[HOUSE], language_of(request)
    talk = await talk_on(tx, number_of(request))
    if talk is None:
        raise web.HTTPNotFound
    words = await case_lines(tx, talk.number)
    own = await talk_at(tx, staff.person_id, case_place(talk.number))
    return {
        "last_seq": own.last_seq if own else 0,
        "talk": _head(request, staff, talk),
        "rows": rows(house.texts, language, standing_rows(talk)),
        "lines": LinePen(house.texts, language, house.clock(), at_desk=True).draw(words),
        "idea": None if talk.kind is CaseKind.TALK else f"/desk/sag/{talk.number}",
    }


@routes.post(f"{UNDER}/{NUMBER}/svar")
@for_staff()
async def answer(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Say something to the citizen, at once. What was not sent is given back."""
    words = words_of(await request.post(), "text")
    if not words or len(words) > WORDS_LONGEST:
        problem = said(request, "web.error_long" if words else "web.error_empty")
        return await _talk_page(request, staff, problem, words, 400)
    command = f"/sig {number_of(request)}"
    answered = await _say(request, f"{command} {words}")
    # what reached the citizen is kept as it was said; what did not is still a command
    if answered.lines[0].text.startswith(command):
        return await _talk_page(request, staff, answered.lines[-1].text, words, 409)
    return _back(request)


@routes.post(f"{UNDER}/{NUMBER}/{{act:{'|'.join(ACTS)}}}")
@for_staff()
async def act(request: web.Request, _: Colleague) -> web.StreamResponse:
    """Take a talk, take it over, or end it; the page shows what came of it."""
    await _say(request, f"/{ACTS[request.match_info['act']]} {number_of(request)}")
    return _back(request)


async def _say(request: web.Request, command: str) -> Answered:
    return await talks.say_for(request, door(request, UNDER), Text(command))


def _back(request: web.Request) -> web.Response:
    where = f"{UNDER}/{number_of(request)}#svar"
    return see_other(where)


listen(routes, UNDER)
