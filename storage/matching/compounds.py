"""Reads an unknown word by the known ones: as a compound of them, or as one with a slip.

Danish glues words together, and people type in a hurry. Must not know what the words mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from storage.matching.words import stem

LEAST_PART = 3
"""The fewest letters in a part of a compound."""

LINKS = ("", "s", "e", "er", "n")
"""What may stand between the parts of a Danish compound."""

MENDABLE, LONG = 5, 8
"""From this many letters one slip is mended; from LONG letters, two."""


class Spelling:
    """The known words, and which of them an unknown word may be."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known = frozenset(known)
        self._begin: dict[tuple[str, int], list[str]] = defaultdict(list)
        for form in sorted(self.known):
            self._begin[form[0], len(form)].append(form)

    def parts(self, folded: str) -> tuple[str, ...]:
        """The known parts of a compound; the last part may be inflected. When only one half is
        known, that half.
        """
        alone: list[str] = []
        for cut in range(len(folded) - LEAST_PART, LEAST_PART - 1, -1):
            head, tail = self._head(folded[:cut]), stem(folded[cut:])
            if head and tail in self.known:
                return head, tail
            half = head or (tail if tail in self.known else "")
            if len(half) > LEAST_PART:
                alone.append(half)
        return (max(alone, key=len),) if alone else ()

    def _head(self, written: str) -> str:
        """The known word at the beginning of a compound, without the letters that link it to the
        next.
        """
        for link in LINKS:
            bare = written.removesuffix(link)
            if len(bare) >= LEAST_PART and (head := stem(bare)) in self.known:
                return head
        return ""

    def meant(self, form: str, slips: int = 2) -> tuple[str, ...]:
        """The nearest known words with the same first letter: one slip away, or two for a long
        word.
        """
        if len(form) < MENDABLE:
            return ()
        most = min(slips, 2 if len(form) >= LONG else 1)
        lengths = range(len(form) - most, len(form) + most + 1)
        choices = [known for length in lengths for known in self._begin.get((form[0], length), ())]
        near = process.extract(form, choices, scorer=OSA.distance, score_cutoff=most, limit=None)
        return tuple(str(known) for known, away, _ in near if away == near[0][1])
