"""A change or a cancellation reaches everyone concerned at once, each in one message."""

from __future__ import annotations

from datetime import time

from handlers.conversation.values import Context
from handlers.shifts.told import tell_cancelled, tell_changed, tell_given
from storage.database import Transaction
from storage.people.queries import language_of
from storage.people.rules import AgeBand
from storage.shifts import actions
from storage.shifts.actions import Changes
from storage.shifts.times import Hours
from tests.handlers.shifts.mine.conftest import Scene, scene
from tests.handlers.shifts.mine.parts import may
from tests.harness import LIBRARY, TEXTS, Talker

__all__ = ["scene"]


class Said:
    """Anna does something in a transaction, and those whom it concerns are told."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.house = scene, scene.house

    async def changes(self, id: int, wanted: Changes, *, later: bool = False) -> None:
        """Change a shift."""
        async with self.house.database.transaction() as tx:
            found = await actions.change(tx, self.scene.by, id, wanted, self.house.now, later=later)
            await tell_changed(await self._context(tx), found)

    async def cancels(self, *ids: int, reason: str = "Vi har lukket den dag") -> None:
        """Cancel some shifts."""
        async with self.house.database.transaction() as tx:
            found = [
                held
                for id in ids
                for held in await actions.cancel(tx, self.scene.by, id, reason, self.house.now)
            ]
            await tell_cancelled(await self._context(tx), found)

    async def gives(self, id: int, number: int, *, back: bool = False) -> None:
        """Give a place, or take it back."""
        async with self.house.database.transaction() as tx:
            if back:
                held = await actions.release(tx, self.scene.by, id, number, self.house.now)
            else:
                held = await actions.assign(tx, self.scene.by, id, number, None, self.house.now)
            await tell_given(await self._context(tx), held, number)

    async def _context(self, tx: Transaction) -> Context:
        person = self.scene.anna.person_id
        return Context(
            tx=tx,
            person_id=person,
            language=await language_of(tx, person),
            age=AgeBand.FROM_15,
            place="desk",
            talk_id=0,
            now=self.house.now,
            library=LIBRARY,
            texts=TEXTS,
            colleague=self.scene.by,
        )


async def takes(talker: Talker, *ids: int) -> None:
    """Somebody has shifts, and has heard all there is to hear."""
    for id in ids:
        await talker.says(f"/tagvagt {id}")


async def test_another_time_is_a_question(scene: Scene) -> None:
    id = await scene.shift(may(12))
    await takes(scene.eva, id)
    await scene.lars.says(f"/venteliste {id}")
    await Said(scene).changes(id, Changes(hours=Hours(time(17), time(19))))
    heard = await scene.eva.hears()
    assert heard.startswith(
        "Din vagt har fået en ny tid. Nu er den tirsdag den 12. maj kl. 17.00-19.00: IT-hjælper"
    )
    assert heard.endswith("Kan du stadig?")
    assert scene.eva.choices == ["Ja, jeg kommer", "Nej, jeg kan ikke", "Til min kalender"]
    await scene.eva.presses("Til min kalender")
    assert "Læg vagten i din kalender" in scene.eva.heard
    assert "har fået en ny tid" in await scene.lars.hears()


async def test_a_note_is_told_and_a_number_of_people_is_not(scene: Scene) -> None:
    id = await scene.shift(may(12))
    await takes(scene.eva, id)
    await Said(scene).changes(id, Changes(maximum=4))
    assert await scene.eva.hears() == ""
    await Said(scene).changes(id, Changes(note="Døren er i gården"))
    assert "Godt at vide: Døren er i gården" in await scene.eva.hears()
    await Said(scene).changes(id, Changes(branch="havnen"))
    assert "IT-hjælper, Havnen" in await scene.eva.hears()


async def test_who_is_elsewhere_then_hears_that_it_is_not_theirs(scene: Scene) -> None:
    one, other = await scene.shift(may(12)), await scene.shift(may(12, 10))
    await takes(scene.eva, one, other)
    await Said(scene).changes(one, Changes(hours=Hours(time(13), time(15))))
    assert "Du har en anden vagt da" in await scene.eva.hears()


async def test_a_cancellation_has_its_reason(scene: Scene) -> None:
    id = await scene.shift(may(12))
    await takes(scene.eva, id)
    await scene.lars.says(f"/venteliste {id}")
    await Said(scene).cancels(id)
    for each in (scene.eva, scene.lars):
        heard = await each.hears()
        assert heard.startswith("Vagten tirsdag den 12. maj kl. 16.00-18.00 er aflyst")
        assert "«Vi har lukket den dag»" in heard


async def test_several_are_one_message(scene: Scene) -> None:
    ids = [await scene.shift(may(day)) for day in (11, 12, 13)]
    await takes(scene.eva, *ids)
    await takes(scene.eva)
    await Said(scene).cancels(*ids)
    assert await scene.eva.hears() == (
        "3 vagter er aflyst:\n"
        "mandag den 11. maj kl. 16.00-18.00: IT-hjælper, Bøgeby Bibliotek\n"
        "tirsdag den 12. maj kl. 16.00-18.00: IT-hjælper, Bøgeby Bibliotek\n"
        "onsdag den 13. maj kl. 16.00-18.00: IT-hjælper, Bøgeby Bibliotek\n"
        "Grunden er: «Vi har lukket den dag»"
    )


async def test_a_place_that_staff_give_is_asked_about(scene: Scene) -> None:
    id = await scene.shift(may(12))
    await Said(scene).gives(id, 1)
    assert (await scene.eva.hears()).startswith("Anna har sat dig på en vagt tirsdag den 12. maj")
    await scene.eva.presses("Ja, det kan jeg")
    assert "Dejligt, vi ses!" in scene.eva.heard
    await Said(scene).gives(id, 1, back=True)
    assert "Du skal ikke komme tirsdag den 12. maj" in await scene.eva.hears()
