"""What the topic of a case in the staff's group shows, for every kind of case.

A value that each kind of case makes. Must not know how it is sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from storage.people.rules import Language
from storage.talk.actions import Words

LANGUAGE = Language.DA
"""The language of the staff's group: many read it, and the library is Danish."""


class Shown(Protocol):
    """A file of the case, without its content."""

    @property
    def id(self) -> int:
        """Its number."""
        ...


@dataclass(frozen=True)
class Face:
    """What a topic shows. `told`: the newest line of the audit that it includes."""

    number: int
    version: int
    closed: bool
    name: str
    card: Words
    news: tuple[Words, ...]
    told: int
    files: Sequence[Shown]
