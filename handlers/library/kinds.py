"""The kinds of things that a library says of itself: how one is written in a form, read from it,
kept, and shown. Pure.

What is kept is plain data (JSON). A kind must never let anything through that would stop a text or
a page: what it refuses, it refuses with a problem that has words.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from struct import unpack
from typing import Any, Protocol

from handlers.library import Both, Branch, Colour, Logo
from handlers.library.colours import LEAST_CONTRAST, as_hex, contrast_with_white, from_hex
from handlers.staffed import Staffed, staffed

Given = Mapping[str, str]
"""What was written in a form, by the names of its fields."""

PNG = b"\x89PNG\r\n\x1a\n"

NEW_BRANCHES = 3
"""Empty fields for branches to come."""


class NotUsable(Exception):
    """What was written cannot be used; `problem` names the words that say why."""

    def __init__(self, problem: str, **values: str | int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.values = values


@dataclass(frozen=True)
class Field:
    """One field of a form: its name, what stands in it, and how it looks. `label` is a text key."""

    name: str
    value: str
    look: str = "line"
    label: str = ""
    lang: str = ""
    most: int = 200


class Kind(Protocol):
    """What a value can be."""

    def fields(self, value: Any) -> tuple[Field, ...]:
        """The fields that it is written in, as it stands."""

    def read(self, given: Given, value: Any) -> Any:
        """What was written, as it is kept. Raises NotUsable."""

    def live(self, kept: Any) -> Any:
        """What was kept, as the library has it. Raises NotUsable, TypeError, ValueError, KeyError
        for what an older version may have kept.
        """


@dataclass(frozen=True)
class Line:
    """Words in one line. `like` is what they must look like; `problem` says so in words."""

    most: int
    like: str = ".*"
    problem: str = ""
    needed: bool = False

    def fields(self, value: Any) -> tuple[Field, ...]:
        """One line."""
        return (Field("value", str(value), most=self.most),)

    def read(self, given: Given, value: Any) -> str:
        """The line with single spaces."""
        return self.live(given.get("value", ""))

    def live(self, kept: Any) -> str:
        """The same."""
        line = " ".join(str(kept).split())
        if self.needed and not line:
            raise NotUsable("empty")
        if len(line) > self.most:
            raise NotUsable("long", most=self.most)
        if line and not re.fullmatch(self.like, line):
            raise NotUsable(self.problem)
        return line


@dataclass(frozen=True)
class Number:
    """A whole number between two limits, both included."""

    least: int
    most: int

    def fields(self, value: Any) -> tuple[Field, ...]:
        """One short line."""
        return (Field("value", str(value), "number", most=4),)

    def read(self, given: Given, value: Any) -> int:
        """The number."""
        written = given.get("value", "").strip()
        return self.live(int(written) if written.isdecimal() and len(written) < 5 else -1)

    def live(self, kept: Any) -> int:
        """The same."""
        if not (isinstance(kept, int) and self.least <= kept <= self.most):
            raise NotUsable("number", least=self.least, most=self.most)
        return kept


@dataclass(frozen=True)
class InBoth:
    """Words in one line, in both languages; the English may be missing."""

    most: int

    def fields(self, value: Any) -> tuple[Field, ...]:
        """A line for each language."""
        both = value if isinstance(value, Both) else Both(str(value))
        return (
            Field("da", both.da, label="library.in_da", lang="da", most=self.most),
            Field("en", both.en, label="library.in_en", lang="en", most=self.most),
        )

    def read(self, given: Given, value: Any) -> dict[str, str]:
        """Both lines."""
        line = Line(self.most)
        return {each: line.live(given.get(each, "")) for each in ("da", "en")}

    def live(self, kept: Any) -> Both:
        """The words."""
        return Both(str(kept["da"]), str(kept["en"]))


@dataclass(frozen=True)
class Phrases:
    """Several short phrases in both languages, one a line; the English may be missing."""

    most: int

    def fields(self, value: Any) -> tuple[Field, ...]:
        """An area for each language."""
        pairs = [each if isinstance(each, Both) else Both(str(each)) for each in value]
        danish = "\n".join(each.da for each in pairs)
        english = "\n".join(each.en for each in pairs).strip()
        return (
            Field("da", danish, "area", "library.in_da", "da", 1000),
            Field("en", english, "area", "library.in_en", "en", 1000),
        )

    def read(self, given: Given, value: Any) -> list[list[str]]:
        """Pairs of Danish and English."""
        line = Line(self.most)
        danish, english = (
            [line.live(each) for each in given.get(name, "").split("\n") if each.strip()]
            for name in ("da", "en")
        )
        if english and len(english) != len(danish):
            raise NotUsable("unequal", n=len(danish))
        return [list(pair) for pair in zip(danish, english or [""] * len(danish), strict=True)]

    def live(self, kept: Any) -> tuple[Both, ...]:
        """The phrases."""
        return tuple(Both(str(danish), str(english)) for danish, english in kept)


class Branches:
    """The library's houses. A name can change; the name in links stays, for it is on posters. One
    that is closed is known for the sake of old cases, and opens again under its old name.
    """

    def fields(self, value: Sequence[Branch]) -> tuple[Field, ...]:
        """A line for each house that is open, and some for new ones."""
        there = [
            Field(branch.slug, branch.name, label="library.branch_there", most=60)
            for branch in value
            if branch.open
        ]
        new = [Field(f"+{n}", "", label="library.branch_new", most=60) for n in range(NEW_BRANCHES)]
        return (*there, *new)

    def read(self, given: Given, value: Sequence[Branch]) -> list[list[Any]]:
        """Name in links, name, and whether it is open. One whose name was emptied is closed."""
        line = Line(60)
        houses = {branch.slug: replace(branch) for branch in value}
        for slug, branch in houses.items():
            name = line.live(given.get(slug, "")) if branch.open else ""
            houses[slug] = Branch(slug, name or branch.name, bool(name))
        for n in range(NEW_BRANCHES):
            if name := line.live(given.get(f"+{n}", "")):
                slug = _slug(name, houses)
                houses[slug] = Branch(slug, name)
        names = [branch.name.casefold() for branch in houses.values() if branch.open]
        if len(set(names)) < len(names):
            raise NotUsable("twice")
        return [[branch.slug, branch.name, branch.open] for branch in houses.values()]

    def live(self, kept: Any) -> tuple[Branch, ...]:
        """The houses."""
        return tuple(Branch(str(slug), str(name), bool(there)) for slug, name, there in kept)


def _slug(name: str, known: Mapping[str, Branch]) -> str:
    """The name in links of a house that was closed, or one that nobody has: `Ørestad Bibliotek` is
    `oerestad-bibliotek`.
    """
    for slug, branch in known.items():
        if not branch.open and branch.name.casefold() == name.casefold():
            return slug
    small = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = re.sub(r"[^a-z0-9]+", "-", small).strip("-")[:26].strip("-") or "sted"
    return next(each for n in count(1) if (each := plain + f"-{n}" * (n > 1)) not in known)


class IdentityColour:
    """A colour that carries white text."""

    def fields(self, value: Colour) -> tuple[Field, ...]:
        """A field in which a browser offers colours."""
        return (Field("value", as_hex(value), "colour", most=7),)

    def read(self, given: Given, value: Colour) -> list[int]:
        """Hue, saturation, lightness."""
        colour = from_hex(given.get("value", ""))
        if colour is None:
            raise NotUsable("colour")
        if contrast_with_white(colour) < LEAST_CONTRAST:
            raise NotUsable("light")
        return [colour.hue, colour.saturation, colour.lightness]

    def live(self, kept: Any) -> Colour:
        """The colour."""
        hue, saturation, lightness = kept
        return Colour(int(hue), int(saturation), int(lightness))


class Picture:
    """The logo. The page makes a PNG of what is given (bot/logo.py), and of that one line."""

    def fields(self, value: Logo | None) -> tuple[Field, ...]:
        """A field in which a browser offers files."""
        return (Field("value", "", "picture", "library.picture_file"),)

    def read(self, given: Given, value: Logo | None) -> str | None:
        """The PNG in base64: the one that was given, or the one that stands."""
        if not given.get("value"):
            return b64encode(value.png).decode() if value else None
        self.live(given["value"])
        return given["value"]

    def live(self, kept: Any) -> Logo:
        """The picture. A PNG says behind its head how large it is."""
        png = b64decode(kept, validate=True)
        if not png.startswith(PNG):
            raise NotUsable("picture")
        width, height = unpack(">II", png[16:24])
        return Logo(png, width, height)


class Day:
    """A day."""

    def fields(self, value: date) -> tuple[Field, ...]:
        """A field in which a browser offers days."""
        return (Field("value", value.isoformat(), "day", most=10),)

    def read(self, given: Given, value: date) -> str:
        """The day as ISO writes it."""
        try:
            return self.live(given.get("value", "")).isoformat()
        except ValueError:
            raise NotUsable("day") from None

    def live(self, kept: Any) -> date:
        """The day."""
        return date.fromisoformat(kept)


@dataclass(frozen=True)
class Hours:
    """When somebody is there, as `ma-fr 10-17; lø 10-14`."""

    def fields(self, value: Staffed) -> tuple[Field, ...]:
        """One line."""
        return (Field("value", value.written, most=200),)

    def read(self, given: Given, value: Staffed) -> str:
        """The line, once it can be read."""
        try:
            return self.live(given.get("value", "")).written
        except ValueError:
            raise NotUsable("staffed") from None

    def live(self, kept: Any) -> Staffed:
        """The hours."""
        return staffed(" ".join(str(kept).split()))
