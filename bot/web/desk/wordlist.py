"""The lexicon, read and extended by the library: subjects, their words, words of one's own.

What a colleague changes counts in every program within a second, as all that a library changes.
"""

from __future__ import annotations

from urllib.parse import urlencode

from aiohttp import web

from bot.web.desk.versions import lines
from bot.web.forms import number_in, text_of
from bot.web.house import HOUSE
from bot.web.rendering import language_of, page, said, see_other
from bot.web.who import for_staff
from handlers.library.words import NoWord, subjects_with, word_of
from storage.database import Transaction
from storage.library import queries
from storage.library.actions import change
from storage.library.rules import Overtaken, Subject
from storage.matching import subject_name, topics
from storage.people.queries import Colleague
from storage.people.rules import Role

routes = web.RouteTableDef()

LIST = "/desk/ordliste"
ONE = f"{LIST}/emne"
QUERY_LONGEST = 60
AT_A_TIME = 40


@routes.get(LIST)
@for_staff()
async def find(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """All subjects, or those with a word."""
    words = request.query.get("q", "").strip()[:QUERY_LONGEST]
    own, start = request.app[HOUSE].current.words, number_in(request.query.get("fra", ""))
    language = language_of(request)
    found = subjects_with(words, own, language)
    rows = [
        {
            "topic": topic,
            "name": subject_name(topic, language),
            "url": f"{ONE}?{urlencode({'navn': topic})}",
            "count": len(topics()[topic]) + len(own.get(topic, ())),
            "own": len(own.get(topic, ())),
        }
        for topic in found[start : start + AT_A_TIME]
    ]
    onward = urlencode({"q": words, "fra": start + AT_A_TIME})
    return page(
        request,
        "desk/wordlist.html",
        staff=staff,
        words=words,
        total=len(found),
        rows=rows,
        more=f"{LIST}?{onward}" if found[start + AT_A_TIME :] else None,
    )


@routes.get(ONE)
@for_staff()
async def look(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """One subject with its words."""
    return await _one(request, staff, _topic(request.query.get("navn", "")))


def _topic(written: str) -> str:
    if written not in topics():
        raise web.HTTPNotFound
    return written


async def _own(tx: Transaction, topic: str) -> tuple[list[str], int]:
    """The library's own words of a subject, and the version they stand in."""
    newest = await queries.newest(tx, Subject.WORDS, topic)
    return (list(newest.content or ()), newest.number) if newest else ([], 0)


async def _one(
    request: web.Request, staff: Colleague, topic: str, problem: str | None = None, word: str = ""
) -> web.StreamResponse:
    async with request.app[HOUSE].database.reading() as tx:
        own, seen = await _own(tx, topic)
        versions = await queries.versions(tx, Subject.WORDS, topic)
    done = next((key for key in ("added", "removed") if key in request.query), None)
    return page(
        request,
        "desk/wordlist_one.html",
        400 if problem else 200,
        staff=staff,
        topic=topic,
        name=subject_name(topic, language_of(request)),
        own=own,
        came=topics()[topic],
        seen=seen,
        may=staff.may(Role.COORDINATOR),
        versions=[{**line, "again": None} for line in lines(request, versions, ONE)],
        problem=said(request, problem) if problem else None,
        word=word,
        done=said(request, f"wordlist.{done}") if done else None,
    )


@routes.post(ONE)
@for_staff(Role.COORDINATOR)
async def save(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Add a word to a subject, or take one of the library's own away."""
    form, house = await request.post(), request.app[HOUSE]
    topic, gone = _topic(text_of(form, "navn")), text_of(form, "fjern")
    written, seen = text_of(form, "ord"), number_in(text_of(form, "seen"))
    try:
        async with house.database.transaction() as tx:
            own, _ = await _own(tx, topic)
            left = [each for each in own if each != gone]
            new = left if gone else [*own, word_of(topic, written, own)]
            await change(tx, staff, Subject.WORDS, topic, new or None, house.clock(), seen=seen)
    except NoWord as no:
        return await _one(request, staff, topic, no.key, written[:QUERY_LONGEST])
    except Overtaken:
        return await _one(request, staff, topic, "wordlist.overtaken", written[:QUERY_LONGEST])
    await house.current.look()
    query = urlencode({"navn": topic, "removed" if gone else "added": ""})
    return see_other(f"{ONE}?{query}")
