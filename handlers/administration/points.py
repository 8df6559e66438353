"""What a library must fill in or confirm before citizens come: for `/klar`, the desk's page and
`sammen check`.

What no program can see (that copies are made) somebody confirms. What is confirmed is kept with it:
when it changes, it has to be confirmed anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from handlers.conversation.rewording import fits
from handlers.conversation.texts import Key, Texts, Values
from handlers.library import Library
from handlers.library.values import VALUES
from storage.cases.queries import templates
from storage.database import Transaction
from storage.library.queries import standing
from storage.library.rules import Subject
from storage.library.tables import Change
from storage.people.queries import colleagues
from storage.people.rules import Language, Role
from storage.sample import is_sample

DESK = "/desk/bibliotek"


class State(Enum):
    """How something stands."""

    MISSING = "missing"
    """Citizens cannot be let in before it is there."""

    LOOK = "look"
    """Worth a look, but no reason to wait."""

    DONE = "done"


@dataclass(frozen=True)
class Point:
    """One thing: the texts `check.<name>` say what it is, `check.<name>_do` what is to be done."""

    name: str
    state: State
    page: str = ""
    """The page on which it is put right, unless that is a value's."""

    value: str = ""
    """What the library says of itself that it is about (handlers/library/values.py)."""

    values: Values = field(default_factory=dict)
    confirmed: Change | None = None
    confirms: str = ""
    """The name of what somebody can confirm."""

    @property
    def where(self) -> str:
        """The page on which it is put right."""
        return f"{DESK}/om/{self.value}" if self.value else self.page


@dataclass(frozen=True)
class Facts:
    """All that the points rest on."""

    library: Library
    texts: Texts
    sample: bool
    roles: Collection[Role]
    alerted: bool
    """Whether the one who is told when somebody has it hard is named, and works here."""

    confirmed: Mapping[str, Change]
    only_danish: int
    """Answers that staff choose from and that are not there in English."""

    misfits: int
    """Texts in the library's own words that no longer fit the program."""


async def gather(tx: Transaction, library: Library, texts: Texts) -> Facts:
    """Read what the points rest on."""
    own = await standing(tx, Subject.TEXT)
    promises = await standing(tx, Subject.CHECK)
    staff = await colleagues(tx)
    return Facts(
        library=library,
        texts=texts,
        sample=await is_sample(tx),
        roles=[each.role for each in staff],
        alerted=any(library.alerts(each.name, each.mail) for each in staff),
        confirmed={each.key: each for each in promises if each.content is not None},
        only_danish=sum(not each.en for each in await templates(tx)),
        misfits=sum(not fits(texts, each.key, each.content) for each in own),
    )


def _crisis(library: Library, _: Texts) -> str:
    """The numbers that are shown to somebody who has it hard, once they are confirmed."""
    return library.crisis


def _notice(_: Library, texts: Texts) -> str:
    """A digest of what the page about data says, in both languages."""
    said = [
        repr(texts.forms(f"{table}.{name}", language))
        for table in ("law_privacy", "law_periods")
        for language in Language
        for name in texts.names(table, language)
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]


CONFIRMED: Mapping[str, Callable[[Library, Texts], str]] = {
    "crisis": _crisis,
    "notice": _notice,
    "copies": lambda _, __: "yes",
}
"""What somebody confirms, and what of it is kept with that; "" for what is not there yet."""


def points(facts: Facts) -> list[Point]:
    """Everything there is to see to, in the order in which it is best done."""
    return [*_people(facts), *_values(facts), *_confirmed(facts), *_around(facts), *_words(facts)]


def missing(found: Collection[Point]) -> list[Point]:
    """What citizens have to wait for."""
    return [point for point in found if point.state is State.MISSING]


def _must(done: object) -> State:
    return State.DONE if done else State.MISSING


def _may(done: object) -> State:
    return State.DONE if done else State.LOOK


def _people(facts: Facts) -> Iterator[Point]:
    for role in (Role.ADMINISTRATOR, Role.COORDINATOR):
        yield Point(str(role), _must(role in facts.roles), "/desk/folk")
    yield Point("alerted", _may(facts.alerted), value="alerted")


def _values(facts: Facts) -> Iterator[Point]:
    for value in VALUES:
        about: Any = {"value": value.name, "values": {"what": Key(f"value.{value.name}")}}
        if value.needed:
            yield Point("value", _must(not value.missing(facts.library)), **about)
        if value.half(facts.library):
            yield Point("half", State.LOOK, **about)


def _confirmed(facts: Facts) -> Iterator[Point]:
    for name, of in CONFIRMED.items():
        now, kept = of(facts.library, facts.texts), facts.confirmed.get(name)
        if not now:
            continue  # what it rests on is missing, and stands on the list itself
        stands = kept is not None and kept.content == now
        values: Values = {"numbers": now} if name == "crisis" else {}
        yield Point(
            name,
            _must(stands),
            values=values,
            confirmed=kept if stands else None,
            confirms=name,
        )


def _around(facts: Facts) -> Iterator[Point]:
    """What whoever keeps the program running sees to."""
    yield Point("sample", _must(not facts.sample))
    yield Point("https", _must(facts.library.url.startswith("https")))
    yield Point("mails", _must(facts.library.mails))


def _words(facts: Facts) -> Iterator[Point]:
    yield Point(
        "answers", _may(not facts.only_danish), "/desk/svar", values={"n": facts.only_danish}
    )
    yield Point(
        "misfits", _may(not facts.misfits), f"{DESK}/tekster?egne=1", values={"n": facts.misfits}
    )
