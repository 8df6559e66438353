"""An agreement as a page for the contact persons of the partner: to read, accept and correct.

Every form says a command, so the page and the conversation do the same. What needs several
questions is done in the conversation. Must not decide anything.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.documents import agreement_pdf
from bot.documents.agreement import WORD, as_data, as_word
from bot.web import talks
from bot.web.cases import NUMBER
from bot.web.forms import words_of
from bot.web.house import HOUSE
from bot.web.mydata import kept_as
from bot.web.rendering import language_of, page, pen_of, said, see_other
from bot.web.who import citizen, citizen_door, visitor
from handlers.agreements.card import expectation_rows, looked_back_rows, rows, standing, ways
from handlers.agreements.wording import level_key, mark_of, paper, yeses
from handlers.conversation import render
from handlers.conversation.values import Text
from storage.agreements.levels import Section
from storage.agreements.queries import Whole, for_partner
from storage.agreements.rules import WORDS_LONGEST, AgreementAct, AgreementState, Party

routes = web.RouteTableDef()
ON_THE_PAGE = frozenset({"punkt", "okay"})
"""Commands that each clause has its own form for, so they need no button."""

WAYS_OUT = frozenset({AgreementAct.SUCCEED, AgreementAct.STOP, AgreementAct.DROP})
"""Acts that end an agreement. When there are only these, no button stands out."""

NOTHING_WRITTEN = frozenset({AgreementState.WANTED, AgreementState.EXPECTING})
"""In these states nothing is written yet, so there are no files."""

IN_THE_HEAD = frozenset({"agreement.state", "agreement.next", "agreement.level"})
"""Rows that stand at the top of the page."""


@routes.get(f"/aftale/{NUMBER}")
async def show(request: web.Request) -> web.StreamResponse:
    """An agreement of one's own association: what it says, and what can be done about it."""
    return await _page(request)


async def _page(
    request: web.Request, problem: str | None = None, typed: str = "", at: str = ""
) -> web.Response:
    whole = await _own(request)
    return page(
        request,
        "agreement.html",
        400 if problem else 200,
        a=laid_out(request, whole),
        problem=problem,
        typed=typed[:WORDS_LONGEST],
        at=at,
        limit=WORDS_LONGEST,
    )


async def _own(request: web.Request) -> Whole:
    """The agreement of this address, if it is the visitor's. Otherwise answer as if it did not
    exist.
    """
    visitor(request)
    async with request.app[HOUSE].database.reading() as tx:
        person_id = await citizen(request, tx)
        number = int(request.match_info["number"])
        whole = await for_partner(tx, person_id, number) if person_id is not None else None
    if whole is None:
        raise web.HTTPForbidden
    return whole


def laid_out(request: web.Request, whole: Whole) -> dict[str, Any]:
    """What a page shows of an agreement, at the desk and for the partner alike."""
    house, language = request.app[HOUSE], language_of(request)
    texts = house.texts
    clauses = _clauses(request, whole)
    facts = [row for row in rows(whole, pen_of(request)) if row.key not in IN_THE_HEAD]
    told = expectation_rows(whole, pen_of(request))
    looked = looked_back_rows(whole, pen_of(request))
    return {
        "number": whole.number,
        "ref": str(whole.number),
        "title": said(request, "agreement.with", partner=whole.partner.name),
        "level": said(request, level_key(whole)),
        "state_word": said(request, f"agreement_state.{whole.state}"),
        "next": _next(request, whole),
        "facts": render.rows(texts, language, facts),
        "clauses": clauses,
        "ok_all": sum(clause["can_ok"] for clause in clauses) > 1,
        "told": [row.text.split("\n", 1) for row in told if row.text],
        "looked": [row.text.split("\n", 1) for row in looked if row.text],
        "yeses": yeses(whole, pen_of(request), house.library),
        "version": whole.agreement.version,
        "mark": mark_of(whole),
        "readable": whole.reads_draft and bool(whole.words),
        "files": whole.reads_draft and whole.state not in NOTHING_WRITTEN,
        "onward": not set(whole.acts) <= WAYS_OUT,
        "ways": [
            button
            for button in render.buttons(texts, language, ways(whole))
            if button["value"].split()[0].removeprefix("/") not in ON_THE_PAGE
        ],
    }


def _next(request: web.Request, whole: Whole) -> str:
    found = (r for r in rows(whole, pen_of(request)) if r.key == "agreement.next")
    return said(request, str(next(found).text_key))


def _clauses(request: web.Request, whole: Whole) -> list[dict[str, Any]]:
    if not whole.reads_draft:
        return []
    pen = pen_of(request)
    ours = whole.party is Party.LIBRARY
    can_ok, can_write = (act in whole.acts for act in (AgreementAct.OK, AgreementAct.WRITE))
    return [
        {
            "section": str(section),
            "title": said(request, f"clause.{section}"),
            "words": clause.text,
            "standing": standing(whole, section, pen).strip("()"),
            "can_ok": can_ok and not (clause.ok_library if ours else clause.ok_partner),
            "can_write": can_write,
        }
        for section in Section
        if (clause := whole.clauses.get(section)) is not None
    ]


@routes.post(f"/aftale/{NUMBER}/okay")
async def find_right(request: web.Request) -> web.StreamResponse:
    """Accept one clause, or all of them."""
    section = words_of(await request.post(), "section")
    chosen = section if section in set(Section) else "alle"
    return await _do(request, "okay", chosen)


@routes.post(f"/aftale/{NUMBER}/punkt")
async def put_right(request: web.Request) -> web.StreamResponse:
    """Correct one clause; both sides must then accept it again."""
    fields = await request.post()
    section, words = words_of(fields, "section"), words_of(fields, "text")
    if section not in set(Section) or not words or len(words) > WORDS_LONGEST:
        key = "web.error_long" if words else "web.error_empty"
        return await _page(request, said(request, key), words, section)
    return await _do(request, "punkt", f"{section} {words}")


async def _do(request: web.Request, command: str, rest: str) -> web.StreamResponse:
    whole = await _own(request)
    words = Text(f"/{command} {whole.number} {rest}")
    answered = await talks.say_for(request, citizen_door(request), words)
    asks = answered.lines[-1].ask is not None
    where = "/#nyeste" if asks else f"/aftale/{whole.number}"
    return see_other(where)


@routes.get(f"/aftale/{NUMBER}/aftale.pdf")
async def as_pdf(request: web.Request) -> web.StreamResponse:
    """The agreement as a document to print and hang up."""
    return await pdf_of(request, await _readable(request))


@routes.get(f"/aftale/{NUMBER}/aftale.docx")
async def as_file(request: web.Request) -> web.StreamResponse:
    """The agreement as a file to go on writing in."""
    return word_of(request, await _readable(request))


async def _readable(request: web.Request) -> Whole:
    whole = await _own(request)
    if not whole.reads_draft:
        raise web.HTTPForbidden
    return whole


async def pdf_of(request: web.Request, whole: Whole) -> web.Response:
    """An agreement as PDF, with the library's name and colour."""
    house = request.app[HOUSE]
    made = paper(whole, pen_of(request), house.library)
    content = await agreement_pdf(as_data(made, house.library, pen_of(request)))
    name = f"aftale-{whole.number}.pdf"
    return web.Response(body=content, content_type="application/pdf", headers=kept_as(name))


def word_of(request: web.Request, whole: Whole) -> web.Response:
    """An agreement as a Word file."""
    house = request.app[HOUSE]
    made = paper(whole, pen_of(request), house.library)
    content = as_word(made, house.library, pen_of(request))
    name = f"aftale-{whole.number}.docx"
    return web.Response(body=content, content_type=WORD, headers=kept_as(name))
