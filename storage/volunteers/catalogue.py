"""The typical roles of libraries (domain 2.7), from which a librarian can begin.

The data is in catalogue.toml. Each becomes a draft, which must answer all questions before it
opens.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PLACE = Path(__file__).with_name("catalogue.toml")


@dataclass(frozen=True)
class Sketch:
    """A typical role, in Danish: its words, its usual times, and whether it is with children."""

    key: str
    title: str
    does: str
    purpose: str
    adds: str
    needs: str
    times: tuple[str, ...]
    children: bool


@cache
def catalogue() -> tuple[Sketch, ...]:
    """All of them, in the order of the file."""
    found = tomllib.loads(PLACE.read_text("utf-8"))
    return tuple(
        Sketch(key=key, **{**row, "times": tuple(row["times"])}) for key, row in found.items()
    )


def sketch(key: str) -> Sketch | None:
    """One of them, by its key."""
    return next((each for each in catalogue() if each.key == key), None)
