"""What a form of a shift must not do: make two of one press, or undo what another shift has."""

from __future__ import annotations

from datetime import date, time

import pytest

from storage.people.queries import colleagues
from storage.shifts import actions
from storage.shifts.actions import Repeated, Wanted
from storage.shifts.queries import shift, week
from storage.shifts.times import Hours
from storage.shifts.wanted import Changes
from tests.bot.web.test_shifts import Desk, desk, many

__all__ = ["desk"]


@pytest.mark.parametrize("day", ["2026-05-12", "2026-05-05"])
async def test_two_presses_make_one_copy(desk: Desk, day: str) -> None:
    for _ in range(2):
        assert "Her er den nye vagt." in await desk.does("full", "kopi", day=day)
    monday = date(2026, 5, 11) if day == "2026-05-12" else date(2026, 5, 4)
    held = await desk.held("full")
    async with desk.library.database.reading() as tx:
        found = await week(tx, monday)
    hours = Hours.of(held.shift.begins_at, held.shift.ends_at)
    begins, _ = hours.on(date.fromisoformat(day))
    same = [each for each in found if each.shift.begins_at == begins]
    assert len([each for each in same if each.shift.id != held.shift.id]) == 1


async def test_the_same_hours_at_another_place_are_another_shift(desk: Desk) -> None:
    asked = {"role": str(desk.week.role), "day": "2026-05-20", "begins": "10:00", "ends": "12:00"}
    for branch in ("havnen", "midtby", "midtby"):
        form = many({**asked, "branch": branch}, offered=["2026-05-20"], days=["2026-05-20"])
        assert "Her er vagten." in await desk.anna.posts("/desk/vagter/ny", form)
    async with desk.library.database.reading() as tx:
        found = await week(tx, date(2026, 5, 18))
    assert sorted(each.shift.branch or "" for each in found) == ["havnen", "midtby"]


async def test_a_note_for_all_later_ones_leaves_their_own_hours(desk: Desk) -> None:
    days = [date(2026, 5, 12), date(2026, 5, 19)]
    now, hours = desk.library.clock.now, Hours(time(16), time(18))
    async with desk.library.database.transaction() as tx:
        anna = next(each for each in await colleagues(tx) if each.name == "Anna Aa")
        wanted = Wanted(desk.week.role, *hours.on(days[0]), maximum=2)
        _, made = await actions.make_series(
            tx, anna, wanted, Repeated("hver tirsdag", hours, days), now
        )
        ids = [each.id for each in made]
        other = Changes(hours=Hours(time(15), time(17)))
        await actions.change(tx, anna, ids[1], other, now)
    async with desk.library.database.reading() as tx:
        before = await shift(tx, ids[1])
    await desk.anna.opens(f"/desk/vagt/{ids[0]}")
    fields = desk.anna.page.form(f"/desk/vagt/{ids[0]}/aendr").fields
    sent = {**fields, "note": "Tag nøglen med", "later": "1"}
    assert "Det er gemt." in await desk.anna.posts(f"/desk/vagt/{ids[0]}/aendr", sent)
    async with desk.library.database.reading() as tx:
        after = await shift(tx, ids[1])
    assert before is not None
    assert after is not None
    assert after.shift.note == "Tag nøglen med"
    assert after.shift.begins_at == before.shift.begins_at, "its own hours stay"
