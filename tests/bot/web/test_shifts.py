"""The week at the desk: what stands in it, one shift with everybody, and what its forms do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import aiohttp
import pytest
from sqlalchemy import select

from storage.cases.tables import Case
from storage.people.queries import colleagues
from storage.people.rules import Role
from storage.shifts import actions
from storage.shifts.actions import Wanted
from storage.shifts.queries import Held, shift, week
from storage.shifts.rules import PlaceState, ShiftState
from storage.talk.rules import PRIVATE
from storage.talk.tables import Line, Talk
from tests.online import Colleague, Library
from tests.storage.shifts.week import REASON, Week, a_week
from tests.storage.volunteers.parts import READING, opened

S = PlaceState


@dataclass
class Desk:
    """A library in whose week shifts stand in every way."""

    library: Library
    anna: Colleague
    week: Week

    async def held(self, name: str) -> Held:
        """A shift as it stands."""
        async with self.library.database.reading() as tx:
            found = await shift(tx, self.week.shifts[name])
        assert found is not None
        return found

    async def state(self, name: str, who: str) -> PlaceState | None:
        """Where somebody stands at a shift."""
        own = (await self.held(name)).of(self.week.numbers[who])
        return own.state if own else None

    async def told(self, who: str) -> list[str]:
        """What a volunteer has heard."""
        author = select(Case.author).where(Case.number == self.week.numbers[who])
        async with self.library.database.reading() as tx:
            found = await tx.session.scalars(
                select(Line.text)
                .join(Talk, Talk.id == Line.talk_id)
                .where(Talk.person_id == author.scalar_subquery(), Talk.place == PRIVATE)
                .order_by(Line.seq)
            )
            return list(found)

    def path(self, name: str, act: str = "") -> str:
        """The address of a shift, or of a form on its page."""
        return f"/desk/vagt/{self.week.shifts[name]}{act and '/' + act}"

    async def does(self, name: str, act: str, **fields: str) -> str:
        """Send one of the forms of a shift's page."""
        return await self.anna.posts(self.path(name, act), fields)


@pytest.fixture
async def desk(library: Library) -> Desk:
    anna = await library.joins("Anna Aa")
    async with library.database.reading() as tx:
        by = next(each for each in await colleagues(tx) if each.name == "Anna Aa")
    there = await a_week(library.database, by, library.clock.now)
    await library.passes()  # what volunteers hear of the days before is not the last they hear
    return Desk(library, anna, there)


async def test_a_week_can_be_looked_at(desk: Desk) -> None:
    seen = await desk.anna.opens("/desk/vagter")
    assert "Uge 19: 4.–10. maj 2026" in seen
    assert "Der mangler nogen på 2 vagter." in seen
    assert "16.00-18.00 IT-hjælper Havnen 0 af 2 Mangler 2" in seen
    assert "10.00-12.00 IT-hjælper Havnen 1 af 3 Plads til 2 mere ✓ Kirsten: bekræftet" in seen
    assert "1 af 1 Fuldt hold ? Søren: har ikke svaret, 15 minutter senere" in seen
    assert "✓ Kirsten: kom – Søren: kom ikke ? Åse: ikke krydset af" in seen
    assert "1 er tilbudt en plads 1 er spurgt 1 på venteliste" in seen
    assert "Kjær" not in seen, "first names are enough where all can see"
    assert desk.path("short") in desk.anna.page.links


async def test_weeks_before_and_after_and_one_house(desk: Desk) -> None:
    await desk.anna.opens("/desk/vagter?sted=havnen")
    assert "Bøgeby Bibliotek · Havnen" in desk.anna.page.text
    assert desk.path("full") not in desk.anna.page.links
    assert "/desk/vagter?dag=2026-05-11&sted=havnen" in desk.anna.page.links
    seen = await desk.anna.opens("/desk/vagter?dag=2026-05-14")
    assert "Torsdag 14. maj Kristi himmelfartsdag Ingen vagter" in seen
    assert "Grundlovsdag" in await desk.anna.opens("/desk/vagter?dag=2026-06-05")
    for nonsense in ("dag=x", "dag=9999-12-31", "sted=x"):
        assert "Uge 19" in await desk.anna.opens(f"/desk/vagter?{nonsense}")


async def test_in_english(desk: Desk) -> None:
    await desk.anna.posts("/sprog", {"lang": "en", "next": "/desk/vagter"})
    seen = await desk.anna.opens("/desk/vagter?dag=2026-12-25")
    assert "Week 52: 21–27 Dec 2026" in seen
    assert "Friday 25 December Christmas Day" in seen


async def test_everybodys_standing(desk: Desk) -> None:
    seen = await desk.anna.opens(desk.path("everybody"))
    for words in (
        "mandag den 4. maj kl. 18.00 til 20.00",
        "Mindst 4, højst 5",
        "Kirsten Kjær bekræftet",
        "Søren Skov har ikke svaret",
        "Kommer 15 minutter senere",
        "Fik pladsen, fordi: Vi manglede en",
        "Åse Ågård tilbudt en plads",
        "Kan svare til mandag den 4. maj kl. 13.00",
        "Venteliste Lis Lund på venteliste",
        "Ikke med Ole Olsen kan ikke",
    ):
        assert words in seen
    seen = await desk.anna.opens(desk.path("cancelled"))
    assert f"Aflyst Grund: {REASON}" in seen
    assert desk.anna.page.button("Giv pladsen") is None
    await desk.anna.opens("/desk/vagt/999")
    assert desk.anna.status == 404
    await desk.anna.opens(f"/desk/vagter/{desk.week.shifts['full']}")
    assert desk.anna.path == desk.path("full")


async def test_a_place_is_given_and_taken_back_and_they_hear_of_it(desk: Desk) -> None:
    bo = desk.week.numbers["Bo Bech"]
    seen = await desk.does("room", "giv", number=str(bo))
    assert "Pladsen er givet." in seen
    assert "Bo Bech tilmeldt" in seen
    assert await desk.state("room", "Bo Bech") is S.TAKEN
    assert "Anna har sat dig på en vagt onsdag den 6. maj" in (await desk.told("Bo Bech"))[-1]
    seen = await desk.does("room", "tag", number=str(bo))
    assert "Ikke med Bo Bech kan ikke" in seen
    assert "Anna har taget dig af vagten" in (await desk.told("Bo Bech"))[-1]


async def test_against_a_rule_only_with_a_reason(desk: Desk) -> None:
    bo = str(desk.week.numbers["Bo Bech"])
    seen = await desk.does("full", "giv", number=bo)
    assert desk.anna.status == 409
    assert "Holdet er fuldt. Skriv en grund" in seen
    assert desk.anna.page.form(desk.path("full", "giv")).fields["number"] == bo
    assert await desk.state("full", "Bo Bech") is None
    seen = await desk.does("full", "giv", number=bo, over="Han lærer af Søren")
    assert "Fik pladsen, fordi: Han lærer af Søren" in seen


async def test_hours_move_and_who_comes_hears_of_it(desk: Desk) -> None:
    await desk.anna.opens(desk.path("room"))
    fields = desk.anna.page.form(desk.path("room", "aendr")).fields
    assert fields["begins"] == "10:00"
    seen = await desk.does(
        "room", "aendr", **{**fields, "begins": "11:00", "note": "Tag en ven med"}
    )
    assert "Det er gemt." in seen
    assert "onsdag den 6. maj kl. 11.00 til 12.00" in seen
    assert "11.00" in (await desk.told("Kirsten Kjær"))[-1]
    assert await desk.state("room", "Kirsten Kjær") is S.TAKEN, "the yes was to another time"
    await desk.anna.opens(desk.path("room"))
    fields = desk.anna.page.form(desk.path("room", "aendr")).fields
    seen = await desk.does("room", "aendr", **{**fields, "day": "2026-05-01"})
    assert "Det blev ikke gemt. Vælg et tidspunkt, der kommer" in seen
    seen = await desk.does("room", "aendr", **{**fields, "begins": "x"})
    assert "Skriv, hvornår den begynder og slutter." in seen


async def test_what_a_colleague_changed_meanwhile_is_told_and_nothing_is_lost(desk: Desk) -> None:
    await desk.anna.opens(desk.path("room"))
    form = desk.path("room", "aendr")
    read = desk.anna.page.form(form).fields
    await desk.does("room", "aendr", **{**read, "note": "Brug bagdøren", "minimum": "2"})
    typed = {"title": "Fredagscafé", "begins": "11:00"}
    seen = await desk.does("room", "aendr", **{**read, **typed})
    assert desk.anna.status == 409
    assert "En kollega har ændret vagten, mens du skrev." in seen
    assert (await desk.held("room")).shift.title is None
    again = desk.anna.page.form(form).fields
    kept = ("title", "begins", "note", "minimum")
    assert [again[name] for name in kept] == ["Fredagscafé", "11:00", "Brug bagdøren", "2"]
    assert "Det er gemt." in await desk.does("room", "aendr", **again)
    row = (await desk.held("room")).shift
    assert (row.title, row.note, row.minimum) == ("Fredagscafé", "Brug bagdøren", 2)


async def test_it_is_cancelled_with_a_reason(desk: Desk) -> None:
    seen = await desk.does("room", "aflys", reason=" ")
    assert "Skriv kort hvorfor." in seen
    seen = await desk.does("room", "aflys", reason="Der er ingen strøm")
    assert "Vagten er aflyst." in seen
    assert (await desk.held("room")).shift.state == ShiftState.CANCELLED
    assert "Der er ingen strøm" in (await desk.told("Kirsten Kjær"))[-1]
    assert "Vagten er aflyst." in await desk.does("room", "aflys", reason="Igen")


async def test_one_like_it_on_another_day(desk: Desk) -> None:
    seen = await desk.does("full", "kopi", day="2026-05-12")
    assert "Her er den nye vagt." in seen
    assert "tirsdag den 12. maj kl. 10.00 til 12.00" in seen
    assert "Ingen endnu." in seen


async def test_a_host_ticks_who_came_and_decides_nothing(desk: Desk) -> None:
    hans = await desk.library.joins("Hans Holm", Role.HOST)
    seen = await hans.opens(desk.path("was"))
    assert hans.page.button("Tag af vagten") is None
    aase, soren = desk.week.numbers["Åse Ågård"], desk.week.numbers["Søren Skov"]
    seen = await hans.posts(desk.path("was", "udeblev"), {"number": str(aase)})
    assert "Åse Ågård kom ikke" in seen
    await hans.posts(desk.path("was", "kom"), {"number": str(aase)})
    await hans.posts(desk.path("was", "kom"), {"number": str(soren)})
    assert {each.state for each in (await desk.held("was")).helpers} == {S.ATTENDED}
    seen = await hans.posts(desk.path("short", "kom"), {"number": str(aase)})
    assert "Det er for tidligt." in seen
    for act in ("giv", "tag", "aendr", "kopi", "aflys"):
        await hans.posts(desk.path("room", act), {"number": str(aase), "reason": "x"})
        assert hans.status == 403, act
    await hans.opens("/desk/vagter/ny")
    assert hans.status == 403


async def test_all_came(desk: Desk) -> None:
    desk.library.clock.now += timedelta(hours=8)
    seen = await desk.does("everybody", "kom", number="alle")
    assert "Kirsten Kjær kom" in seen
    assert "Søren Skov kom" in seen


async def test_a_new_shift_in_a_sentence(desk: Desk) -> None:
    words = "torsdag den 7. maj 16-18 i Havnen, 2 personer, IT-hjælper"
    seen = await desk.anna.opens(f"/desk/vagter/ny?saet={words}")
    assert "Sådan bliver det IT-hjælper , 16.00-18.00 Havnen Mindst 2, højst 2" in seen
    assert "Torsdag 7. maj 2026" in seen
    await desk.anna.sends_form("/desk/vagter/ny")  # the read-back comes first on the page
    assert "Her er vagten." in desk.anna.page.text
    assert "torsdag den 7. maj kl. 16.00 til 18.00" in desk.anna.page.text
    seen = await desk.anna.opens("/desk/vagter/ny?saet=en dag midt på sommeren")
    assert desk.anna.status == 400
    assert "Sådan bliver det" not in seen


def many(fields: dict[str, str], **lists: list[str]) -> aiohttp.FormData:
    """Fields of which some come several times, as ticked boxes do."""
    form = aiohttp.FormData({k: v for k, v in fields.items() if k not in lists})
    for name, values in lists.items():
        for value in values:
            form.add_field(name, value)
    return form


async def test_new_shifts_that_come_again_leave_holidays_out(desk: Desk) -> None:
    asked = {
        "role": str(desk.week.role), "day": "2026-05-07", "begins": "22:00", "ends": "00:30",
        "minimum": "1", "maximum": "2", "every": "1", "until": "2026-05-28", "vis": "1",
    }  # fmt: skip
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    seen = await desk.anna.opens(f"/desk/vagter/ny?{query}")
    assert "4 dage. Fjern hakket" in seen
    assert "Torsdag 14. maj 2026 Kristi himmelfartsdag" in seen
    assert 'name="days" value="2026-05-14">' in desk.anna.page.html, "not ticked"
    assert 'name="days" value="2026-05-21" checked>' in desk.anna.page.html
    offered = ["2026-05-07", "2026-05-14", "2026-05-21", "2026-05-28"]
    form = many(asked, offered=offered, days=["2026-05-07", "2026-05-21"])
    seen = await desk.anna.posts("/desk/vagter/ny", form)
    assert "Hver uge fra torsdag den 7. maj til torsdag den 28. maj" in seen
    assert "kl. 22.00 til 00.30" in seen
    await desk.anna.posts("/desk/vagter/ny", many(asked, offered=offered, days=[offered[0]]))
    async with desk.library.database.reading() as tx:
        found = [await week(tx, date(2026, 5, day)) for day in (4, 11, 18, 25)]
    in_series = [len([h for h in each if h.shift.series]) for each in found]
    assert in_series == [1, 0, 1, 0], "a second press makes nothing"
    seen = await desk.anna.posts("/desk/vagter/ny", many(asked, offered=offered))
    assert "Vælg mindst en dag" in seen


async def test_a_night_that_ends_in_a_holiday_is_told(desk: Desk) -> None:
    asked = {"role": str(desk.week.role), "day": "2026-05-13", "begins": "22:00", "ends": "00:30"}
    once = "&".join(f"{name}={value}" for name, value in {**asked, "vis": "1"}.items())
    weekly = f"{once}&every=1&until=2026-05-20"
    for query in (once, weekly):
        seen = await desk.anna.opens(f"/desk/vagter/ny?{query}")
        assert "Onsdag 13. maj 2026 Torsdag den 14. maj er Kristi himmelfartsdag." in seen
    assert 'name="days" value="2026-05-13" checked>' in desk.anna.page.html, "it is no holiday"
    seen = await desk.anna.opens(f"/desk/vagter/ny?{weekly.replace('00:30', '23:30')}")
    assert "himmelfartsdag" not in seen


@pytest.mark.parametrize(("begins", "ends"), [("02:00", "03:00"), ("02:15", "03:00")])
async def test_an_hour_that_the_clocks_skip_is_told_as_that(
    desk: Desk, begins: str, ends: str
) -> None:
    asked = {"role": str(desk.week.role), "begins": begins, "ends": ends}
    for day, says in (
        ("2027-03-28", "Den nat stilles uret frem fra kl. 2 til kl. 3, så den tid findes ikke."),
        ("2027-03-27", "Her er vagten."),
    ):
        form = many({**asked, "day": day}, offered=[day], days=[day])
        seen = await desk.anna.posts("/desk/vagter/ny", form)
        assert says in seen


async def test_what_is_missing_in_the_form_is_said(desk: Desk) -> None:
    seen = await desk.anna.opens("/desk/vagter/ny?vis=1&day=2026-05-07")
    assert "Der mangler lidt endnu" in seen
    seen = await desk.anna.opens("/desk/vagter/ny?vis=1&role=999&day=x&branch=x&minimum=a")
    assert "Der mangler lidt endnu" in seen


async def test_children_are_never_with_somebody_without_a_certificate(desk: Desk) -> None:
    """No reason is good enough."""
    now = desk.library.clock.now
    async with desk.library.database.reading() as tx:
        by = next(each for each in await colleagues(tx) if each.name == "Anna Aa")
    role = (await opened(desk.library.database, by, now, READING))[READING]
    begins = now + timedelta(days=3)
    async with desk.library.database.transaction() as tx:
        row = await actions.make(tx, by, Wanted(role, begins, begins + timedelta(hours=2)), now)
    desk.week.shifts["children"] = row.id
    bo = str(desk.week.numbers["Bo Bech"])
    seen = await desk.does("children", "giv", number=bo, over="Vi kender ham")
    assert "børneattesten er ikke i orden" in seen
    assert await desk.state("children", "Bo Bech") is None
