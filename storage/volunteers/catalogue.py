"""The roles that libraries typically have (domain 2.7): a librarian begins from one of them.

Data in catalogue.toml; what is made of it is a draft, which must answer for itself before it opens.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PLACE = Path(__file__).with_name("catalogue.toml")


@dataclass(frozen=True)
class Sketch:
    """A typical role, in Danish: its words, when it mostly is, and whether it is with children."""

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
