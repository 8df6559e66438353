"""Lix, the readability number for Danish and English texts. Pure; used to keep our texts easy."""

from __future__ import annotations

import re

# A figure with its point or colon inside ("14.00", "1.234") is one word and ends no sentence.
_WORD = re.compile(r"[^\W_]+(?:[.,:'’\-/][^\W_]+)*")
# A point before a small letter or a figure is an abbreviation or an ordinal: "kl. 14", "3. maj".
_END = re.compile(r"[!?:]+(?=\s|$)|\.+(?=\s*$|\s+[^\sa-zæøå\d])|\n+")
LONG_WORD = 6


def words(text: str) -> list[str]:
    """The words of a text; "kl. 14.00" is two of them."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """What stands between full stops, colons, question and exclamation marks, and line ends."""
    return [part for part in _END.split(text) if words(part)]


def lix(text: str) -> float:
    """Words per sentence + the share of words over six letters in per cent; 0 without words.

    After C. H. Björnsson, "Läsbarhet" (1968), where a colon ends a sentence as well: under 25 is
    easy for everybody, 25-34 easy for practised readers, 35-44 as in a newspaper, 55 and more as
    in a law. Below eight words or so the number jumps and says little.
    """
    all_words = words(text)
    if not all_words:
        return 0.0
    long = sum(sum(map(str.isalnum, word)) > LONG_WORD for word in all_words)
    return len(all_words) / len(sentences(text)) + 100 * long / len(all_words)
