"""What was changed at the desk, told as lines: who, when, what it became. For every page of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.web.house import HOUSE
from bot.web.rendering import language_of, said
from handlers.conversation.rewording import written
from handlers.library import Branch, Colour, Logo
from handlers.library.colours import as_hex
from handlers.library.values import NAMED
from handlers.library.words import named
from handlers.staffed import Staffed
from storage.library.rules import Subject
from storage.library.tables import Change
from storage.people.rules import Language

LIST = "/desk/bibliotek"


def shown(request: web.Request, value: Any) -> str:
    """A value of the library in words; "" for one that nobody has said."""
    if isinstance(value, Colour):
        return as_hex(value)
    if isinstance(value, Logo):
        return said(request, "library.picture", width=value.width, height=value.height)
    if isinstance(value, Staffed):
        return value.written
    if isinstance(value, date):
        return said(request, "library.day", value=value)
    if isinstance(value, tuple):
        value = [each.name if isinstance(each, Branch) else each for each in value if _open(each)]
    return said(request, "library.shown", value=value) if value else ""


def _open(each: object) -> bool:
    return not isinstance(each, Branch) or each.open


def lines(
    request: web.Request, changes: Sequence[Change], page: str, which: str = ""
) -> list[dict[str, Any]]:
    """The versions of one thing, the newest first; older ones can be taken up again on its page."""
    return [
        {
            "number": change.number,
            "when": said(request, "web.moment", at=change.at),
            "by": change.by_name,
            "words": became(request, change),
            "again": f"{page}?{which}udgave={change.number}"
            if place and change.content is not None
            else None,
        }
        for place, change in enumerate(changes)
    ]


def became(request: web.Request, change: Change) -> list[tuple[str, str]]:
    """What a change made of something: pairs of a language ("" for none) and words."""
    content = change.content
    if change.subject == Subject.WORDS:
        return [("", ", ".join(content or ()) or said(request, "wordlist.as_before"))]
    if content is None:
        gone = change.subject in {Subject.ANSWER, Subject.CHECK}
        return [("", said(request, "library.removed" if gone else "library.as_before"))]
    if change.subject == Subject.TEXT:
        return [(lang, " / ".join(content[lang].values())) for lang in Language if lang in content]
    if change.subject == Subject.ANSWER:
        return [(lang, content[lang]) for lang in Language if content[lang]]
    if change.subject == Subject.CHECK:
        return [("", said(request, "library.confirmed"))]
    if change.subject == Subject.MODEL:
        return [("", said(request, f"volweb.model_{change.key}"))]
    return [("", _value(request, change) or said(request, "library.nothing"))]


def _value(request: web.Request, change: Change) -> str:
    value = NAMED.get(change.key)
    try:
        return shown(request, value.kind.live(change.content)) if value else ""
    except Exception:  # noqa: BLE001 - an older version of the program may have kept anything
        return ""


def about(request: web.Request, change: Change) -> tuple[str, str]:
    """What a change is about, and the page where it is looked at."""
    if change.subject == Subject.VALUE:
        known = change.key in NAMED
        return (said(request, f"value.{change.key}") if known else change.key), (
            f"{LIST}/om/{change.key}"
        )
    if change.subject == Subject.ANSWER:
        gone = said(request, "library.an_answer")
        return change.content["title"] if change.content else gone, "/desk/svar"
    if change.subject == Subject.CHECK:
        return said(request, f"check.{change.key}"), f"{LIST}/klar"
    if change.subject == Subject.MODEL:
        return said(request, "volweb.model_title"), "/desk/frivilligmodel"
    if change.subject == Subject.WORDS:
        topic = urlencode({"navn": change.key})
        return said(
            request, "wordlist.about", topic=named(change.key)
        ), f"/desk/ordliste/emne?{topic}"
    return _beginning(request, change.key), f"{LIST}/tekst/{change.key}"


def _beginning(request: web.Request, key: str) -> str:
    """The first words of a text as the program came with it."""
    texts, language = request.app[HOUSE].texts, language_of(request)
    if not texts.has(key):
        return key
    whole = " ".join(written(texts.original(key, language))["other"].split())
    return whole if len(whole) <= 60 else f"{whole[:59].rstrip()}…"
