"""Makes the sections of a page from a table of titles and texts.

In the table a section `who` is the two keys `who_title` and `who_text`; a blank line in the text
begins a new paragraph. Knows no HTML.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from handlers.conversation.texts import Texts, Values
from storage.people.rules import Language

_TITLE = "_title"


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with its paragraphs; the name can serve as an anchor."""

    name: str
    title: str
    paragraphs: tuple[str, ...]


def sections(
    texts: Texts,
    table: str,
    language: Language,
    values: Values | None = None,
    without: Collection[str] = (),
) -> tuple[Section, ...]:
    """The sections of a table in the order of the file, except those named in `without`.

    Raises UnknownText for a title without a text, and MissingValue as any text does.
    """
    names = [name.removesuffix(_TITLE) for name in texts.names(table) if name.endswith(_TITLE)]
    return tuple(
        Section(
            name,
            texts.render(f"{table}.{name}{_TITLE}", language, values),
            tuple(texts.render(f"{table}.{name}_text", language, values).split("\n\n")),
        )
        for name in names
        if name not in without
    )
