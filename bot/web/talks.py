"""A talk on a page: takes a message in, gives lines out, streams what is new.

The citizen's page and the two places of the desk share it; they differ only in their Door. Must not
decide anything about what is said.
"""

from __future__ import annotations

import asyncio
import re
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import web

from bot.files import FileRefused, clean
from bot.incoming import Answered, Incoming
from bot.web.forms import Fields, words_of
from bot.web.guards import Refused, wants_json
from bot.web.house import HOUSE
from bot.web.lines import LinePen, as_json, open_line
from bot.web.rendering import language_of, see_other
from handlers import welcome
from handlers.conversation.render import words
from handlers.conversation.values import Attachment, Press, Said, Text
from storage.database import Transaction
from storage.people.rules import Channel
from storage.talk import queries
from storage.talk.rules import PRIVATE
from storage.talk.tables import Line

MOST_TEXT = 4000
MOST_SHOWN = 60
CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")

Again = Callable[[str, str, int], Awaitable[web.Response]]
"""Shows the same page again, with a problem, the typed words, and a status."""

Who = Callable[[Transaction], Awaitable[int | None]]
"""Finds the person behind a browser."""


@dataclass(frozen=True)
class Door:
    """Where a message comes in: the address of the page, who sends it, and where the talk is."""

    base: str
    channel: Channel
    address: str
    place: str = PRIVATE
    shared: bool = False

    @property
    def at_desk(self) -> bool:
        """Whether staff speak here."""
        return self.channel is Channel.DESK


async def take(request: web.Request, door: Door) -> Answered:
    """Take a posted message in and answer it. Raises Refused with a clear sentence."""
    house = request.app[HOUSE]
    fields = await request.post()
    client_id = str(fields.get("id", ""))
    if not CLIENT_ID.fullmatch(client_id):
        raise Refused(400, "web.error_bad")
    answered = await house.intake.receive(
        Incoming(
            channel=door.channel,
            address=door.address,
            place=door.place,
            id=client_id,
            said=await _said(request, fields),
            language=language_of(request),
            shared=door.shared,
        )
    )
    house.watch.nudge()
    return answered


async def answer(
    request: web.Request, door: Door, again: Again, answered: Answered | None = None
) -> web.Response:
    """Answer a posted message: with lines for a script, with the whole page for a plain form."""
    house = request.app[HOUSE]
    try:
        answered = answered or await take(request, door)
    except Refused as refused:
        if wants_json(request):
            raise
        sentence = house.texts.render(refused.key, language_of(request))
        return await again(sentence, await typed(request), refused.status)
    if wants_json(request):
        shown = LinePen(house.texts, answered.language, house.clock()).draw(answered.lines)
        response = _json({"lines": [as_json(line) for line in shown]})
    else:
        response = see_other(f"{door.base or '/'}#nyeste")
    if answered.language != language_of(request):
        house.cookies.keep_choice(response, "sprog", answered.language)
    return response


async def say_for(request: web.Request, door: Door, said: Said) -> Answered:
    """Say something for a form that has its own fields, so that the form and the conversation do
    the same.

    The field `id` of the form is the id of the message, so a second press does nothing.
    """
    house = request.app[HOUSE]
    wanted = str((await request.post()).get("id", ""))
    answered = await house.intake.receive(
        Incoming(
            channel=door.channel,
            address=door.address,
            place=door.place,
            id=wanted if CLIENT_ID.fullmatch(wanted) else uuid.uuid4().hex,
            said=said,
            language=language_of(request),
            shared=door.shared,
        )
    )
    house.watch.nudge()
    return answered


async def typed(request: web.Request) -> str:
    """What was typed, to show it again with a refusal."""
    return str((await request.post()).get("text", ""))[:MOST_TEXT]


async def _said(request: web.Request, fields: Fields) -> Said:
    file = fields.get("file")
    if isinstance(file, web.FileField) and file.filename:
        return await _attachment(request, file, words_of(fields, "text")[:MOST_TEXT])
    press = words_of(fields, "press")
    line, colon, value = press.partition(":")
    if press and not (colon and line.isdecimal() and len(line) < 10 and len(press) <= MOST_TEXT):
        raise Refused(400, "web.error_bad")
    if press:
        if value == "picked":
            picked = [str(pick).partition(":")[2] for pick in fields.getall("pick", [])]
            value = ",".join(picked)
        if len(value) > MOST_TEXT:
            raise Refused(400, "web.error_bad")
        return Press(int(line), value)
    text = words_of(fields, "text")
    if not text:
        raise Refused(400, "web.error_empty")
    if len(text) > MOST_TEXT:
        raise Refused(413, "web.error_long")
    return Text(text)


async def _attachment(request: web.Request, file: web.FileField, caption: str) -> Attachment:
    content = file.file.read()
    try:
        async with request.app[HOUSE].cleaning:
            cleaned = await asyncio.to_thread(clean, content)
    except FileRefused as refused:
        status = 413 if refused.reason == "too_large" else 415
        raise Refused(status, f"file_refused.{refused.reason}") from None
    return Attachment(cleaned.kind, cleaned.media_type, cleaned.content, caption)


async def view(
    request: web.Request, tx: Transaction, door: Door, person_id: int | None
) -> dict[str, Any]:
    """What a page needs to show the talk. A newcomer gets the greeting, which is not stored."""
    house = request.app[HOUSE]
    lines: list[Line] = []
    before = number(request, "before")
    if person_id is not None:
        lines = list(await queries.lines_before(tx, person_id, door.place, before, MOST_SHOWN))
    first = lines[0].seq if lines else 0
    shown = pen(request).draw(lines or _greeting(request, door))
    return {
        "lines": shown,
        "earlier": f"{door.base or '/'}?before={first}" if first > 1 else None,
        "about_me": [] if lines or door.at_desk else _about_me(request),
        "open": open_line(shown),
        "visitor": house.cookies.mark(door.address + door.place),
        "last_seq": lines[-1].seq if lines else 0,
        "limit": MOST_TEXT,
        "problem": None,
        "draft": "",
    }


def _greeting(request: web.Request, door: Door) -> list[Line]:
    house = request.app[HOUSE]
    if door.at_desk:
        return []
    rendered = [words(house.texts, language_of(request), message) for message in welcome.greeting()]
    return [
        Line(
            seq=0,
            at=house.clock(),
            who=line.who,
            text=line.text,
            buttons=line.buttons,
        )
        for line in rendered
    ]


def _about_me(request: web.Request) -> list[str]:
    house = request.app[HOUSE]
    told = welcome.about_me(house.library)
    return [words(house.texts, language_of(request), message).text for message in told]


async def lines_after(request: web.Request, door: Door, person_id: int | None) -> web.Response:
    """The lines after a number, for a page that was disconnected."""
    house = request.app[HOUSE]
    lines: list[Line] = []
    if person_id is not None:
        async with house.database.reading() as tx:
            after = number(request, "after")
            lines = list(await queries.lines_after(tx, person_id, door.place, after))
    shown = pen(request).draw(lines)
    return _json({"lines": [as_json(line) for line in shown], "more": False})


def pen(request: web.Request) -> LinePen:
    """How this browser's lines are drawn."""
    house = request.app[HOUSE]
    return LinePen(house.texts, language_of(request), house.clock())


def number(request: web.Request, name: str) -> int:
    """A number in the query; 0 when there is none."""
    value = request.query.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def _json(data: dict[str, Any]) -> web.Response:
    return web.Response(
        body=orjson.dumps(data),
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
