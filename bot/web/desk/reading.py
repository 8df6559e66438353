"""How a text reads before it is said: with examples where values will stand, and how easily.

Must not judge whether it may be said: handlers/conversation/rewording does.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.web.house import HOUSE
from bot.web.rendering import language_of, said
from handlers.administration.texts.examples import examples
from handlers.conversation.plain import EASY, EASY_LAW, LAW, measured
from handlers.conversation.rewording import Written, example, filled, placeholders, sample
from handlers.conversation.texts import TextError, parsed
from storage.people.rules import Language

VERY_EASY = 25
"""The reading number under which a text is easy for everybody."""


def rows(original: Written) -> int:
    """How many rows a field has: as many as the original takes, and one to breathe."""
    longest = max(original.values(), key=len)
    return min(14, longest.count("\n") + len(longest) // 60 + 2)


def reads(request: web.Request, key: str, language: Language, words: Written) -> dict[str, Any]:
    """How a text reads with values in it, and how easily; nothing for one that cannot be read."""
    try:
        forms = parsed(key, words if "one" in words else words["other"])
    except (TextError, KeyError):
        return {"preview": [], "lix": None}
    number = measured(sample(forms["other"]))
    with_values = _examples(request, language)
    return {
        "preview": [filled(template, with_values) for template in forms.values()],
        "lix": None if number is None else _ease(request, key, number),
    }


def _ease(request: web.Request, key: str, number: int) -> str:
    limit = EASY_LAW if key.startswith(LAW) else EASY
    if number >= limit:
        return said(request, "library.lix_heavy", n=number, limit=limit)
    return said(request, "library.lix_easy" if number < VERY_EASY else "library.lix_good", n=number)


def _examples(request: web.Request, language: Language) -> dict[str, str]:
    house = request.app[HOUSE]
    return examples(house.texts, house.library, language)


def places(request: web.Request, key: str) -> list[tuple[str, str]]:
    """The places for values in a text, each with an example."""
    texts, language = request.app[HOUSE].texts, language_of(request)
    shown = _examples(request, language)
    found = placeholders(texts.original(key, language))
    return [(str(place), example(place, shown)) for place in found]
