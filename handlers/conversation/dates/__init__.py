"""Reads dates and times in Danish and English, and reads them back for a yes.

    when = understand(«hver tirsdag 16-18 til jul, ikke i ferien», now, «da»)
    read_back(when, «da»)

Pure: the time now, the language and the school holidays are arguments. Words are read in the
language that knows most of them, so a Danish date is understood from an English speaker. Must not
ask or store anything: an `Unclear` says with a text key what to ask.
"""

from __future__ import annotations

from datetime import datetime

from handlers.conversation.dates.feasts import usual_school_holidays
from handlers.conversation.dates.local import local
from handlers.conversation.dates.meaning import find_meaning
from handlers.conversation.dates.readback import read_back
from handlers.conversation.dates.reasons import CannotRead, Reason, Unclear
from handlers.conversation.dates.sentence import read_sentence
from handlers.conversation.dates.tokens import tokenise
from handlers.conversation.dates.values import (
    Every,
    Hours,
    Moment,
    Part,
    Pattern,
    Period,
    Recurring,
    Span,
    When,
)

__all__ = [
    "Every",
    "Hours",
    "Moment",
    "Part",
    "Pattern",
    "Period",
    "Reason",
    "Recurring",
    "Span",
    "Unclear",
    "When",
    "read_back",
    "understand",
    "usual_school_holidays",
]

LONGEST = 300
"""Characters; a date with all its exceptions is shorter."""


def understand(
    words: str,
    now: datetime,
    language: str,
    *,
    school_holidays: tuple[Period, ...] | None = None,
) -> When | Unclear:
    """What `words` mean when they are said at `now` (aware), or what to ask.

    `school_holidays` are the municipality's own; None takes the usual ones of the years around now.
    """
    if len(words) > LONGEST:
        return Unclear(Reason.TOO_LONG)
    if school_holidays is None:
        year = local(now).year
        school_holidays = usual_school_holidays(year - 1, year + 9)
    try:
        sentence = read_sentence(tokenise(words, language))
        return find_meaning(sentence, now, school_holidays)
    except CannotRead as cannot:
        return cannot.unclear
