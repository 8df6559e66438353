"""Data, for administrators: the record of processing (GDPR art. 30), what is held, and a rehearsal
of the night. Made from the declaration that the tick works by; erases nothing itself.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.web.desk.parts import event_line
from bot.web.house import HOUSE
from bot.web.mydata import blocks_of, file_of
from bot.web.rendering import page, pen_of, said
from bot.web.who import for_staff
from handlers.privacy.periods import records
from storage.people.queries import Colleague, staff_events
from storage.people.rules import Role, StaffAct
from storage.privacy.actions import Report, rehearse
from storage.privacy.queries import held_cases

routes = web.RouteTableDef()
ACTS = (StaffAct.ERASED, StaffAct.EXPORTED, StaffAct.LEFT_AT_TELEGRAM)
NEWEST = 20


@routes.get("/desk/data")
@for_staff(Role.ADMINISTRATOR)
async def show(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """What is kept, why and how long; what is held."""
    return await _page(request, staff, None)


@routes.post("/desk/data/proeve")
@for_staff(Role.ADMINISTRATOR)
async def try_out(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """What would go tonight: all of it done, counted, and rolled back."""
    house = request.app[HOUSE]
    return await _page(request, staff, await rehearse(house.database, house.clock()))


async def _page(request: web.Request, staff: Colleague, report: Report | None) -> web.Response:
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        holds = await held_cases(tx)
        events = await staff_events(tx, NEWEST, acts=ACTS)
    return page(
        request,
        "desk/data.html",
        staff=staff,
        records=records(pen_of(request)),
        holds=[
            {
                "number": hold.number,
                "line": said(
                    request,
                    "desk.data_hold_line",
                    name=hold.by_name,
                    at=said(request, "web.moment", at=hold.at),
                    reason=hold.reason,
                ),
            }
            for hold in holds
        ],
        report=None if report is None else _rows(request, report),
        history=[event_line(request, event) for event in events],
    )


def _rows(request: web.Request, report: Report) -> list[tuple[str, int]]:
    return [
        (said(request, f"purged.{sweep.what}"), count) for sweep, count in report.items() if count
    ]


@routes.get("/desk/mig/data")
@for_staff()
async def own(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """All that is kept about a colleague, for themselves."""
    async with request.app[HOUSE].database.reading() as tx:
        blocks: list[Any] = await blocks_of(request, tx, staff.person_id)
    file = "/desk/mig/data.json"
    return page(request, "my_data.html", staff=staff, blocks=blocks, file=file, secret=None)


@routes.get("/desk/mig/data.json")
@for_staff()
async def own_file(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The same, as a file."""
    async with request.app[HOUSE].database.reading() as tx:
        return await file_of(tx, staff.person_id)
