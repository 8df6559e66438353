"""The dialogue beside a case at the desk: one way to say, fetch and stream, whatever kind of case.

Must not know what stands on the page.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.web import talks
from bot.web.cases import NUMBER
from bot.web.desk.parts import staff_id
from bot.web.live import stream
from bot.web.talks import Door
from bot.web.watch import case
from bot.web.who import desk_door, for_staff
from storage.people.queries import Colleague
from storage.talk.rules import case_place

Page = Callable[[web.Request, Colleague, str | None, str, int], Awaitable[web.Response]]
"""Draws the page of a case: with a problem, a draft and a status, when it is drawn once more."""

There = Callable[[web.Request], Awaitable[None]]
"""Raises HTTPNotFound where nothing of this kind has the number."""


def number_of(request: web.Request) -> int:
    """The number of the case in the address."""
    return int(request.match_info["number"])


def door(request: web.Request, under: str) -> Door:
    """The desk's door to the talk at a case; `under` is the address of its kind, "/desk/sag"."""
    number = number_of(request)
    return desk_door(request, f"{under}/{number}", case_place(number))


def converse(routes: web.RouteTableDef, under: str, page: Page, there: There | None = None) -> None:
    """Add the addresses of the dialogue at each case under an address."""
    here = f"{under}/{NUMBER}"

    @routes.post(f"{here}/say")
    @for_staff()
    async def say(request: web.Request, staff: Colleague) -> web.StreamResponse:
        """Take what a colleague wrote or pressed at a case."""
        if there is not None:
            await there(request)

        async def again(problem: str, draft: str, status: int) -> web.Response:
            return await page(request, staff, problem, draft, status)

        return await talks.answer(request, door(request, under), again)

    listen(routes, under)


def listen(routes: web.RouteTableDef, under: str) -> None:
    """Add the addresses at which the talk at each case under an address is heard."""
    here = f"{under}/{NUMBER}"

    @routes.get(f"{here}/lines")
    @for_staff()
    async def lines(request: web.Request, staff: Colleague) -> web.StreamResponse:
        """The lines at a case after `?after=N`."""
        return await talks.lines_after(request, door(request, under), staff.person_id)

    @routes.get(f"{here}/stream")
    @for_staff()
    async def new_lines(request: web.Request, _: Colleague) -> web.StreamResponse:
        """New lines at a case, and a word when it changed, whoever changed it."""
        return await stream(
            request, door(request, under), staff_id(request), case(number_of(request))
        )
