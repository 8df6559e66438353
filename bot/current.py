"""Reads what was changed at the desk: compares one number, and reads everything only when it
differs.

`library` and `texts` are objects that the whole program shares. They are changed in place, so
nobody else reads them from the database. Must not change anything in the database.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from handlers.conversation.rewording import reworded
from handlers.conversation.texts import Texts
from handlers.library import Library
from handlers.library.values import changed
from handlers.library.words import own_words
from storage.database import Database, Transaction
from storage.library import queries
from storage.library.rules import Subject

log = logging.getLogger(__name__)

NEVER = -1
TAKEN_UP = (Subject.VALUE, Subject.TEXT, Subject.CHECK, Subject.WORDS)


class Current:
    """Keeps a program's library and texts up to date with the desk. `words` are what the desk has
    added to the lexicon, by subject.
    """

    def __init__(self, database: Database, library: Library, texts: Texts) -> None:
        self.database = database
        self.library = library
        self.texts = texts
        self.words: Mapping[str, Sequence[str]] = {}
        self._start = replace(library)
        self._edition = NEVER
        self._turn = asyncio.Lock()
        self.then: Callable[[], None] = lambda: None
        """Called after a change was read, except at the start."""

    async def look(self) -> None:
        """Read what was changed, if anything was. Raises Unavailable."""
        async with self._turn:
            async with self.database.reading() as tx:
                edition = await queries.edition(tx)
                if edition == self._edition:
                    return
                await self._take_up(tx)
            first, self._edition = self._edition == NEVER, edition
        if not first:
            log.info("edition %d of the library is taken up", edition)
            self.then()

    async def _take_up(self, tx: Transaction) -> None:
        kept: dict[str, dict[str, object]] = {subject: {} for subject in Subject}
        for change in await queries.standing(tx, *TAKEN_UP):
            kept[change.subject][change.key] = change.content
        library, unusable = changed(self._start, kept[Subject.VALUE])
        own, misfits = reworded(self.texts, kept[Subject.TEXT])
        library.confirmed = str(kept[Subject.CHECK].get("crisis") or "")
        self.library.become(library)
        self.texts.reword(own)
        self.words = own_words(kept[Subject.WORDS])
        if unusable or misfits:
            log.warning("%d values and %d texts do not fit", len(unusable), len(misfits))
