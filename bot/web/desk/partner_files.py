"""The register as a file: fetched from one, after a look at what would happen, and saved as one.

A file is kept whole or not at all. Its rows travel in the page of the preview; nothing of it is
kept before the yes. Contact persons are never written into a file.
"""

from __future__ import annotations

import asyncio
import html
import logging
from typing import Any

import orjson
from aiohttp import web

from bot.faults import place_of
from bot.tables import NotATable, as_csv, as_excel, read_apart
from bot.web.house import HOUSE
from bot.web.rendering import language_of, page, part, said
from bot.web.who import for_staff
from handlers.conversation.texts import Key
from handlers.partners.sheet import HEADS, WRITTEN, Sheet, kind_faults, read, written
from storage.partners.actions import Entry, differences, import_all
from storage.partners.queries import kinds_of, names, register_rows
from storage.partners.rules import CLOSED
from storage.people.queries import Colleague
from storage.people.rules import Role

log = logging.getLogger(__name__)
routes = web.RouteTableDef()

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 20
"""So many rows of a file, and so many faults, are shown before the yes."""

EVERY = 50
"""After so many rows it is said how far it has come."""

HERE = "<!--here-->"


async def _rows(request: web.Request, staff: Colleague) -> tuple[list[str], list[list[Any]]]:
    house, language = request.app[HOUSE], language_of(request)
    async with house.database.reading() as tx:
        found = await register_rows(tx, staff, most=None)
    heads = [said(request, HEADS[name]) for name in WRITTEN]
    there = [known for known in found if known.state not in CLOSED]
    return heads, [written(known, house.texts, language, house.library) for known in there]


def _file(body: bytes, name: str, kind: str) -> web.Response:
    disposition = f'attachment; filename="{name}"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return web.Response(body=body, content_type=kind, headers=headers)


@routes.get("/desk/partnere.csv")
@for_staff(Role.COORDINATOR)
async def save_csv(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The register as CSV, without contact persons."""
    body = await asyncio.to_thread(as_csv, *await _rows(request, staff))
    return _file(body, "partnere.csv", "text/csv")


@routes.get("/desk/partnere.xlsx")
@for_staff(Role.COORDINATOR)
async def save_excel(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The register for a spreadsheet, without contact persons."""
    title = said(request, "desk.nav_partners")
    body = await asyncio.to_thread(as_excel, title, *await _rows(request, staff))
    return _file(body, "partnere.xlsx", EXCEL)


@routes.get("/desk/partnere/ind")
@for_staff(Role.COORDINATOR)
async def choose(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Where a file is chosen, and what it must look like."""
    return _chooser(request, staff)


def _chooser(request: web.Request, staff: Colleague, wrong: str | None = None) -> web.Response:
    heads = [said(request, key) for key in HEADS.values()]
    status = 400 if wrong else 200
    return page(
        request,
        "desk/partners_in.html",
        status,
        staff=staff,
        heads=heads,
        problem=wrong,
        preview=None,
    )


@routes.post("/desk/partnere/ind")
@for_staff(Role.COORDINATOR)
async def preview(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """What a file would do, row by row; nothing is kept yet."""
    sent = (await request.post()).get("file")
    if not isinstance(sent, web.FileField) or not sent.filename:
        return _chooser(request, staff, said(request, "partner_sheet.no_file"))
    try:
        async with request.app[HOUSE].cleaning:
            rows = await read_apart(sent.file.read())
    except NotATable:
        return _chooser(request, staff, said(request, "partner_sheet.not_a_table"))
    sheet = await _understood(request, rows)
    return page(
        request,
        "desk/partners_in.html",
        400 if sheet.faults else 200,
        staff=staff,
        heads=[],
        problem=None,
        preview=_shown(request, sheet, rows),
    )


async def _understood(request: web.Request, rows: list[list[str]]) -> Sheet:
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        known = await names(tx)
        sheet = read(rows, known, house.texts, house.library)
        sheet.differences = await differences(tx, sheet.entries)
        kinds = await kinds_of(tx, [n for n, other in sheet.differences.items() if "kind" in other])
    sheet.faults += kind_faults(sheet.entries, kinds)
    return sheet


def _shown(request: web.Request, sheet: Sheet, rows: list[list[str]]) -> dict[str, Any]:
    fresh = sum(entry.number is None for entry in sheet.entries)
    same = [n for n, other in sheet.differences.items() if not other]
    first = sorted(sheet.entries, key=lambda entry: entry.number in same)
    return {
        "fresh": fresh,
        "changed": len(sheet.entries) - fresh - len(same),
        "same": len(same),
        "entries": [
            {
                "name": entry.new.name,
                "kind": said(request, f"partner_kind.{entry.new.kind}"),
                "does": entry.new.does,
                "what": _what(request, entry, sheet),
            }
            for entry in first[:SHOWN]
        ],
        "faults": [
            {"row": fault.row, "text": said(request, fault.key, **dict(fault.values))}
            for fault in sheet.faults[:SHOWN]
        ],
        "more_faults": max(0, len(sheet.faults) - SHOWN),
        "rows": orjson.dumps(rows).decode(),
    }


def _what(request: web.Request, entry: Entry, sheet: Sheet) -> str:
    """What would happen to one of them."""
    if entry.number is None:
        return said(request, "partner_sheet.new")
    things = [Key(f"partners.{name}") for name in sheet.differences.get(entry.number, ())]
    form = "changes" if things else "same"
    return said(request, f"partner_sheet.{form}", ref=entry.number, things=things)


@routes.post("/desk/partnere/ind/gem")
@for_staff(Role.COORDINATOR)
async def keep(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Keep a file's partners, all or none, and say meanwhile how far it has come."""
    sheet = await _understood(request, _sent(str((await request.post()).get("rows", ""))))
    if sheet.faults or not sheet.entries:
        return _chooser(request, staff, said(request, "partner_sheet.changed"))
    drawn = part(request, "desk/partners_kept.html", staff=staff, here=HERE)
    before, _, after = drawn.partition(html.escape(HERE))
    response = web.StreamResponse(headers={"Cache-Control": "no-store"})
    response.content_type, response.charset = "text/html", "utf-8"
    await response.prepare(request)
    await response.write(before.encode())
    await _say(response, await _kept(request, staff, sheet, response))
    await response.write(after.encode())
    await response.write_eof()
    return response


def _sent(rows: str) -> list[list[str]]:
    """The rows that the preview was shown of."""
    try:
        found = orjson.loads(rows)
    except orjson.JSONDecodeError:
        return []
    listed = found if isinstance(found, list) else []
    return [[str(cell) for cell in row] for row in listed if isinstance(row, list)]


async def _kept(
    request: web.Request, staff: Colleague, sheet: Sheet, response: web.StreamResponse
) -> str:
    """Do it in one transaction; what came of it, in words."""
    house, total = request.app[HOUSE], len(sheet.entries)

    async def progress(count: int) -> None:
        if count % EVERY == 0 and count < total:
            await _say(response, said(request, "partner_sheet.so_far", n=count, total=total))

    try:
        async with house.database.transaction() as tx:
            days, now = house.library.days_to_answer, house.clock()
            kept = await import_all(tx, staff, sheet.entries, now, days, progress)
    except Exception as error:  # noqa: BLE001 - the page has begun: it must end with a sentence
        log.error("a file of partners was not kept: %s", place_of(error))
        return said(request, "partner_sheet.nothing_kept")
    house.watch.nudge()
    return said(request, "partner_sheet.kept", **vars(kept))


async def _say(response: web.StreamResponse, words: str) -> None:
    await response.write(f"<p>{html.escape(words)}</p>\n".encode())
