"""Splits a clause into what names a day or a clock, and the rest. Pure.

Must not understand days: the grammar of dates does.
"""

from __future__ import annotations

from handlers.conversation.dates.kinds import Kind
from handlers.conversation.dates.tokens import tokenise

_LEADING = frozenset(("ved", "hos", "i", "på", "med", "at", "with", "on", "in"))
_NOTHING = _LEADING | {
    *("lav", "lave", "opret", "oprette", "ny", "nye", "vagt", "vagter", "vagten", "en", "et"),
    *("vi", "jeg", "mangler", "skal", "bruge", "har", "brug", "for", "søger", "gerne", "der"),
    *("er", "og", "til", "som", "hej", "tak", "kan", "du", "make", "create", "add", "new"),
    *("shift", "shifts", "we", "need", "please", "a", "an", "the", "of", "to", "be", "and"),
}
"""Words around a shift that say nothing about it."""

_TIMES = frozenset(
    {
        *(Kind.NUMBER, Kind.DATE, Kind.CLOCK, Kind.PAIR, Kind.WEEKDAY, Kind.WEEKDAYS),
        *(Kind.WORKDAYS, Kind.WEEKEND, Kind.MONTH, Kind.RELATIVE, Kind.FEAST, Kind.SEASON),
        *(Kind.VACATION, Kind.PUBLIC_HOLIDAYS, Kind.UNIT, Kind.PART, Kind.REST, Kind.AT),
    }
)
_BINDING = frozenset({Kind.NOT, Kind.UNTIL, Kind.FROM, Kind.AFTER, Kind.EVERY, Kind.BETWEEN})
"""Beginnings of clauses that change which days are meant, so they are never a note."""


def tells_time(clause: str, language: str) -> bool:
    """Whether any word is about the calendar or the clock."""
    return any(token.kind in _TIMES for token in tokenise(clause, language))


def is_prose(clause: str, language: str) -> bool:
    """Whether a clause that cannot be read may be a note: it has words that are no days, and does
    not begin like an exception or an end.
    """
    kinds = [token.kind for token in tokenise(clause, language)]
    return kinds[0] not in _BINDING and bool({Kind.UNKNOWN, Kind.FILLER} & {*kinds})


def parted(clause: str, language: str) -> tuple[str, str]:
    """The part of a clause that names a time, and the words before and after it.

    Of "lav en vagt på fredag 16-18 ved kaffebordet" that is "på fredag 16-18", "ved kaffebordet".
    """
    words, unknown = clause.split(), _unknown(clause, language)
    known = [tells_time(word, language) for word in words]
    if True not in known:
        return "", _telling(words, unknown)
    first, last = known.index(True), len(known) - known[::-1].index(True)
    end = last
    while first and _plain(words[first - 1]) not in unknown:
        first -= 1
    while last < len(words) and _plain(words[last]) not in unknown:
        last += 1
    while end < last < len(words) and _plain(words[last - 1]) in _NOTHING:
        last -= 1
    outer = (_stripped(words[:first]), _stripped(words[last:]))
    beside = " ".join(part for each in outer if (part := _telling(each, unknown)))
    return " ".join(words[first:last]), beside


def _telling(words: list[str], unknown: frozenset[str]) -> str:
    """Words around a day, if one of them means something; else ""."""
    tells = any(_plain(word) in unknown - _NOTHING for word in words)
    return " ".join(words).strip(" .,:;()") if tells else ""


def _stripped(words: list[str]) -> list[str]:
    """The words without an introduction: "vi skal bruge nogen til festen" becomes "nogen til
    festen".
    """
    while words and _plain(words[0]) in _NOTHING - _LEADING:
        words = words[1:]
    return words


def _plain(word: str) -> str:
    return word.strip(".,:;!?()").lower()


def _unknown(clause: str, language: str) -> frozenset[str]:
    """The words that the calendar does not know, even as part of a phrase."""
    tokens = tokenise(clause, language)
    return frozenset(token.text for token in tokens if token.kind is Kind.UNKNOWN)
