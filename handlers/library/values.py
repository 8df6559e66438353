"""Everything that a library says of itself and can change at the desk: ONE list, an entry for each.

A new value is a field of Library, an entry here, and its two texts beside it: `value.<name>` and
`value.<name>_hint`. Its start comes from bot/config.py; what the desk says goes before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.library import UNNAMED, Both, Library
from handlers.library.kinds import (
    Branches,
    Day,
    Hours,
    IdentityColour,
    InBoth,
    Kind,
    Line,
    Number,
    Phrases,
    Picture,
)

PHONE = r"\+?\d[\d ]{1,18}"
MAIL = r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+"


@dataclass(frozen=True)
class Value:
    """One thing that can be changed. `needed`: citizens cannot be let in without it. `unset` is
    what it is as long as nobody has said it.
    """

    name: str
    kind: Kind
    group: str
    needed: bool = False
    unset: Any = None

    def of(self, library: Library) -> Any:
        """What it is now."""
        return getattr(library, self.name)

    def missing(self, library: Library) -> bool:
        """Whether nobody has said it."""
        value = library.branches if isinstance(self.kind, Branches) else self.of(library)
        return not value or value == self.unset

    def half(self, library: Library) -> bool:
        """Whether it is there in Danish only, though it could be there in both."""
        said = self.of(library) if isinstance(self.kind, Phrases) else [self.of(library)]
        bilingual = isinstance(self.kind, InBoth | Phrases)
        return bilingual and any(each and not _english(each) for each in said)


def _english(words: str | Both) -> str:
    return words.en if isinstance(words, Both) else ""


VALUES = (
    Value("name", Line(80, needed=True), "house", needed=True, unset=UNNAMED),
    Value("address", Line(160), "house", needed=True),
    Value("phone", Line(20, PHONE, "phone"), "house", needed=True),
    Value("mail", Line(120, MAIL, "mail"), "house", needed=True),
    Value("hours", InBoth(160), "house", needed=True),
    Value("houses", Branches(), "house", needed=True),
    Value("days_to_answer", Number(1, 60), "promise"),
    Value("dpo", Line(160), "promise", needed=True),
    Value("staffed", Hours(), "promise"),
    Value("alerted", Line(254), "help"),
    Value("crisis_number", Line(120), "help", needed=True),
    Value("crisis_number_children", Line(120), "help", needed=True),
    Value("trial_weeks", Number(1, 26), "volunteers"),
    Value("notice_hours", Number(1, 168), "volunteers"),
    Value("check_people", Number(1, 2), "volunteers"),
    Value("check_years", Number(1, 10), "volunteers"),
    Value("costly", Number(1, 9999), "partners"),
    Value("strategy", Line(120, needed=True), "strategy"),
    Value("strategy_period", Line(40), "strategy"),
    Value("visions", Phrases(120), "strategy"),
    Value("logo", Picture(), "look"),
    Value("colour", IdentityColour(), "look"),
    Value("checked", Day(), "look"),
)

GROUPS = tuple(dict.fromkeys(value.group for value in VALUES))
NAMED = {value.name: value for value in VALUES}


def changed(start: Library, kept: Mapping[str, Any]) -> tuple[Library, list[str]]:
    """The library as the desk has changed it, and the names of what can no longer be used: a newer
    version of the program may not know what an older one has kept. Those stay as at the start.
    """
    library, unusable = replace(start, start=start), []
    for name, content in kept.items():
        if content is None:
            continue
        try:
            setattr(library, name, NAMED[name].kind.live(content))
        except Exception:  # noqa: BLE001 - one value must not take the others with it
            unusable.append(name)
    return library, unusable
