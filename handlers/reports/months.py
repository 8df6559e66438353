"""Names of months. Pure."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from handlers.conversation.texts import LOCALES
from storage.people.rules import Language


def month_name(month: date, language: Language) -> str:
    """The name of a month alone: maj 2026."""
    return format_date(month, "LLLL y", locale=LOCALES[language])
