"""What a case's topic in the staff's group shows, whatever kind of case it is.

A value: each kind of case makes its own. Must not know how it comes there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from storage.people.rules import Language
from storage.talk.actions import Words

LANGUAGE = Language.DA
"""What the staff's group speaks: many read it, and the library is a Danish one."""


class Shown(Protocol):
    """A file of the case, without its content."""

    @property
    def id(self) -> int:
        """Its number."""
        ...


@dataclass(frozen=True)
class Face:
    """What a topic shows. `told`: the newest line of the audit that it knows."""

    number: int
    version: int
    closed: bool
    name: str
    card: Words
    news: tuple[Words, ...]
    told: int
    files: Sequence[Shown]
