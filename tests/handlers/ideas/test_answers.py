"""The library's own answers, offered in the language of those who will read them."""

from __future__ import annotations

import pytest

from storage.cases.actions import TemplateText, open_by_code, save_template
from storage.cases.queries import locked
from storage.people.queries import colleague
from storage.people.rules import Language
from tests.handlers.ideas.test_desk import given
from tests.harness import House

BOTH = TemplateText("Fuldt", "Huset er fuldt.", "We are full.", act="decline")
DANISH = TemplateText("Lukket", "Vi holder lukket.", act="decline")
TO_PARK = TemplateText("Senere", "Vi ser på det til maj.", act="park")


@pytest.mark.parametrize(
    ("author", "reader", "offered"),
    [
        (Language.DA, None, ["Fuldt", "Lukket"]),
        (Language.EN, None, ["Fuldt", "Lukket (kun på dansk)"]),
        (Language.DA, Language.EN, ["Fuldt (kun på dansk)", "Lukket (kun på dansk)"]),
    ],
)
async def test_an_answer_that_somebody_cannot_read_says_so(
    house: House, author: Language, reader: Language | None, offered: list[str]
) -> None:
    eva = await house.citizen()
    await given(house, eva)
    await eva.says(f"/sprog {author}")
    anna = await house.colleague("Anna Aa")
    async with house.database.transaction() as tx:
        member = await colleague(tx, anna.person_id)
        assert member is not None
        for text in (BOTH, DANISH, TO_PARK):
            await save_template(tx, member, text, house.now)
    if reader is not None:
        mary = await house.citizen("mary", reader)
        async with house.database.transaction() as tx:
            case = await locked(tx, 1)
            assert case is not None
            await open_by_code(tx, mary.person_id, 1, case.code, "there", house.now)
    await anna.says("/afvis 1")
    assert [label for label in anna.choices if label in offered] == offered
    assert not any("Senere" in label for label in anna.choices)
    await anna.presses(offered[0])
    await anna.presses("Spring over")
    assert ("We are full." if author is Language.EN else "Huset er fuldt.") in anna.heard
