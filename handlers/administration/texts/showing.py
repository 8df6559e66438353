"""Finding and reading texts in a chat.

Must not change any.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handlers.administration.texts.finding import search
from handlers.conversation.numbers import id_and_words
from handlers.conversation.parsers import folded
from handlers.conversation.rewording import Written, can_change, fits, placeholders, written
from handlers.conversation.texts import Texts, Values
from handlers.conversation.values import Button, Card, Context, Message, Reply, Row, say
from storage.library.queries import newest, versions
from storage.library.rules import Subject
from storage.people.rules import Language

PAGE = 10
"""Most texts shown in one reply."""

BEGINNING = 60
"""Most characters of a text on the button that shows it."""

ANOTHER = Button.to("tekst")

Words = Mapping[Language, Written]
"""A text as it is written, in each language."""


async def show(context: Context, rest: str) -> Reply:
    """`/tekst`, `/tekst velkommen`: the texts with these words, or one by its key; a number before
    the words is the page.
    """
    number, after = id_and_words(rest)
    page, words = (number, after) if number else (1, rest)
    words = words if folded(words) else ""
    if has_text(context.texts, words):
        return Reply((await whole(context, words),))
    found = search(context.texts, words, "", own=not words)
    if words and len(found) == 1:
        return Reply((await whole(context, found[0].key),))
    shown = found[PAGE * (page - 1) : PAGE * page]
    more = Button(f"/tekst {page + 1} {words}".strip(), "texts.more")
    ways = (
        *(_see(context, each.key) for each in shown),
        *((more,) if found[PAGE * page :] else ()),
    )
    if words:
        return say("texts.found" if shown else "texts.found_none", *ways, n=len(found))
    lead = context.pen("texts.lead_in")
    return say("texts.own_in" if shown else "texts.lead_in", *ways, lead=lead)


def has_text(texts: Texts, key: str) -> bool:
    """Whether there is such a text that may be reworded."""
    return texts.has(key) and can_change(key)


def _see(context: Context, key: str) -> Button:
    """The button that shows a text, labelled with its beginning in the reader's language."""
    forms = written(context.texts.forms(key, context.language))
    words = " ".join(forms["other"].split())
    cut = words if len(words) <= BEGINNING else f"{words[: BEGINNING - 1].rstrip()}…"
    return Button(f"/tekst {key}", label=cut)


def standing(texts: Texts, key: str, content: Any) -> Words:
    """A text as it was reworded; the original where it was not, or where that fits no more."""
    original = {each: written(texts.original(key, each)) for each in Language}
    return {**original, **(content or {})} if fits(texts, key, content) else original


async def whole(context: Context, key: str) -> Message:
    """A text in both languages, with buttons to change it."""
    known = await versions(context.tx, Subject.TEXT, key, 2)
    content = known[0].content if known else None
    rows = list(told(standing(context.texts, key, content)))
    if places := placeholders(context.texts.original(key, context.language)):
        rows.append(Row("texts.places", " ".join(map(str, places))))
    for last in known[:1]:
        by: Values = {"name": last.by_name, "at": last.at}
        rows.append(Row("texts.changed", text_key="texts.changed_by", values=by))
    ways = _acts(key, own=bool(content), earlier=len(known) > 1)
    card = Card("", tuple(rows), link=f"/desk/bibliotek/tekst/{key}")
    return Message("texts.one_own" if content else "texts.one", {}, (*ways, ANOTHER), card)


def told(words: Words) -> Iterator[Row]:
    """A text as rows: each language, each form."""
    for language, forms in words.items():
        for form, text in forms.items():
            yield Row(f"texts.{language}_{form}", text)


def _acts(key: str, *, own: bool, earlier: bool) -> Sequence[Button]:
    changes = [Button(f"/rettekst {key} {each}", f"texts.change_{each}") for each in Language]
    original = [Button(f"/henttekst {key} 0", "texts.original")] if own else []
    before = [Button(f"/henttekst {key}", "texts.earlier")] if earlier else []
    return [*changes, *original, *before]


async def seen(context: Context, key: str) -> tuple[Words, dict[str, Any]]:
    """A text as it stands, with its key and the number of that version."""
    last = await newest(context.tx, Subject.TEXT, key)
    words = standing(context.texts, key, last.content if last else None)
    return words, {"key": key, "seen": last.number if last else 0}
