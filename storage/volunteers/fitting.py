"""Finds the open roles that fit what somebody likes, can do and has time for, with the reasons.

Pure: takes roles and words, returns proposals. It never uses where somebody lives or what they live
on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from storage.matching.alike import likeness, shared
from storage.matching.lexicon import TOPIC
from storage.matching.reading import Reader, Reading
from storage.volunteers.tables import VolunteerRole

LEAST = 0.2
"""The least likeness (0 to 1) at which a role is proposed for its subject."""

TIME_COUNTS = 0.05
"""What a shared time adds to the score of a role that fits."""

MOST = 3
GENERAL = re.compile(
    r"\b(frivillig\w*|hj(æ|ae)lp\w*|volunteer\w*|help(s|ing|er)?|l(æ|ae)re( fra (mig|sig))?"
    r"|hånd|hand|tid|time|biblioteke?t?|library)\b",
    re.IGNORECASE,
)
"""What everybody writes who wants to help; it says nothing about what they like."""


@dataclass(frozen=True)
class Fitting:
    """A role that fits. `words`: named by both sides; `times`: when both can."""

    role: VolunteerRole
    words: tuple[str, ...]
    times: tuple[str, ...]


@cache
def _reader() -> Reader:
    return Reader()


def says_something(wish: str) -> bool:
    """Whether a wish names what somebody likes, beyond wanting to help."""
    return bool(_read(wish).kinds[TOPIC])


def fitting(wish: str, times: Iterable[str], roles: Sequence[VolunteerRole]) -> list[Fitting]:
    """The roles that fit best, the best first; none when nothing fits."""
    read, free = _read(wish), set(times)
    scored = []
    for role in roles:
        told = _told(role)
        score = likeness(read, told)
        common = tuple(time for time in role.times if time in free)
        words = tuple(dict.fromkeys(each.one for each in shared(read, told)))
        if free and role.times and not common:
            continue
        if not words or score < LEAST:
            continue
        scored.append((score + TIME_COUNTS * bool(common), -role.id, Fitting(role, words, common)))
    return [found for _, _, found in sorted(scored, key=lambda each: each[:2], reverse=True)[:MOST]]


def _told(role: VolunteerRole) -> Reading:
    return _read(f"{role.title}\n{role.does}\n{role.needs or ''}")


def _read(text: str) -> Reading:
    return _reader().read(GENERAL.sub(" ", text.replace("-", " ")))
