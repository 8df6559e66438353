"""Reads shifts from a plain sentence: "hver tirsdag 16-18 i Kastrup til jul, 2 personer, IT-hjælp".

Names (branches, roles) are found first, then people. The rest goes to the grammar of dates, and
what that does not use becomes a note. Nothing is dropped: everything appears when it is read back.
Pure: the time, the language and the library's names are arguments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.conversation.dates import Reason, Unclear, understand
from handlers.conversation.dates.kinds import Kind
from handlers.conversation.dates.tokens import Token, tokenise
from handlers.shifts import counting, naming
from handlers.shifts.clauses import is_prose, parted, tells_time
from handlers.shifts.counting import People
from handlers.shifts.naming import Found, Named
from handlers.shifts.wish import Wish, of_time
from storage.shifts.rules import MOST_PEOPLE, NOTE_LONGEST


@dataclass(frozen=True)
class RoleNamed:
    """A role that can be named; `branch` when it is only at one."""

    id: int
    title: str
    branch: str | None = None


@dataclass(frozen=True)
class Sayable:
    """What can be named at this library."""

    roles: Sequence[RoleNamed] = ()
    branches: Sequence[Named] = ()


@dataclass(frozen=True)
class Said:
    """What was understood, and what to ask about the days if they were not."""

    wish: Wish
    unclear: Unclear | None = None


_NOTE = re.compile(
    r"(?:^|[,;.\n\s])\s*(?:note|notat|besked|bemærk|bemaerk|obs|nb|remember|husk)\b\s*:?\s*(?P<note>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"[«»“”\"](?P<note>[^«»“”\"]{2,})[«»“”\"]")
_CLAUSE = re.compile(r"[,;\n]|\.\s+(?=[A-ZÆØÅ])|[!?](?:\s|$)")
_ANYWHERE = re.compile(
    r"\b(?:uden sted|intet sted|ikke et bestemt sted|alle steder|hele huset|no place|anywhere)\b",
    re.IGNORECASE,
)
_ON_FEASTS = re.compile(
    r"\b(?:også|ogsaa|inklusive|inkl\.?|incl\.?|including|also|selv)\s+(?:på|on)?\s*"
    r"(?:alle\s+|all\s+|public\s+|bank\s+)*(?:helligdag(?:e|ene|en)?|holidays?)\b",
    re.IGNORECASE,
)
_BEFORE_PLACE = re.compile(r"\b(?:inde\s+)?(?:i|på|paa|ved|hos|in|at|on)\s+(?:the\s+)?$", re.I)
_AFTER_PLACE = re.compile(r"\s+(?:bibliotek(?:et)?|library)\b", re.IGNORECASE)
_BEFORE_ROLE = re.compile(r"\b(?:som|til|for|as|med)\s+(?:en\s+|et\s+|a\s+|an\s+)?$", re.IGNORECASE)
_CLOCKS = frozenset({Kind.NUMBER, Kind.CLOCK, Kind.PAIR, Kind.AT, Kind.OCLOCK, Kind.HALF_DAY})
_UNTIL = re.compile(r"\b(?:til|indtil|until|till)\b", re.IGNORECASE)
_NO_DAY = frozenset({*_CLOCKS, Kind.DASH, Kind.UNTIL, Kind.FROM, Kind.BETWEEN, Kind.FILLER})
"""Kinds of tokens that can tell hours but no day."""


def read(
    words: str, sayable: Sayable, now: datetime, language: str, base: Wish | None = None
) -> Said:
    """What the words say about a shift. `base` is what was said before, to which words such as
    "ikke den 22." or "til jul" belong. Words that say nothing about a shift are no note either.
    """
    wish, rest = _with_note(" ".join(words.split()))
    wish, rest = _everywhere(wish, rest)
    wish, rest = _place(wish, rest, sayable.branches)
    people, rest = counting.find(rest)
    wish, people, rest = _role(wish, people, rest, sayable.roles, now, language)
    clauses = [clause for each in _CLAUSE.split(rest) if (clause := each.strip(" .:-–—"))]
    people, clauses = _bare_numbers(people, clauses, now, language)
    noted, wish = bool(wish.note), _counted(wish, people)
    said = _timed(wish, clauses, now, language, base)
    only_prose = not noted and replace(said.wish, note="") == Wish()
    return replace(said, wish=Wish()) if only_prose else said


def _with_note(words: str) -> tuple[Wish, str]:
    """Words after "husk" or "note:", or in quotes, are always a note."""
    quoted = _QUOTED.search(words)
    if quoted:
        rest = f"{words[: quoted.start()]} {words[quoted.end() :]}"
        return Wish(note=_noted(quoted["note"])), re.sub(r"\b(?:note|besked)\s*:", " ", rest)
    marked = _NOTE.search(words)
    if marked is None:
        return Wish(), words
    kept = marked["note"] if ":" in marked[0].split(marked["note"])[0] else _whole(marked)
    return Wish(note=_noted(kept)), words[: marked.start()]


def _whole(marked: re.Match[str]) -> str:
    """Keeps the first word: the note is "husk nøglen"."""
    return marked[0].strip(" ,;.\n")


def _noted(words: str) -> str:
    plain = words.strip(" .,;:")[:NOTE_LONGEST].strip()
    return plain[:1].upper() + plain[1:]


def _everywhere(wish: Wish, words: str) -> tuple[Wish, str]:
    """Take out "uden sted" and "også på helligdage"."""
    if _ANYWHERE.search(words):
        wish, words = replace(wish, anywhere=True), _ANYWHERE.sub(" ", words)
    if _ON_FEASTS.search(words):
        wish, words = replace(wish, feasts=True), _ON_FEASTS.sub(" ", words)
    return wish, words


def _cut(words: str, found: Found, before: re.Pattern[str], after: re.Pattern[str] | None) -> str:
    """The words without a name, and without the small words before it."""
    left, right = words[: found.start], words[found.end :]
    left = before.sub(" ", left)
    if after is not None and (match := after.match(right)):
        right = right[match.end() :]
    return f"{left} {right}"


def _place(wish: Wish, words: str, branches: Sequence[Named]) -> tuple[Wish, str]:
    found = naming.find(words, branches)
    if found is None or len(found.keys) > 1:
        return wish, words
    return replace(wish, branch=found.keys[0]), _cut(words, found, _BEFORE_PLACE, _AFTER_PLACE)


def _role(
    wish: Wish,
    people: People,
    words: str,
    roles: Sequence[RoleNamed],
    now: datetime,
    language: str,
) -> tuple[Wish, People, str]:
    """The role, and the number right before it: "2 IT-hjælpere", but not "16-18 IT-hjælp"."""
    found = naming.find(words, [Named(str(each.id), each.title) for each in roles])
    if found is None:
        return wish, people, words
    ids = _here([each for each in roles if str(each.id) in found.keys], wish.branch)
    counted, start = counting.before(words[: found.start])
    without = f"{words[:start]} {words[found.end :]}"
    if not people and counted and _has_hours(without, now, language):
        people, rest = counted, without
    else:
        rest = _cut(words, found, _BEFORE_ROLE, None)
    return replace(wish, roles=ids), people, rest


def _here(roles: Sequence[RoleNamed], branch: str | None) -> tuple[int, ...]:
    """The roles that fit the place, if any; a role that is only there comes before one that is
    everywhere.
    """
    for fits in ({branch}, {branch, None}):
        if here := tuple(each.id for each in roles if each.branch in fits):
            return here
    return tuple(each.id for each in roles)


def _has_hours(words: str, now: datetime, language: str) -> bool:
    clauses = [each.strip() for each in _CLAUSE.split(words) if each.strip()]
    timed = ", ".join(each for each in clauses if tells_time(each, language))
    when = understand(timed, now, language)
    if isinstance(when, Unclear):
        return False
    wish = of_time(when, timed)
    return wish is not None and wish.ends is not None


def _bare_numbers(
    people: People, clauses: list[str], now: datetime, language: str
) -> tuple[People, list[str]]:
    """A "2-4" between commas is people, when the hours are elsewhere."""
    for at, clause in enumerate(clauses):
        others = [*clauses[:at], *clauses[at + 1 :]]
        counted = counting.bare(clause)
        if not people and counted and _has_hours(", ".join(others), now, language):
            return counted, others
    return people, clauses


def _counted(wish: Wish, people: People) -> Wish:
    """Add the number of people; an impossible one is ignored, so that it is asked for."""
    least, most = people.least, people.most
    if (most or least or 1) > MOST_PEOPLE or (least and most and least > most):
        return wish
    if people == People(least, least) and least == 0:
        return wish
    return replace(wish, least=least, most=most)


def _timed(wish: Wish, clauses: list[str], now: datetime, language: str, base: Wish | None) -> Said:
    """Add days and hours. A clause of prose that prevents reading them becomes a note."""
    cut = [parted(each, language) for each in clauses]
    timed = [(time, beside) for time, beside in cut if time]
    prose = [beside for time, beside in cut if not time]
    if not timed:
        return Said(_with_prose(wish, prose))
    said = _understood([time for time, _ in timed], now, language, base)
    at = len(timed) - 1
    while isinstance(said, Unclear) and len(timed) > 1 and at >= 0:
        others = [time for n, (time, _) in enumerate(timed) if n != at]
        less = _understood(others, now, language, base)
        whole = clauses[[time for time, _ in cut].index(timed[at][0])]
        if not isinstance(less, Unclear) and is_prose(whole, language):
            said, prose = less, [*prose, whole]
            timed.pop(at)
        at -= 1
    if isinstance(said, Unclear):
        return Said(_with_prose(wish, prose), said)
    prose = [*(beside for _, beside in timed), *prose]
    return Said(_with_prose(wish.joined(said), prose))


def _understood(
    clauses: list[str], now: datetime, language: str, base: Wish | None
) -> Wish | Unclear:
    """Days and hours; hours alone give no day."""
    words = ", ".join(clauses)
    tokens = tokenise(words, language)
    when = understand(words, now, language)
    if isinstance(when, Unclear) and base is not None and base.words:
        for longer in _with_base(base.words, words):
            also = understand(longer, now, language)
            if not isinstance(also, Unclear):
                when, words = also, longer
                break
    if isinstance(when, Unclear):
        return when
    wish = of_time(when, words)
    if wish is None:
        return Unclear(Reason.SEVERAL)
    return _hours_only(wish) if all(map(_no_day, tokens)) else wish


def _with_base(before: str, words: str) -> Iterator[str]:
    """The words before joined with the new ones: added to them, or replacing their end."""
    yield f"{before}, {words}"
    if _UNTIL.match(words):
        for end in reversed([*_UNTIL.finditer(before)]):
            _, comma, rest = before[end.start() :].partition(",")
            yield f"{before[: end.start()]}{words}{comma}{rest}"


def _hours_only(wish: Wish) -> Wish:
    return Wish(begins=wish.begins, ends=wish.ends)


def _no_day(token: Token) -> bool:
    day = token.kind is Kind.NUMBER and token.ordinal and not token.spelled
    return not day and (token.kind in _NO_DAY or token.kind in {Kind.UNKNOWN, Kind.COMMA, Kind.IN})


def _with_prose(wish: Wish, prose: list[str]) -> Wish:
    telling = [each[:1].upper() + each[1:] for each in (wish.note, *prose) if each]
    return replace(wish, note=_noted(". ".join(telling))) if telling else wish
