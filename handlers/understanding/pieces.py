"""Cuts a message where it may go on to another thing: after a sentence, or at certain words.

Must not know any intent: the recogniser decides whether two pieces are one thing.
"""

from __future__ import annotations

import re

MOST = 8
"""The most pieces; everything after them stays with the last one."""

_ENDS = r"(?<=[.!?;])\s+|\n+"
_ASKS = r"hvornår|hvordan|hvem|hvad|kan|må|when|how|what|who|can"
_ASIDE = r"for ?resten|desuden|derudover|i øvrigt|for øvrigt|en anden ting|by the way|another thing"
_GOES_ON = rf"{_ASKS}|{_ASIDE}|så|ellers|jeg|vi|er|har|also|I|we|do|is"
_TURNS = "|".join(
    (
        rf"[, ]+(?=(?:og|and) (?:{_GOES_ON})\b)",
        r"[, ]+(?=(?:og|and)(?: også| also)? (?:spørge|høre om|ask)\b)",
        rf"[, ]+(?=(?:{_ASIDE})\b)",
        rf",\s+(?=(?:{_ASKS})\b)",
    )
)
_CUT = re.compile(f"{_ENDS}|{_TURNS}", re.IGNORECASE)
_LINK = re.compile(rf"^(?:(?:og|men|and|but|så|også|also|{_ASIDE})\b[ ,:]*)+", re.IGNORECASE)


def pieces(text: str) -> list[str]:
    """The pieces of a message, in its own words and order."""
    return [part.strip() for part in _CUT.split(text.strip(), MOST - 1) if part.strip()]


def unlinked(piece: str) -> str:
    """A piece without the words that only link it to the one before."""
    return _LINK.sub("", piece).strip(" ,") or piece
