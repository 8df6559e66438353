"""Text as a search of the cases sees it. Plain Python; must not know a case."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """The text as a search sees it: small letters, ae/oe/aa for æøå, no accents, single spaces."""
    small = unicodedata.normalize("NFKC", text).lower()
    for danish, plain in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("ß", "ss")):
        small = small.replace(danish, plain)
    apart = unicodedata.normalize("NFKD", small)
    kept = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(kept.split())
