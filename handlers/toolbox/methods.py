"""The toolbox: ways of working together with citizens, volunteers and partners (domain 4.5).

The data is in methods/, a file for each stage; the words and facts of a method stand together, so
that one can be written in one go. They are a craft of the library and no rule about its data, so
they are kept here and not in storage. Must not know what is asked for, nor how anything is shown.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from handlers.conversation.parsers import folded
from storage.ideas.rules import InfluenceLevel
from storage.people.rules import Language

FOLDER = Path(__file__).with_name("methods")
HOUR = 60
DAY = 8 * HOUR
"""Minutes that people spend together in a day. Longer methods are counted in such days."""

UNITS = {"m": 1, "h": HOUR, "d": DAY}


class Area(StrEnum):
    """Whom a method is for (S61)."""

    CITIZENS = "citizens"
    VOLUNTEERS = "volunteers"
    PARTNERS = "partners"


class Stage(StrEnum):
    """The stages of a piece of work, in their order."""

    FIND = "find"
    UNDERSTAND = "understand"
    CREATE = "create"
    CHOOSE = "choose"
    AGREE = "agree"
    TRY = "try"
    EVALUATE = "evaluate"


class Steers(StrEnum):
    """Who decides how a method goes, while it is used."""

    LIBRARY = "library"
    TOGETHER = "together"
    CITIZENS = "citizens"


class Competence(StrEnum):
    """What staff practise by using a method (S55)."""

    RELATIONS = "relations"
    HOSTING = "hosting"
    FACILITATION = "facilitation"
    PROJECTS = "projects"
    COCREATION = "cocreation"


@dataclass(frozen=True)
class Span:
    """A range of people, or of minutes; both ends are included."""

    least: int
    most: int


@dataclass(frozen=True)
class Told:
    """What a method says in one language."""

    name: str
    purpose: str
    when: str
    bring: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Method:
    """One method.

    time: minutes.
    about: words by which it is found, in both languages, folded.
    only: beginnings of words for the people whom it is made for; empty for everybody.
    """

    key: str
    area: Area
    stage: Stage
    group: Span
    time: Span
    level: InfluenceLevel
    steers: Steers
    trains: tuple[Competence, ...]
    about: tuple[str, ...]
    only: tuple[str, ...]
    told: Mapping[Language, Told]


@cache
def methods() -> Mapping[str, Method]:
    """All methods by their keys: by stage, and in each stage in the order of its file."""
    found: dict[str, Method] = {}
    for stage in Stage:
        written = tomllib.loads((FOLDER / f"{stage}.toml").read_text("utf-8"))
        for key, row in written.items():
            if key in found:
                raise ValueError(f"two methods are called {key}")
            found[key] = _read(key, stage, row)
    return found


def _read(key: str, stage: Stage, row: Mapping[str, Any]) -> Method:
    least, most = row["time"]
    return Method(
        key=key,
        area=Area(row["area"]),
        stage=stage,
        group=Span(*row["group"]),
        time=Span(_minutes(least), _minutes(most)),
        level=InfluenceLevel(row["level"]),
        steers=Steers(row["steers"]),
        trains=tuple(Competence(each) for each in row["trains"]),
        about=tuple(_listed(row["about"])),
        only=tuple(_listed(row.get("only", ""))),
        told={each: _told(row[each]) for each in Language},
    )


def _told(row: Mapping[str, Any]) -> Told:
    return Told(**{**row, "steps": tuple(row["steps"])})


def _minutes(written: str) -> int:
    """A time as it is written: "90m", "2h" or "5d"."""
    return int(written[:-1]) * UNITS[written[-1]]


def _listed(words: str) -> Iterator[str]:
    return (folded(each) for each in words.split(",") if each.strip())
