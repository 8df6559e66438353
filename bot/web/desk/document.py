"""One case's data, for administrators: handed out (aktindsigt), held, or erased on request."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.documents import case_pdf
from bot.web.cases import NUMBER
from bot.web.forms import words_of
from bot.web.house import HOUSE
from bot.web.mydata import file_of, json_file, kept_as
from bot.web.rendering import language_of, page, pen_of, said, see_other
from bot.web.who import for_staff
from handlers.ideas.wording import title_of
from handlers.privacy.document import Part, as_data, parts
from storage.cases.rules import NotValid
from storage.people.actions import record
from storage.people.queries import Colleague
from storage.people.rules import Role, StaffAct
from storage.privacy.actions import Erased, erase, hold, lift
from storage.privacy.queries import Document, document, held_cases, whose_case
from storage.privacy.rules import AlreadyHeld

routes = web.RouteTableDef()
WHERE = f"/desk/sag/{NUMBER}/data"


@routes.get(WHERE)
@for_staff(Role.ADMINISTRATOR)
async def show(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """What can be done with the data of a case."""
    return await _page(request, staff)


async def _page(
    request: web.Request,
    staff: Colleague,
    *,
    done: str | None = None,
    problem: str | None = None,
) -> web.Response:
    number = _number(request)
    async with request.app[HOUSE].database.reading() as tx:
        found = await document(tx, number)
        holds = await held_cases(tx, number)
        author = await whose_case(tx, number)
    if found is None:
        raise web.HTTPNotFound
    return page(
        request,
        "desk/case_data.html",
        400 if problem else 200,
        staff=staff,
        number=number,
        held=holds[0] if holds else None,
        somebodys=author is not None,
        done=done,
        problem=problem,
    )


@routes.get(f"/desk/sag/{NUMBER}/aktindsigt.pdf")
@for_staff(Role.ADMINISTRATOR)
async def as_pdf(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The case as a document to hand out."""
    found, made = await _document(request, staff)
    content = await case_pdf(_laid_out(request, found, made))
    name = f"sag-{found.case.number}.pdf"
    return web.Response(body=content, content_type="application/pdf", headers=kept_as(name))


@routes.get(f"/desk/sag/{NUMBER}/aktindsigt.json")
@for_staff(Role.ADMINISTRATOR)
async def as_json(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The same for machines."""
    found, made = await _document(request, staff)
    return json_file(as_data(found, made), f"sag-{found.case.number}.json")


async def _document(request: web.Request, staff: Colleague) -> tuple[Document, list[Part]]:
    """The case, and a line of audit: who took it out."""
    house = request.app[HOUSE]
    async with house.database.transaction() as tx:
        found = await document(tx, _number(request))
        if found is None:
            raise web.HTTPNotFound
        what = str(found.case.number)
        await record(tx, StaffAct.EXPORTED, house.clock(), by=staff, what=what)
    return found, parts(found, house.library, pen_of(request))


def _laid_out(request: web.Request, found: Document, made: list[Part]) -> dict[str, Any]:
    house = request.app[HOUSE]
    library, colour = house.library, house.library.colour
    at = said(request, "held.moment", at=house.clock())
    title = title_of(found.case.shown_title, found.idea.text if found.idea else "")
    return {
        "lang": str(language_of(request)),
        "library": library.name,
        "logo": list(library.logo.png) if library.logo else None,
        "hue": colour.hue,
        "saturation": colour.saturation,
        "lightness": colour.lightness,
        "title": said(request, "law_case.title", ref=found.case.number, title=title),
        "lead": said(request, "law_case.lead", at=at, library=library.name),
        "footer": said(request, "law_case.page"),
        "parts": [
            {"title": p.title, "kind": p.kind, "remark": p.remark, "rows": p.rows} for p in made
        ],
    }


@routes.get(f"/desk/sag/{NUMBER}/borgeren.json")
@for_staff(Role.ADMINISTRATOR)
async def all_about(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """All that is kept about the citizen whose case it is, for themselves."""
    house = request.app[HOUSE]
    async with house.database.transaction() as tx:
        author = await whose_case(tx, _number(request))
        if author is None:
            raise web.HTTPNotFound
        what = str(_number(request))
        await record(tx, StaffAct.EXPORTED, house.clock(), by=staff, what=what)
        return await file_of(tx, author)


@routes.post(f"/desk/sag/{NUMBER}/hold")
@for_staff(Role.ADMINISTRATOR)
async def hold_it(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Let nothing of the case be erased."""
    house, reason = request.app[HOUSE], words_of(await request.post(), "reason")
    try:
        async with house.database.transaction() as tx:
            await hold(tx, staff, _number(request), reason, house.clock())
    except NotValid as wrong:
        key = "web.error_long" if wrong.limit else "web.error_empty"
        return await _page(request, staff, problem=said(request, key))
    except AlreadyHeld:
        pass  # somebody was faster, and it is as was wished
    return _back(request)


@routes.post(f"/desk/sag/{NUMBER}/slip")
@for_staff(Role.ADMINISTRATOR)
async def let_go(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """End a hold."""
    house = request.app[HOUSE]
    async with house.database.transaction() as tx:
        await lift(tx, staff, _number(request), house.clock())
    return _back(request)


@routes.post(f"/desk/sag/{NUMBER}/slet")
@for_staff(Role.ADMINISTRATOR)
async def forget(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Erase the citizen whose case it is, because they asked for it."""
    if (await request.post()).get("sure") != "1":
        return _back(request)
    house, number = request.app[HOUSE], _number(request)
    async with house.database.transaction() as tx:
        author = await whose_case(tx, number)
        if author is None:
            raise web.HTTPNotFound
        erased = await erase(tx, author, house.clock(), by=staff)
        await record(tx, StaffAct.ERASED, house.clock(), by=staff, what=str(number))
    house.watch.nudge()
    return await _page(request, staff, done=_said(request, erased))


def _said(request: web.Request, erased: Erased) -> str:
    none = said(request, "desk.data_none_of_them")
    told = said(
        request,
        "desk.data_erased",
        records=", ".join(map(str, erased.records)) or none,
        held=", ".join(map(str, erased.held)) or none,
    )
    if erased.silenced is None:
        return told
    return f"{told} {said(request, 'desk.data_silenced', until=erased.silenced)}"


def _back(request: web.Request) -> web.Response:
    return see_other(f"/desk/sag/{_number(request)}/data")


def _number(request: web.Request) -> int:
    return int(request.match_info["number"])
