"""What a library must fill in or confirm before citizens come: for `/klar`, the desk's page and
`sammen check`.

What no program can see (that copies are made) is confirmed by somebody. What was confirmed is kept
with it: when that changes, it has to be confirmed anew.
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
    """One point of the list. The texts: `check.<name>` says what it is, `check.<name>_do` what to
    do.
    """

    name: str
    state: State
    page: str = ""
    """The page on which it is done, unless that is the page of a value."""

    value: str = ""
    """The value of the library that it is about (handlers/library/values.py), if any."""

    values: Values = field(default_factory=dict)
    confirmed: Change | None = None
    confirms: str = ""
    """The name under which it is confirmed, if it has to be."""

    @property
    def where(self) -> str:
        """The page on which it is done."""
        return f"{DESK}/om/{self.value}" if self.value else self.page


@dataclass(frozen=True)
class Facts:
    """Everything that the points depend on."""

    library: Library
    texts: Texts
    sample: bool
    roles: Collection[Role]
    alerted: bool
    """Whether a colleague is named who is alerted when a citizen is in distress."""

    confirmed: Mapping[str, Change]
    only_danish: int
    """How many prepared answers have no English version."""

    misfits: int
    """How many reworded texts no longer fit the program."""


async def gather(tx: Transaction, library: Library, texts: Texts) -> Facts:
    """Read everything that the points depend on."""
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
    """The crisis numbers: shown to a citizen in distress, once they are confirmed."""
    return library.crisis


def _notice(_: Library, texts: Texts) -> str:
    """A hash of the page about data, in both languages."""
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
"""What somebody confirms, and the content that is kept with it; "" where there is none yet."""


def points(facts: Facts) -> list[Point]:
    """All points, in the order in which they are best done."""
    return [*_people(facts), *_values(facts), *_confirmed(facts), *_around(facts), *_words(facts)]


def missing(found: Collection[Point]) -> list[Point]:
    """The points that must be done before citizens come."""
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
    """The points for those who operate the program."""
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
