"""The library's model for volunteering: the edition in force, earlier ones, and the draft.

Must not change it: publishing.py and the desk do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from handlers.conversation.pen import Pen
from handlers.conversation.sections import sections
from handlers.conversation.texts import Texts, Values
from handlers.conversation.values import Button, Context, Message, Reply, say
from storage.cases.rules import local_day
from storage.database import Transaction
from storage.library.queries import newest, version, versions
from storage.library.rules import Subject
from storage.library.tables import Change
from storage.people.rules import Language, Role
from storage.volunteers.actions import DRAFT, PUBLISHED

HEADING = "# "
"""The prefix of a heading."""

DRAFTING = (
    Button.to("retmodel"),
    Button.to("udgivmodel"),
)


@dataclass(frozen=True)
class Edition:
    """One edition: its number, counted from 1, its day, its headings and texts."""

    number: int
    edition: int
    since: date
    parts: tuple[tuple[str, str], ...]
    current: bool = True


def starting_text(pen: Pen) -> str:
    """The text from which staff begin: the usual sections."""
    found = sections(pen.texts, "model", pen.language, {})
    return "\n\n".join(f"{HEADING}{each.title}\n{' '.join(each.paragraphs)}" for each in found)


def whole(of: Iterable[tuple[str, str]]) -> str:
    """Headings with their texts as one string, which `parts` splits again."""
    return "\n\n".join(f"{HEADING}{title}\n{words}" if title else words for title, words in of)


async def draft(tx: Transaction, texts: Texts) -> tuple[int, dict[str, str]]:
    """The version and texts of the draft; without a draft, the usual sections."""
    found = await newest(tx, Subject.MODEL, DRAFT)
    if found is not None and found.content:
        return found.number, dict(found.content)
    return 0, {str(language): starting_text(Pen(texts, language)) for language in Language}


def parts(text: str) -> Iterator[tuple[str, str]]:
    """Headings with their texts; text before the first heading has the heading ""."""
    title, words = "", []
    for line in text.splitlines():
        if not line.startswith(HEADING):
            words.append(line)
            continue
        if title or any(words):
            yield title, "\n".join(words).strip()
        title, words = line.removeprefix(HEADING).strip(), []
    if title or any(words):
        yield title, "\n".join(words).strip()


async def in_force(tx: Transaction, language: Language) -> Edition | None:
    """The model in force; None before one was published."""
    found = await newest(tx, Subject.MODEL, PUBLISHED)
    return await _edition(tx, found, language) if found else None


async def earlier(tx: Transaction, number: int, language: Language) -> Edition | None:
    """The edition in force when somebody agreed."""
    found = await version(tx, Subject.MODEL, PUBLISHED, number)
    return await _edition(tx, found, language) if found else None


async def _edition(tx: Transaction, found: Change, language: Language) -> Edition:
    all_of_them = [each.number for each in await versions(tx, Subject.MODEL, PUBLISHED, 500)]
    text = found.content["en" if language is Language.EN and found.content["en"] else "da"]
    return Edition(
        found.number,
        len([number for number in all_of_them if number <= found.number]),
        local_day(found.at),
        tuple(parts(text)),
        current=found.number == all_of_them[0],
    )


async def show(context: Context, _: str) -> Reply:
    """The edition in force: its day and the link to all of it. Staff who may change it also see the
    draft.
    """
    found = await in_force(context.tx, context.language)
    ways = DRAFTING if context.may(Role.COORDINATOR) else ()
    if found is None and context.colleague is not None:
        return say("model_told.none_yet", *ways)
    if found is None:
        return say("model_told.none", Button.to("frivillig"))
    headings = [title for title, _ in found.parts if title]
    values: Values = {
        "edition": found.edition,
        "since": found.since,
        "headings": headings,
        "link": f"{context.library.url}/frivilligmodel",
    }
    return Reply((Message("model_told.now", values, ways),))
