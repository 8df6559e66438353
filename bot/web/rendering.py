"""Makes a page from a template and its values. HTML is escaped here, by Jinja, and nowhere else."""

from __future__ import annotations

import uuid
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.web.house import HOUSE
from handlers.conversation.pen import Pen
from handlers.conversation.texts import Value
from handlers.conversation.unparted import unparted_html
from storage.people.queries import Colleague
from storage.people.rules import Language, Role

FOLDER = Path(__file__).parent
TEXTS = FOLDER / "texts"
SIZES = ("1", "2", "3")


@cache
def environment() -> Environment:
    """Jinja as every page uses it: a missing value is an error.

    There is one for the whole process, so that a template is compiled once, however many programs a
    test starts.
    """
    return Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


SPOKEN: web.RequestKey[Language] = web.RequestKey("spoken", Language)
"""Where a request keeps the language of the person whom a page is for."""


def speak(request: web.Request, language: Language) -> None:
    """Use a person's own language, unless the browser chose one: whoever opens a link from a mail
    may have none of our cookies.
    """
    request[SPOKEN] = language


def language_of(request: web.Request) -> Language:
    """The language that this browser chose, else that of the person, else Danish."""
    chosen = request.cookies.get("sprog") or request.get(SPOKEN)
    return Language.EN if chosen == Language.EN else Language.DA


def pen_of(request: web.Request) -> Pen:
    """Writes in the language of the browser."""
    return Pen(request.app[HOUSE].texts, language_of(request))


def said(request: web.Request, key: str, **values: Value) -> str:
    """A text in the language of the browser."""
    return pen_of(request)(key, **values)


def see_other(where: str) -> web.Response:
    """The answer to a form: a redirect to the page that shows the result."""
    return web.Response(status=303, headers={"Location": where})


def page(
    request: web.Request,
    template: str,
    http: int = 200,
    *,
    staff: Colleague | None = None,
    **values: Any,
) -> web.Response:
    """A whole page, with the values that every page gets."""
    return web.Response(
        text=part(request, template, staff=staff, **values),
        status=http,
        content_type="text/html",
        charset="utf-8",
        headers={"Cache-Control": "no-store"},
    )


def part(
    request: web.Request,
    template: str,
    *,
    staff: Colleague | None = None,
    **values: Any,
) -> str:
    """The HTML of a template."""
    house, t = request.app[HOUSE], pen_of(request)
    size = request.cookies.get("tekst", "1")
    kiosk = house.cookies.visitor(request).kiosk
    everywhere = {
        "t": t,
        "lang": str(t.language),
        "library": house.library,
        "sample": house.sample,
        "size": int(size) if size in SIZES else 1,
        "path": request.path_qs,
        "kiosk": house.library.branch(kiosk),
        "staff": _staff(staff, t) if staff else None,
        "new_id": lambda: str(uuid.uuid4()),
    }
    return unparted_html(house.templates.get_template(template).render({**everywhere, **values}))


def _staff(colleague: Colleague, t: Pen) -> dict[str, Any]:
    return {
        "name": colleague.name,
        "role_word": t(f"desk.role_{colleague.role}"),
        "administrator": colleague.role == "administrator",
        "coordinator": colleague.may(Role.COORDINATOR),
    }
