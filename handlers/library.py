"""What a library says of itself: settings as values, which bot/config.py fills in.

Must not read the environment.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Branch:
    """A house of the library; the slug is its name in links."""

    slug: str
    name: str


@dataclass(frozen=True)
class Colour:
    """The identity colour: hue 0-359, saturation and lightness in per cent."""

    hue: int
    saturation: int
    lightness: int


@dataclass(frozen=True)
class Library:
    """One municipality's library, as its citizens and its texts need to know it."""

    name: str
    branches: tuple[Branch, ...]
    phone: str
    mail: str
    address: str
    dpo: str
    days_to_answer: int
    hours: str
    crisis_number: str
    crisis_number_children: str
    strategy: str
    strategy_period: str
    colour: Colour
    visions: tuple[str, ...] = ()
    url: str = ""
    """The address of the citizen's page, which links are made from."""

    telegram: str = ""
    """The bot's name at Telegram, where that door is open."""

    group: str = ""
    """The number of the group that staff work in at Telegram, where there is one."""

    mails: bool = False
    """Whether mail is set up, so that citizens can be told by it."""

    def branch(self, slug: str | None) -> Branch | None:
        """The branch with this slug, if there is one."""
        return next((branch for branch in self.branches if branch.slug == slug), None)
