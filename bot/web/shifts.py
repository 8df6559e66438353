"""A volunteer's shifts as a page: their own, those that others ask them to take over, and open
ones.

Every button says a command, so the page and the conversation do the same; the answer is shown here.
What asks a question is done in the conversation. Nobody sees the shifts of somebody else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from aiohttp import web

from bot.web import talks
from bot.web.forms import words_of
from bot.web.guards import Refused
from bot.web.house import HOUSE
from bot.web.rendering import language_of, page, pen_of, said, see_other
from bot.web.who import citizen, citizen_door, visitor
from handlers.conversation import render
from handlers.conversation.values import Button, Press
from handlers.shifts.mine.showing import swap_buttons, take, ways
from handlers.shifts.mine.words import TOLD, facts
from handlers.shifts.told import wording
from storage.cases.rules import first_name, local_day
from storage.database import Transaction
from storage.people.queries import Colleague, colleagues
from storage.shifts.queries import Held, Swap, asked_swaps, own, takeable
from storage.talk.queries import lines_after
from storage.talk.rules import PRIVATE, Who
from storage.volunteers import queries as volunteers
from storage.volunteers.queries import Standing
from storage.volunteers.rules import CLOSED, NEW, State

routes = web.RouteTableDef()
PLACE = "/frivillig/vagter"

SAID_HERE = frozenset(
    {
        "tagvagt", "nejvagt", "venteliste", "ikkevente", "kommer", "afbud", "forsinket",
        "byt", "bytja", "bytnej", "kalender",
    }
)  # fmt: skip
"""The commands of the buttons on this page. Any other belongs in the conversation."""


@routes.get(PLACE)
async def show(request: web.Request) -> web.StreamResponse:
    """One's own shifts to come, and those that one may take."""
    visitor(request)
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        person_id = await citizen(request, tx)
        standing = await volunteers.own(tx, person_id) if person_id is not None else None
        if person_id is None or standing is None or standing.state in CLOSED:
            return page(request, "shifts.html", shifts=None, answer=[])
        shifts = await _shifts(request, tx, standing)
        answer = await _answer(request, tx, person_id)
    return page(request, "shifts.html", shifts=shifts, answer=answer)


async def _shifts(request: web.Request, tx: Transaction, standing: Standing) -> dict[str, Any]:
    number, now = standing.case.number, request.app[HOUSE].clock()
    there = list(await colleagues(tx))
    mine = await own(tx, number, now)
    free = await takeable(tx, number, now)
    return {
        "mine": _by_day(request, mine, lambda held: _mine(request, held, number, there)),
        "swaps": [_swap(request, each) for each in await asked_swaps(tx, number, now)],
        "free": _by_day(request, free, lambda held: _free(request, held)),
        "none": _why_none(request, standing),
    }


def _why_none(request: web.Request, standing: Standing) -> str:
    """The sentence that is shown when there is no shift to take."""
    if standing.state in NEW:
        return said(request, "shift_mine.not_yet")
    key = "paused" if standing.state is State.PAUSED else "none_free"
    return said(request, f"shift_mine.{key}")


def _by_day(
    request: web.Request, shifts: Iterable[Held], drawn: Callable[[Held], dict[str, Any]]
) -> list[dict[str, Any]]:
    days = groupby(shifts, lambda held: local_day(held.shift.begins_at))
    return [
        {
            "day": _begun(said(request, "shift_page.day", day=day)),
            "shifts": [drawn(held) for held in each],
        }
        for day, each in days
    ]


def _begun(words: str) -> str:
    """Words as a sentence of their own, with a capital letter."""
    return words[:1].upper() + words[1:]


def _drawn(request: web.Request, held: Held, buttons: Sequence[Button]) -> dict[str, Any]:
    house = request.app[HOUSE]
    told = facts(house.library, held)
    known = [b for b in buttons if _name(b.value) in SAID_HERE]
    return {
        "id": held.shift.id,
        "title": told["title"],
        "hours": said(request, "shift_page.hours", **told),
        "where": told["where"],
        "note": held.shift.note,
        "buttons": render.buttons(house.texts, language_of(request), known),
    }


def _mine(
    request: web.Request, held: Held, number: int, there: Sequence[Colleague]
) -> dict[str, Any]:
    house, own = request.app[HOUSE], held.of(number)
    if own is None:
        return {**_drawn(request, held, ()), "stands": None, "call": None}
    values = {"place": held.in_line(number), "until": own.place.until or ""}
    told = own.state in TOLD
    stands = _begun(said(request, f"shift_mine.is_{own.state}", **values)) if told else None
    name = wording.to_call(there, held)
    return {
        **_drawn(request, held, ways(held, own.state, house.clock())),
        "stands": stands,
        "call": wording.call(pen_of(request), name, house.library),
    }


def _free(request: web.Request, held: Held) -> dict[str, Any]:
    button = take(request.app[HOUSE].library, held)
    full = _begun(said(request, "shift_mine.is_full")) if held.left <= 0 else None
    short = Button(button.value, f"command.{_name(button.value)}")
    return {**_drawn(request, held, (short,)), "stands": full, "call": None}


def _swap(request: web.Request, swap: Swap) -> dict[str, Any]:
    asked = said(request, "shift_page.asks", name=first_name(swap.giver.name))
    return {**_drawn(request, swap.held, swap_buttons(swap)), "stands": asked, "call": None}


async def _answer(request: web.Request, tx: Transaction, person_id: int) -> list[dict[str, Any]]:
    """The answer to a button of this page, up to the next words that they wrote."""
    after = talks.number(request, "sagt")
    if not after:
        return []
    answer = []
    for line in await lines_after(tx, person_id, PRIVATE, after):
        if line.who == Who.YOU:
            break
        known = [b for b in line.buttons or () if _name(b["value"]) in SAID_HERE]
        answer.append({"text": line.text, "buttons": known})
    return answer


@routes.post(PLACE)
async def do(request: web.Request) -> web.StreamResponse:
    """Take a shift, say that one comes, call it off: whatever a button of the page says."""
    command = words_of(await request.post(), "do")
    if _name(command) not in SAID_HERE or len(command) > 40:
        raise Refused(400, "web.error_bad")
    answered = await talks.say_for(request, citizen_door(request), Press(0, command))
    asks = answered.lines[-1].ask is not None  # something is to be answered first, in the talk
    where = "/#nyeste" if asks else f"{PLACE}?sagt={answered.lines[0].seq}#svar"
    return see_other(where)


def _name(command: str) -> str:
    return command.removeprefix("/").partition(" ")[0] if command.startswith("/") else ""
