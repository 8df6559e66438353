"""How much agreement a cooperation needs: ten questions, five levels, what each level must say.

The weights are a proposal to be looked at again after ten agreements (domain 3.3). Plain Python: no
database, no clock.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from dateutil.relativedelta import relativedelta


class AgreementLevel(IntEnum):
    """How formal it is (domain 3.1). A contract is the lawyers' work; only its facts stand here."""

    CONTACT = 0
    NOTE = 1
    COOPERATION = 2
    PARTNERSHIP = 3
    CONTRACT = 4

    @property
    def word(self) -> str:
        """Its name, as texts and reports know it."""
        return self.name.lower()


class Point(StrEnum):
    """What a yes to one of the ten questions says in favour of writing it down."""

    AGAIN = "again"
    HALF_YEAR = "half_year"
    YEAR = "year"
    MONEY = "money"
    PAYS = "pays"
    CHILDREN = "children"
    KEYS = "keys"
    DATA = "data"
    PROCESSES = "processes"
    MANY = "many"
    PUBLIC = "public"
    MISSED = "missed"


WEIGHTS: dict[Point, int] = {
    Point.AGAIN: 1,
    Point.HALF_YEAR: 1,
    Point.YEAR: 2,
    Point.MONEY: 2,
    Point.CHILDREN: 1,
    Point.KEYS: 1,
    Point.DATA: 2,
    Point.MANY: 1,
    Point.PUBLIC: 1,
    Point.MISSED: 2,
}
LAWYERS = frozenset({Point.PAYS, Point.PROCESSES})
"""Either of these makes it a contract, whatever else is said."""

COOPERATION_FROM, PARTNERSHIP_FROM = 2, 6


@dataclass(frozen=True)
class Advice:
    """The level that the answers suggest, and the points that led to it, heaviest first."""

    level: AgreementLevel
    reasons: tuple[Point, ...]


def advise(points: Iterable[Point]) -> Advice:
    """Weigh the answers to the ten questions."""
    given = frozenset(points)
    decisive = tuple(point for point in Point if point in given & LAWYERS)
    if decisive:
        return Advice(AgreementLevel.CONTRACT, decisive)
    weighing = [point for point in Point if point in given]
    score = sum(WEIGHTS[point] for point in weighing)
    level = AgreementLevel.NOTE
    if score >= PARTNERSHIP_FROM:
        level = AgreementLevel.PARTNERSHIP
    elif score >= COOPERATION_FROM:
        level = AgreementLevel.COOPERATION
    return Advice(level, tuple(sorted(weighing, key=lambda point: -WEIGHTS[point])))


class Section(StrEnum):
    """What an agreement can say (domain 3.2), in its order. Who the sides are, from when until when
    and who said yes stand in the agreement itself and are no words to be written.
    """

    PURPOSE = "purpose"
    AUDIENCE = "audience"
    CONTENT = "content"
    EXTENT = "extent"
    TASKS_LIBRARY = "tasks_library"
    TASKS_PARTNER = "tasks_partner"
    GIVE_GET = "give_get"
    ECONOMY = "economy"
    CHILDREN = "children"
    INSURANCE = "insurance"
    DATA = "data"
    PUBLICITY = "publicity"
    RIGHTS = "rights"
    MEETINGS = "meetings"
    EVALUATION = "evaluation"
    CHANGES = "changes"
    NOTICE = "notice"
    ATTACHMENTS = "attachments"


MANDATORY = (Section.CONTENT, Section.EXTENT, Section.TASKS_LIBRARY, Section.TASKS_PARTNER)
"""Contents, extent and who does what: in every agreement that is written (S57)."""

_ALL = tuple(Section)
_USUAL = tuple(s for s in Section if s not in {Section.RIGHTS, Section.ATTACHMENTS})

SECTIONS: dict[AgreementLevel, tuple[Section, ...]] = {
    AgreementLevel.CONTACT: (),
    AgreementLevel.NOTE: MANDATORY,
    AgreementLevel.COOPERATION: _USUAL,
    AgreementLevel.PARTNERSHIP: _ALL,
    AgreementLevel.CONTRACT: _ALL,
}
"""What each level speaks about."""

REQUIRED: dict[AgreementLevel, tuple[Section, ...]] = {
    **SECTIONS,
    AgreementLevel.CONTRACT: MANDATORY,
}
"""What must be there before it is sent; a lawyer is told what is missing in the rest."""

EXPECTED = (Section.CONTENT, Section.EXTENT, Section.TASKS_LIBRARY, Section.GIVE_GET)
"""What both sides tell first. Each tells of its own tasks under the name of the library's."""


def missing(level: AgreementLevel, written: Collection[str]) -> tuple[Section, ...]:
    """What must still be written."""
    return tuple(section for section in REQUIRED[level] if section not in written)


def needs_signatory(level: AgreementLevel) -> bool:
    """Whether it must name who may sign for the library."""
    return level >= AgreementLevel.COOPERATION


def needs_period(level: AgreementLevel) -> bool:
    """Whether a first and a last day and a day for looking back must be set."""
    return level >= AgreementLevel.COOPERATION


NOTICE_MONTHS: dict[AgreementLevel, int] = {
    AgreementLevel.COOPERATION: 1,
    AgreementLevel.PARTNERSHIP: 3,
}
"""Months of notice that a new draft begins with."""

_NUMBERS = {
    "en": 1, "et": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "otte": 8,
    "one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8,
}  # fmt: skip
_LENGTHS = {"dag": "days", "day": "days", "uge": "weeks", "week": "weeks"}
_NOTICE = re.compile(rf"\b(\d{{1,3}}|{'|'.join(_NUMBERS)}) (dag|day|uge|week|måned|month)", re.I)


def notice_in(words: str) -> relativedelta | None:
    """The notice that the words of an agreement name, if they give it as a number."""
    found = _NOTICE.search(words)
    if found is None:
        return None
    said, length = found[1].lower(), _LENGTHS.get(found[2].lower(), "months")
    number = int(said) if said.isdecimal() else _NUMBERS[said]
    return relativedelta(**{length: number})  # type: ignore[arg-type]
