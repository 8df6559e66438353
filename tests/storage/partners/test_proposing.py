"""Who is proposed for an idea, with reasons; who is not, and how soon a change counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from storage.database import Database
from storage.partners import shelf as shelves
from storage.partners.proposing import RESTS, Suggestion, suggest
from storage.partners.rules import Openness, PartnerKind, PartnerState
from storage.partners.shelf import Shelf
from tests.databases import statements
from tests.storage.cast import NOW
from tests.storage.partners.registered import a_partner, becomes

IDEA = "Kunne vi få en aften, hvor vi hækler og taler sammen?"
SOON = NOW + timedelta(seconds=1)


async def proposed(
    database: Database, about: str = IDEA, shelf: Shelf | None = None, **asked: Any
) -> list[Suggestion]:
    """What a process proposes that has just looked around."""
    shelf = shelf or Shelf()
    await shelf.refresh(database)
    async with database.reading() as tx:
        return list(await suggest(tx, shelf, about, **({"branch": None, "now": SOON} | asked)))


async def test_the_best_comes_first_with_its_reasons(database: Database) -> None:
    knitters = await a_partner(database, audience="Voksne", branches=["Hovedbiblioteket"])
    await a_partner(database, name="Lokal Radio", does="Vi laver podcast og radio")
    found = await proposed(database, whom="Voksne", branch="Hovedbiblioteket")
    assert [one.partner for one in found] == [knitters]
    assert found[0].name == "Strikkeklubben Maskerne"
    assert [reason.kind for reason in found[0].reasons] == ["same", "audience", "branch"]
    assert found[0].reasons[0].words == ("hækler",)


async def test_nobody_fits(database: Database) -> None:
    await a_partner(database)
    assert await proposed(database, "Hvornår åbner I om søndagen?") == []
    assert await proposed(database, "") == []


async def test_an_empty_register_costs_no_statement(database: Database) -> None:
    with statements(database) as asked:
        async with database.reading() as tx:
            assert await suggest(tx, Shelf(), IDEA, branch=None, now=NOW) == ()
    assert asked == []


@pytest.mark.parametrize("state", [s for s in PartnerState if s is not PartnerState.ACTIVE])
async def test_who_is_not_there_is_never_proposed(database: Database, state: PartnerState) -> None:
    await a_partner(database, state=state)
    assert await proposed(database) == []


async def test_who_wants_to_be_asked_by_nobody_is_not(database: Database) -> None:
    await a_partner(database, openness=Openness.NOBODY)
    assert await proposed(database) == []


async def test_a_private_person_has_no_name_and_is_not_quoted(database: Database) -> None:
    await a_partner(database, kind=PartnerKind.CITIZEN, name="Ellen Bo", does="Jeg elsker garn")
    (found,) = await proposed(database)
    assert found.name is None
    said = " ".join(word for reason in found.reasons for word in reason.words)
    assert "garn" not in said
    assert "hækler" in said


async def test_a_change_counts_in_every_process_that_looks_around(database: Database) -> None:
    number, ours = await a_partner(database), Shelf()
    assert len(await proposed(database, shelf=ours)) == 1
    await becomes(database, number, SOON, does="Vi spiller skak", name="Bondestormen")
    assert await proposed(database, shelf=ours) == []
    await becomes(database, number, SOON + timedelta(seconds=1), does="Vi hækler")
    assert len(await proposed(database, shelf=ours)) == 1


async def test_of_very_many_each_look_reads_some(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "AT_ONCE", 2)
    numbers, ours = [await a_partner(database) for _ in range(5)], Shelf()
    seen = []
    for _ in range(4):
        await ours.refresh(database)
        seen.append(len(ours.register))
    assert seen == [2, 4, 5, 5]
    await becomes(database, numbers[0], SOON, state=PartnerState.PAUSED)
    await ours.refresh(database)
    assert len(ours.register) == 4


async def test_who_said_no_a_moment_ago_is_not_proposed(database: Database) -> None:
    number, ours = await a_partner(database), Shelf()
    await ours.refresh(database)
    await becomes(database, number, SOON, state=PartnerState.PAUSED)
    async with database.reading() as tx:
        assert await suggest(tx, ours, IDEA, branch=None, now=SOON) == ()


async def test_who_was_asked_lately_stands_back_for_a_while(database: Database) -> None:
    first, second = await a_partner(database), await a_partner(database)
    await becomes(database, first, NOW, asked_at=NOW)
    assert [one.partner for one in await proposed(database)] == [second, first]
    assert [one.partner for one in await proposed(database, now=NOW + RESTS)] == [first, second]


async def test_who_met_before_stands_out_and_it_is_said(database: Database) -> None:
    await a_partner(database)
    second = await a_partner(database, met=2)
    found = await proposed(database)
    assert found[0].partner == second
    assert found[0].reasons[-1].kind == "met"


async def test_what_is_missing_finds_who_can_give_it(database: Database) -> None:
    await a_partner(database)
    giver = await a_partner(database, gives="Vi har garn og pinde, som I kan låne")
    found = await proposed(database, "Strikkeaften for unge. Vi mangler garn")
    assert found[0].partner == giver
    assert "gives" in [reason.kind for reason in found[0].reasons]
