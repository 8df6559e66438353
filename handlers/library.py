"""What a library says of itself: settings as values, which bot/config.py fills in.

Must not read the environment.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from handlers.staffed import Staffed


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

    staffed: Staffed = field(default_factory=Staffed)
    """When somebody is there who answers."""

    alerted: str = ""
    """Who is told at once when somebody is in distress: a colleague's name or mail."""

    mails: bool = False
    """Whether mail is set up, so that citizens can be told by it."""

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways to reach somebody beside this talk, which the library has told of."""
        return tuple(way for way in (self.phone, self.mail) if way)

    def branch(self, slug: str | None) -> Branch | None:
        """The branch with this slug, if there is one."""
        return next((branch for branch in self.branches if branch.slug == slug), None)
