"""What a library says of itself. bot/config.py fills it in from the settings, and what the desk has
changed (values.py) goes before them.

Must not read the environment, nor the database.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, fields
from datetime import date
from hashlib import sha256

from handlers.library.links import OwnLinks
from handlers.staffed import Staffed
from storage.people.rules import Language

UNNAMED = "Biblioteket"
"""What a library is called that has not said its name."""

WRITTEN = date(2026, 11, 22)
"""When the accessibility statement of this version was gone through."""


@dataclass(frozen=True)
class Both:
    """Words of the library's own in both languages; where the English is missing, the Danish
    stands in.
    """

    da: str
    en: str = ""

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.da)

    def spoken(self, language: Language) -> str:
        """The words in a language."""
        return self.en if language is Language.EN and self.en else self.da


@dataclass(frozen=True)
class Branch:
    """A house of the library; the slug is its name in links."""

    slug: str
    name: str
    open: bool = True
    """Whether it is offered; old cases still say the name of one that is closed."""


@dataclass(frozen=True)
class Colour:
    """The identity colour: hue 0-359, saturation and lightness in per cent."""

    hue: int
    saturation: int
    lightness: int


@dataclass(frozen=True)
class Logo:
    """The library's picture of itself, as a PNG; how wide and high it is, in dots."""

    png: bytes
    width: int
    height: int

    @property
    def mark(self) -> str:
        """Another one for every other picture: browsers keep a picture by it."""
        return sha256(self.png).hexdigest()[:8]


@dataclass(eq=False)
class Library:
    """One municipality's library, as its citizens and its texts need to know it.

    One object for the life of the program, which everybody holds: what the desk changes is changed
    here (`become`), and holds from the next word on.
    """

    name: str
    branches: tuple[Branch, ...]
    phone: str
    mail: str
    address: str
    dpo: str
    days_to_answer: int
    hours: str | Both
    crisis_number: str
    crisis_number_children: str
    strategy: str
    strategy_period: str
    colour: Colour
    visions: tuple[str | Both, ...] = ()
    former: tuple[Branch, ...] = ()
    """Branches that are closed."""

    checked: date = WRITTEN
    """When the accessibility statement was last gone through."""

    logo: Logo | None = None
    """Shown in the head of every page, on slips and in documents, where there is one."""

    url: str = ""
    """The address of the citizen's page, which links are made from."""

    links: OwnLinks = field(default_factory=lambda: OwnLinks(secrets.token_hex(), ""))
    """Makes links that show a volunteer what is theirs."""

    telegram: str = ""
    """The bot's name at Telegram, where that door is open."""

    group: str = ""
    """The number of the group that staff work in at Telegram, where there is one."""

    mails: bool = False
    """Whether mail is set up, so that citizens can be told by it."""

    staffed: Staffed = field(default_factory=Staffed)
    """When somebody is there who answers."""

    alerted: str = ""
    """Who is told at once when somebody is in distress: a colleague's name or mail."""

    trial_weeks: int = 6
    """How long a volunteer's trial is."""

    notice_hours: int = 48
    """So long before a shift a volunteer says that they cannot come."""

    check_people: int = 2
    """How many of the staff must say what a child certificate came to; 1 where there is but one."""

    check_years: int = 3
    """For how long a child certificate is good."""

    costly: int = 2000
    """From how many kroner an agreement is said to be about money."""

    start: Library | None = field(default=None, repr=False)
    """As the settings begin it, where this is what the desk has made of it."""

    confirmed: str = ""
    """The numbers for those who have it hard, as an administrator confirmed them."""

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways to reach somebody beside this talk, which the library has told of."""
        return tuple(way for way in (self.phone, self.mail) if way)

    @property
    def crisis(self) -> str:
        """Both numbers for those who have it hard, as somebody confirms them; "" unless both are
        there.
        """
        numbers = (self.crisis_number, self.crisis_number_children)
        return " / ".join(numbers) if all(numbers) else ""

    @property
    def helpers(self) -> tuple[str, str] | None:
        """The numbers to show, an adult's and a child's; None until these were confirmed."""
        if not self.crisis or self.confirmed != self.crisis:
            return None
        return self.crisis_number, self.crisis_number_children

    def alerts(self, *names: str | None) -> bool:
        """Whether somebody of these names, or with this mail, is told when one is in distress."""
        wanted = self.alerted.strip().casefold()
        return bool(wanted) and wanted in [name.casefold() for name in names if name]

    def branch(self, slug: str | None) -> Branch | None:
        """The branch with this slug, if there is or was one."""
        return next((each for each in self.houses if each.slug == slug), None)

    @property
    def houses(self) -> tuple[Branch, ...]:
        """All branches, those that are closed last."""
        return (*self.branches, *self.former)

    @houses.setter
    def houses(self, every: tuple[Branch, ...]) -> None:
        self.branches = tuple(each for each in every if each.open)
        self.former = tuple(each for each in every if not each.open)

    def become(self, other: Library) -> None:
        """Be as another one says, all at once."""
        for each in fields(self):
            setattr(self, each.name, getattr(other, each.name))
