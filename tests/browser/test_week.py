"""The week on paper: one page, also when it is very full."""

from __future__ import annotations

from datetime import time, timedelta
from itertools import cycle, islice

import pytest

from storage.cases.rules import local_day
from storage.people.queries import colleagues
from storage.shifts import actions
from storage.shifts.actions import Wanted
from storage.shifts.rules import PlaceState
from storage.shifts.tables import ShiftPlace
from storage.shifts.times import Hours
from tests.browser.window import IN_A_BROWSER, Visits
from tests.online import Library
from tests.storage.shifts.week import helper
from tests.storage.volunteers.parts import COMPUTERS, opened

pytestmark = IN_A_BROWSER

HOURS = [Hours(time(begins), time(begins + 2)) for begins in (8, 10, 12, 14, 16)]
NAMES = ("Kirsten Kjær", "Muhammed Al-Hashimi", "Søren Skov", "Åse Ågård")


@pytest.mark.asyncio(loop_scope="session")
async def test_thirty_shifts_are_one_page(library: Library, visits: Visits) -> None:
    anna = await visits.colleague(library, "Anna Aa")
    now = library.clock.now
    async with library.database.reading() as tx:
        (by,) = await colleagues(tx)
    role = (await opened(library.database, by, now, COMPUTERS))[COMPUTERS]
    numbers = [await helper(library.database, by, name, role, now) for name in NAMES]
    monday = local_day(now) - timedelta(days=local_day(now).weekday()) + timedelta(days=7)
    come = cycle(numbers)
    async with library.database.transaction() as tx:
        for n in range(30):
            begins, ends = HOURS[n % 5].on(monday + timedelta(days=n // 5))
            title = "Hjælp til MitID og digital post" if n % 3 == 0 else None
            wanted = Wanted(role, begins, ends, 2, 4, branch="havnen", title=title)
            shift = await actions.make(tx, by, wanted, now)
            for number in islice(come, 3):
                state = PlaceState.CONFIRMED
                tx.session.add(ShiftPlace(shift=shift.id, volunteer=number, state=state, since=now))
    await anna.opens(f"/desk/vagter?dag={monday}")
    assert await anna.page.locator(".block").count() == 30
    paper = await anna.page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 1
