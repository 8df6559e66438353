"""The page of a case at the desk with the dialogue beside it, whatever kind of case it is.

Must not know what stands on the page.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.web import talks
from bot.web.cases import NUMBER
from bot.web.desk.parts import fragment, staff_id
from bot.web.house import HOUSE
from bot.web.live import stream
from bot.web.rendering import page, part
from bot.web.talks import Door
from bot.web.watch import case
from bot.web.who import desk_door, for_staff
from storage.cases.actions import mark_read
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.talk.rules import case_place

Values = Callable[[web.Request, Transaction, Colleague], Awaitable[dict[str, Any]]]


def number_of(request: web.Request) -> int:
    """The number of the case in the address."""
    return int(request.match_info["number"])


def door(request: web.Request, under: str) -> Door:
    """The desk's door to the talk at a case; `under` is the address of its kind, "/desk/sag"."""
    number = number_of(request)
    return desk_door(request, f"{under}/{number}", case_place(number))


@dataclass(frozen=True)
class CasePages:
    """The pages of one kind of case.

    under: the address of the kind, "/desk/sag".
    template: the page's, "desk/case"; "desk/case_part" is what changes by itself while it is open.
    values: what stands on both, and under `unread` whether something there is new. Raises
        HTTPNotFound where nothing of this kind has the number.
    """

    under: str
    template: str
    values: Values

    async def show(
        self,
        request: web.Request,
        staff: Colleague,
        problem: str | None = None,
        draft: str = "",
        status: int = 200,
        **more: Any,
    ) -> web.Response:
        """Draw a case; with a problem and the draft it is about, when something was refused."""
        database = request.app[HOUSE].database
        async with database.reading() as tx:
            values = await self.values(request, tx, staff)
            talk = await talks.view(request, tx, door(request, self.under), staff.person_id)
        if values["unread"]:
            async with database.transaction() as tx:
                await mark_read(tx, staff, number_of(request))
        values |= talk | {"problem": problem, "draft": draft} | more
        return page(request, f"{self.template}.html", status, staff=staff, **values)

    async def show_part(self, request: web.Request, staff: Colleague) -> web.Response:
        """Draw what changes by itself."""
        async with request.app[HOUSE].database.reading() as tx:
            values = await self.values(request, tx, staff)
        return fragment(part(request, f"{self.template}_part.html", staff=staff, **values))


def converse(routes: web.RouteTableDef, pages: CasePages) -> None:
    """Add the addresses at which each case of a kind is seen and decided."""
    here = f"{pages.under}/{NUMBER}"

    @routes.get(here)
    @for_staff()
    async def show(request: web.Request, staff: Colleague) -> web.StreamResponse:
        """One case: everything about it, and where it is decided."""
        return await pages.show(request, staff)

    @routes.get(f"{here}/del")
    @for_staff()
    async def show_part(request: web.Request, staff: Colleague) -> web.StreamResponse:
        """What changes by itself on an open page of a case."""
        return await pages.show_part(request, staff)

    @routes.post(f"{here}/say")
    @for_staff()
    async def say(request: web.Request, staff: Colleague) -> web.StreamResponse:
        """Take what a colleague wrote or pressed at a case."""

        async def again(problem: str, draft: str, status: int) -> web.Response:
            return await pages.show(request, staff, problem, draft, status)

        return await talks.answer(request, door(request, pages.under), again)

    listen(routes, pages.under)


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
