"""Reads what a command is about: the case after its name or at its place, or another number."""

from __future__ import annotations

import re

from handlers.conversation.values import Context
from storage.cases.rules import possible
from storage.talk.rules import place_case

NUMBERED = re.compile(r"[#aA]?(\d{1,9})(?:\s+(.*))?", re.DOTALL)


def number_and_words(context: Context, rest: str) -> tuple[int | None, str]:
    """The number of a case, and the words after it.

    On a case's own page its number may be left out, and words that begin with a different number
    are about this case: "/spoerg 3 gange om ugen?" must not reach another case.
    """
    here = place_case(context.place)
    found = NUMBERED.fullmatch(rest.strip())
    if found and (here is None or here == int(found[1]) or not found[2]):
        return int(found[1]), (found[2] or "").strip()
    return here, rest.strip()


def id_and_words(rest: str) -> tuple[int | None, str]:
    """The number of something that is not a case (a shift, a role), and the words after it."""
    first, _, words = rest.strip().partition(" ")
    known = first.isdecimal() and len(first) < 10 and possible(int(first))
    return (int(first) if known else None), words.strip()


def page_of(rest: str) -> int:
    """The page of a list that was asked for, from 1."""
    return max(1, int(rest)) if rest.isdecimal() and len(rest) < 6 else 1
