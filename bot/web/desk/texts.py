"""Any text of the program in the library's own words: found, tried out, checked, taken back.

For administrators. What a text must hold is handlers/conversation/rewording's to say.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.web.desk.reading import places, reads, rows
from bot.web.desk.versions import LIST, lines
from bot.web.forms import number_in, text_of
from bot.web.house import HOUSE
from bot.web.rendering import page, said, see_other
from bot.web.who import for_staff
from handlers.administration.texts.finding import counts, search, subject_of
from handlers.conversation.rewording import (
    Written,
    can_change,
    doubts,
    tidied,
    written,
    wrong,
)
from handlers.conversation.texts import Texts
from storage.database import Transaction
from storage.library import queries
from storage.library.actions import change
from storage.library.rules import Overtaken, Subject
from storage.people.queries import Colleague
from storage.people.rules import Language, Role

routes = web.RouteTableDef()

TEXT = f"{LIST}/tekst/{{key}}"
MOST_SHOWN = 40

Words = Mapping[Language, Written]
"""A text as somebody wrote it, in each language."""


@routes.get(f"{LIST}/tekster")
@for_staff(Role.ADMINISTRATOR)
async def find(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """All texts, by words and by subject."""
    texts, query = request.app[HOUSE].texts, request.query
    words, subject = query.get("q", "")[:200], query.get("emne", "")
    own, start = "egne" in query, number_in(query.get("fra", ""))
    found = await asyncio.to_thread(search, texts, words, subject, own=own)
    kept = {"q": words, "emne": subject, **({"egne": "1"} if own else {})}
    more = urlencode({**kept, "fra": start + MOST_SHOWN})
    return page(
        request,
        "desk/texts.html",
        staff=staff,
        words=words,
        subject=subject,
        own=own,
        subjects=list(counts(texts).items()),
        total=len(found),
        rows=[
            {**vars(f), "subject": "" if subject else subject_of(f.key)}
            for f in found[start : start + MOST_SHOWN]
        ],
        more=f"{LIST}/tekster?{more}" if found[start + MOST_SHOWN :] else None,
    )


@dataclass
class Draft:
    """What somebody wrote, and what there is to say about it before it goes live."""

    words: Words
    problem: str | None = None
    wrong: Mapping[Language, list[str]] | None = None
    doubts: Mapping[Language, list[str]] | None = None
    tried: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether there is something to think about."""
        return any((self.doubts or {}).values())


@routes.get(TEXT)
@for_staff(Role.ADMINISTRATOR)
async def look(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """One text in both languages, with its original and what it was before."""
    key = _key(request)
    async with request.app[HOUSE].database.reading() as tx:
        older = await _older(request, tx, key)
    draft = Draft(older or _stands(request, key), tried=older is not None)
    return await _text_page(request, staff, key, draft)


def _key(request: web.Request) -> str:
    key = request.match_info["key"]
    if not (request.app[HOUSE].texts.has(key) and can_change(key)):
        raise web.HTTPNotFound
    return key


def _stands(request: web.Request, key: str) -> Words:
    texts = request.app[HOUSE].texts
    return {each: written(texts.forms(key, each)) for each in Language}


def _original(request: web.Request, key: str) -> Words:
    texts = request.app[HOUSE].texts
    return {each: written(texts.original(key, each)) for each in Language}


async def _older(request: web.Request, tx: Transaction, key: str) -> Words | None:
    """The words of the version that is asked for."""
    number = number_in(request.query.get("udgave", ""))
    found = await queries.version(tx, Subject.TEXT, key, number) if number else None
    return None if found is None else {**_original(request, key), **(found.content or {})}


async def _text_page(
    request: web.Request, staff: Colleague, key: str, draft: Draft
) -> web.StreamResponse:
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        versions = await queries.versions(tx, Subject.TEXT, key)
    where = f"{LIST}/tekst/{key}"
    return page(
        request,
        "desk/text.html",
        400 if draft.problem else 200,
        staff=staff,
        key=key,
        where=where,
        subject=subject_of(key),
        sides=[_side(request, key, each, draft) for each in Language],
        places=places(request, key),
        seen=versions[0].number if versions else 0,
        changed=_stands(request, key) != _original(request, key),
        versions=lines(request, versions, where),
        draft=draft,
        done=said(request, "library.text_saved") if "gemt" in request.query else None,
    )


def _side(request: web.Request, key: str, language: Language, draft: Draft) -> dict[str, Any]:
    """One language's half of the page."""
    texts = request.app[HOUSE].texts
    words, original = draft.words[language], written(texts.original(key, language))
    return {
        "lang": str(language),
        "fields": [
            {"form": form, "words": words.get(form, ""), "original": original[form]}
            for form in original
        ],
        "rows": rows(original),
        "wrong": (draft.wrong or {}).get(language, []),
        "doubts": (draft.doubts or {}).get(language, []),
        **reads(request, key, language, words),
    }


@routes.post(TEXT)
@for_staff(Role.ADMINISTRATOR)
async def save(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Try the words out, or say them from now on. Words that lose something, or hold markup, are
    refused; words that are hard to read are asked about once.
    """
    key, fields = _key(request), await request.post()
    words = _written(request, key, fields)
    draft = _checked(request, key, words)
    if draft.problem or "proev" in fields or (draft.doubtful and "alligevel" not in fields):
        draft.tried = True
        return await _text_page(request, staff, key, draft)
    original = _original(request, key)
    content = {str(each): own for each, own in words.items() if own != original[each]}
    try:
        await _change(request, staff, key, content or None, seen=number_in(fields.get("seen")))
    except Overtaken as overtaken:
        draft.problem = said(request, "library.overtaken", name=overtaken.by_name or "?")
        return await _text_page(request, staff, key, draft)
    return see_other(f"{LIST}/tekst/{key}?gemt")


def _written(request: web.Request, key: str, fields: Any) -> Words:
    return {
        language: {
            form: tidied(text_of(fields, f"{language}-{form}"), original)
            for form, original in forms.items()
        }
        for language, forms in _original(request, key).items()
    }


def _checked(request: web.Request, key: str, words: Words) -> Draft:
    texts: Texts = request.app[HOUSE].texts
    refused = {
        each: [said(request, f"wrong.{w.why}", about=w.about) for w in wrong(texts, key, each, own)]
        for each, own in words.items()
    }
    if any(refused.values()):
        return Draft(words, said(request, "library.text_refused"), refused)
    original = _original(request, key)
    asked = {
        each: [
            said(request, f"wrong.{fault.rule}", about=fault.found)
            for fault in doubts(texts, key, own)
        ]
        for each, own in words.items()
        if own != original[each]
    }
    return Draft(words, doubts=asked)


@routes.post(f"{TEXT}/oprindelig")
@for_staff(Role.ADMINISTRATOR)
async def back(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Back to the original, in both languages."""
    key = _key(request)
    await _change(request, staff, key, None)
    return see_other(f"{LIST}/tekst/{key}?gemt")


async def _change(
    request: web.Request, staff: Colleague, key: str, content: Any, seen: int | None = None
) -> None:
    """Keep it, and say it here at once; others take it up within a second."""
    house = request.app[HOUSE]
    async with house.database.transaction() as tx:
        await change(tx, staff, Subject.TEXT, key, content, house.clock(), seen=seen)
    await house.current.look()
