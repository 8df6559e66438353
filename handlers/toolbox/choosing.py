"""Chooses the methods that fit what is asked for, or the nearest, and says why. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.conversation.parsers import folded, pick
from handlers.toolbox.methods import Area, Method, Span, methods
from handlers.toolbox.wanted import Wanted
from storage.people.rules import Language

SHORTEST_BEGINNING = 4
"""The fewest first letters that two words must share to count as the same."""


SHORTEST = 3
"""The fewest letters of a word that can name a subject."""


class Side(StrEnum):
    """What a method is compared by."""

    AREA = "area"
    STAGE = "stage"
    PEOPLE = "people"
    TIME = "time"
    WORDS = "words"


@dataclass(frozen=True)
class Seen:
    """A method compared with what was asked for: on which sides it fits, on which it does not."""

    method: Method
    fits: tuple[Side, ...]
    fails: tuple[Side, ...]


@dataclass(frozen=True)
class Found:
    """What was found, the best first: those that fit, or those that come nearest."""

    fitting: tuple[Seen, ...] = ()
    nearest: tuple[Seen, ...] = ()


def choose(wanted: Wanted) -> Found:
    """The methods that fit, or else the nearest. Where nothing but words was given, those that the
    words name.
    """
    seen = sorted((_seen(each, wanted) for each in methods().values()), key=_rank(wanted))
    if not wanted.clear:
        return Found(tuple(each for each in seen if Side.WORDS in each.fits))
    fitting = tuple(each for each in seen if not each.fails)
    if fitting:
        return Found(fitting)
    return Found(nearest=tuple(sorted(seen, key=_misses(wanted))))


def called(words: str, *, nearly: bool) -> Method | None:
    """The method with this name, in either language; with `nearly` also one with a similar name."""
    known = list(methods().values())
    for language in Language:
        names = [each.told[language].name for each in known]
        plain = [folded(name) for name in names]
        place = plain.index(folded(words)) if folded(words) in plain else None
        if place is None and nearly and not folded(words).isdecimal():
            place = pick(names, words)
        if place is not None:
            return known[place]
    return None


def named(method: Method, words: Iterable[str]) -> bool:
    """Whether any of the words names what a method is about, or the people it is made for."""
    return any(_about(method, each) or _whom(method, each) for each in words)


def _about(method: Method, word: str) -> bool:
    return len(word) >= SHORTEST and any(
        _alike(word, own) for about in method.about for own in about.split()
    )


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= SHORTEST_BEGINNING and longer.startswith(shorter))


def _whom(method: Method, word: str) -> bool:
    return word.startswith(method.only) if method.only else False


def for_others(method: Method, words: Sequence[str]) -> bool:
    """Whether a method is made for certain people, and none of the words names them."""
    return bool(method.only) and not any(_whom(method, each) for each in words)


def _seen(method: Method, wanted: Wanted) -> Seen:
    asked: dict[Side, bool] = {}
    if wanted.areas:
        asked[Side.AREA] = method.area in wanted.areas
    if wanted.stages:
        asked[Side.STAGE] = method.stage in wanted.stages
    if wanted.people:
        asked[Side.PEOPLE] = _holds(method.group, wanted.people)
    if wanted.time:
        asked[Side.TIME] = method.time.least <= wanted.time.most
    fails = tuple(side for side, good in asked.items() if not good)
    fits = tuple(side for side, good in asked.items() if good)
    return Seen(method, (*fits, *((Side.WORDS,) if named(method, wanted.words) else ())), fails)


def _misses(wanted: Wanted) -> Callable[[Seen], tuple[bool, int, float]]:
    """The sort key of methods that do not fit: those of the right area first, then the nearest."""

    def misses(seen: Seen) -> tuple[bool, int, float]:
        return Side.AREA in seen.fails, len(seen.fails), _far(seen.method, wanted)

    return misses


def _far(method: Method, wanted: Wanted) -> float:
    """By which factor there are too many or too few people or too little time, at the worst; at
    least 1.
    """
    off = [1.0]
    if wanted.people:
        off.append(wanted.people.most / method.group.most)
        off.append(method.group.least / wanted.people.least)
    if wanted.time:
        off.append(method.time.least / wanted.time.most)
    return max(off)


def _holds(group: Span, people: Span) -> bool:
    return group.least <= people.least and people.most <= group.most


Rank = tuple[bool, bool, bool, float]


def _rank(wanted: Wanted) -> Callable[[Seen], Rank]:
    """The sort key: last what is made for others; first what the words name, then what is for
    citizens where no area was given, then what fills the time.
    """

    def rank(seen: Seen) -> Rank:
        method = seen.method
        return (
            for_others(method, wanted.words),
            Side.WORDS not in seen.fits,
            not wanted.areas and method.area is not Area.CITIZENS,
            _left_over(method, wanted),
        )

    return rank


def _left_over(method: Method, wanted: Wanted) -> float:
    """How many times a method fits into the time that is given, at least 1."""
    return max(1, wanted.time.least / method.time.most) if wanted.time else 1
