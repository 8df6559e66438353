"""Texts in one language, for whoever writes to one person."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.conversation.texts import Texts, Value
from storage.people.rules import Language


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes texts in one language: `pen("idea.code", code="4711")`."""

    texts: Texts
    language: Language

    def __call__(self, key: str, /, **values: Value) -> str:
        """The text as a person reads it. Raises UnknownText or MissingValue, both naming it."""
        return self.texts.render(key, self.language, values)
