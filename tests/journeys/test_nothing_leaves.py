"""Whatever leaves the house, by any address and to anybody, tells nobody how to reach a side of an
introduction before both have said yes: pages, lines, exports, files, numbers, the public list.

The addresses are those that the program serves: a new one is walked without a word here.
"""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from bot.web.server import PAGES
from storage.people.rules import Role
from tests.journeys.test_introductions import KNOWN, asked_by_hand, hidden, shows
from tests.online import Browser, Library
from tests.storage.introductions.parts import newest_person

BENT = ("Bent fra Lyt og Læs", "60 70 80 90")
EVA = ("Eva Ibsen", "20 30 40 50")
NUMBERS = range(1, 4)
"""Of the association, of the idea, and of what is not there."""


OWN_COPY = "/desk/sag/2/borgeren.json"
"""All that is kept about Eva, which an administrator fetches when she asks for it (GDPR art. 15):
what she wrote herself is in it, and what she was told.
"""


def addresses() -> list[str]:
    """Every address that can be read without a secret in it, with each number."""
    paths = {route.path for page in PAGES for route in page.routes if route.method == "GET"}
    found = set()
    for path in paths - {each for each in paths if each.endswith("/stream")}:
        plain = [path.replace("{paper:timer|bevis}", paper) for paper in ("timer", "bevis")]
        found |= {re.sub(r"\{number:[^}]+\}+", str(n), each) for each in plain for n in NUMBERS}
    return sorted(path for path in found if "{" not in path)


async def found_by(person: Browser, *words: str) -> set[str]:
    """The addresses that tell somebody one of these words."""
    told = set()
    for path in addresses():
        async with person.session.get(person.url + path) as response:
            text = readable(await response.read())
        if any(word in text or word.replace(" ", "") in text for word in words):
            told.add(path)
    return told


def readable(content: bytes) -> str:
    """The words of a page or a file. A PDF is set from what its file of JSON or Word says."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    return content.decode(errors="replace")


def test_the_addresses_are_all_there() -> None:
    walked = set(addresses())
    for path in (
        "/", "/lines", "/sag/2", "/mine-data", "/mine-data.json", "/partnere", "/ideer", "/metrics",
        "/openapi.json", "/partner/1", "/desk", "/desk/lines", "/desk/sag/2", "/desk/sag/2/del",
        "/desk/sag/2/aktindsigt.json", "/desk/sag/2/borgeren.json", "/desk/partnere.xlsx",
        "/desk/partnere.csv", "/desk/partner/1", "/desk/rapport.xlsx", "/desk/sammen",
        "/desk/laert.csv", "/desk/aftaler",
    ):  # fmt: skip
        assert path in walked, path


@pytest.mark.parametrize("first", ["bent", "eva"])
async def test_nobody_is_told_how_to_reach_whom_before_both_want_it(
    library: Library, first: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    eva, bent, anna = await asked_by_hand(library)
    people = {"bent": (bent, BENT, None), "eva": (eva, EVA, "Ja")}
    (one, theirs, text), (other, others, also) = (
        people[first],
        *(each for name, each in people.items() if name != first),
    )
    stranger = await library.citizen()
    await stranger.says("hej")
    boss = await library.joins("Bodil Bo", Role.ADMINISTRATOR)
    assert await found_by(eva, *KNOWN) == await found_by(stranger, *KNOWN) == set()
    await one.says("/hils 1")
    await shows(one, *theirs, text=text)
    await one.presses("Ja")
    owner = await newest_person(library.database, before=3 if first == "bent" else 2)
    await hidden(library, owner, *theirs)
    for person in (other, stranger, anna):
        assert await found_by(person, *theirs) == set()
    assert await found_by(boss, *theirs) == ({OWN_COPY} if one is eva else set())
    for person in (stranger, anna, boss):
        for command in ("/hils 1", "/sammen 2", "/sag 2", "/hist 2", "/mine"):
            await person.says(command)
            assert not any(word in person.heard for word in theirs), command
    await other.says("/hils 1")
    assert not any(word in other.heard for word in theirs)
    await shows(other, *others, text=also)
    await other.presses("Ja")
    assert "/lines" in await found_by(other, *theirs), "who looks everywhere finds what is there"
    for person in (stranger, anna):
        assert await found_by(person, *theirs, *others) == set()
    assert await found_by(boss, *theirs, *others) == {OWN_COPY}
    for word in (*theirs, *others):
        assert word not in caplog.text
