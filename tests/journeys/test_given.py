"""What a volunteer gave, through the running program: the code on the wall, hours, papers and the
calendar that is subscribed to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from icalendar import Calendar
from openpyxl import load_workbook

from storage.people.queries import Colleague as Staff
from storage.people.queries import colleagues
from storage.people.rules import Role
from storage.shifts import actions as shifts
from storage.shifts.actions import Wanted
from storage.volunteers import actions
from tests.journeys.test_volunteers import signs_up
from tests.online import Browser, Citizen, Colleague, Library
from tests.storage.volunteers.parts import COMPUTERS, READING, opened

BEGINS = datetime(2026, 5, 12, 14, 0, tzinfo=UTC)
ENDS = BEGINS + timedelta(hours=2)


@dataclass
class Scene:
    """Eva helps with computers, and Anna gives out shifts; there is one on Tuesday week."""

    library: Library
    eva: Citizen
    anna: Colleague
    by: Staff
    role: int

    async def shift(self, begins: datetime = BEGINS, **more: object) -> int:
        wanted = Wanted(self.role, begins, begins + timedelta(hours=2), **more)  # type: ignore[arg-type]
        async with self.library.database.transaction() as tx:
            return (await shifts.make(tx, self.by, wanted, self.library.clock.now)).id

    async def until(self, moment: datetime) -> None:
        await self.library.passes(seconds=(moment - self.library.clock.now).total_seconds())


async def at_work(library: Library) -> Scene:
    anna = await library.joins("Anna Aa")
    async with library.database.reading() as tx:
        by = (await colleagues(tx))[0]
    now = library.clock.now
    roles = await opened(library.database, by, now, COMPUTERS, READING)
    eva = await library.citizen()
    await signs_up(eva)
    async with library.database.transaction() as tx:
        await actions.give_role(tx, by, 1, roles[COMPUTERS], now)
        await actions.try_out(tx, by, 1, 40, now)
    return Scene(library, eva, anna, by, roles[COMPUTERS])


async def content(who: Browser, path: str, **headers: str) -> tuple[int, bytes, Mapping[str, str]]:
    where = path if path.startswith("http") else who.url + path
    async with who.session.get(where, headers=headers, allow_redirects=False) as response:
        return response.status, await response.read(), response.headers


def here(link: str, library: Library) -> str:
    """A link as it was said, at the address where the program of this test listens."""
    return re.sub(r"https?://[^/]+", f"http://127.0.0.1:{library.app.port}", link)


def link_in(text: str, path: str) -> str:
    found = re.search(rf"https?://\S*{path}\S+", text)
    assert found is not None, text
    return found.group()


async def test_from_the_code_on_the_wall_to_a_certificate(library: Library) -> None:
    scene = await at_work(library)
    eva, anna, id = scene.eva, scene.anna, await scene.shift()
    await eva.opens("/frivillig/timer")
    assert "Der er ingen timer endnu." in eva.page.text
    for paper in ("timer", "bevis"):
        assert (await content(eva, f"/frivillig/{paper}.pdf"))[0] == 404
    await eva.opens("/")
    await eva.says(f"/tagvagt {id}")
    await scene.until(BEGINS)
    await anna.opens(f"/desk/vagt/{id}/kode")
    code = re.search(r"jegerher (\d{4})", anna.page.text)
    assert code is not None
    status, square, headers = await content(anna, f"/desk/vagt/{id}/kode/qr.svg")
    assert (status, headers["Content-Type"]) == (200, "image/svg+xml")
    assert b"<svg" in square
    await eva.opens(f"/frivillig/her/{code[1]}")
    await eva.sends_form(f"/frivillig/her/{code[1]}")
    assert "Godt, du er her!" in eva.page.text
    await scene.until(ENDS + timedelta(hours=1))
    assert "Hvordan var IT-hjælper" in await eva.hears()
    await eva.opens("/frivillig/timer")
    assert "1 vagt, 2 timer" in eva.page.text
    await eva.sends_form("/frivillig/timer", time="1 time og 45 minutter")
    assert "1 vagt, 1 time og 45 minutter" in eva.page.text
    for paper in ("timer", "bevis"):
        for who, path in (
            (eva, f"/frivillig/{paper}.pdf"),
            (anna, f"/desk/frivillig/1/{paper}.pdf"),
        ):
            status, pdf, headers = await content(who, path)
            assert (status, headers["Content-Type"]) == (200, "application/pdf")
            assert pdf.startswith(b"%PDF")
            assert b"StructTreeRoot" in pdf, "a screen reader finds its way"
            assert b"pdfuaid" in pdf


async def test_a_time_that_is_none_is_asked_for(library: Library) -> None:
    scene = await at_work(library)
    eva, id = scene.eva, await scene.shift()
    await eva.says(f"/tagvagt {id}")
    await scene.until(ENDS)
    await scene.anna.says(f"/kom {id} alle")
    await eva.opens("/frivillig/timer")
    await eva.sends_form("/frivillig/timer", time="længe")
    assert "1 vagt, 2 timer" in (await eva.opens("/frivillig/timer"))


async def test_a_paper_is_fetched_by_its_link_for_two_days(library: Library) -> None:
    scene = await at_work(library)
    eva, id = scene.eva, await scene.shift()
    await eva.says(f"/tagvagt {id}")
    await scene.until(ENDS)
    await scene.anna.says(f"/kom {id} alle")
    await eva.says("/bevis")
    link = here(link_in(eva.heard, "/papir/bevis/"), library)
    anybody = await library.citizen()
    status, pdf, _ = await content(anybody, link)
    assert (status, pdf[:4]) == (200, b"%PDF")
    other, named, another = [
        (await content(anybody, f"{link}{query}"))[1]
        for query in ("", "?navn=Eva+Marie+Holm", "?navn=Lars+Holm")
    ]
    assert len(named) != len(other) == len(another), "nobody else's name is set"
    wrong = link[:-1] + ("A" if link[-1] != "A" else "B")
    assert (await content(anybody, wrong))[0] == 404
    assert (await content(anybody, link.replace("/bevis/", "/timer/")))[0] == 404
    await library.passes(days=3)
    assert (await content(anybody, link))[0] == 410


def events_in(ics: bytes) -> list[Any]:
    book = Calendar.from_ical(ics)
    assert [str(zone["tzid"]) for zone in book.walk("VTIMEZONE")] == ["Europe/Copenhagen"]
    return list(book.walk("VEVENT"))


async def test_a_calendar_follows_by_itself(library: Library) -> None:
    scene = await at_work(library)
    eva = scene.eva
    note = "Tag nøglen; den hænger ved døren, æøå"
    id = await scene.shift(branch="havnen", note=note)
    winter = await scene.shift(datetime(2026, 10, 25, 15, 0, tzinfo=UTC))
    await scene.shift(BEGINS + timedelta(days=1))  # not hers
    for shift in (id, winter):
        await eva.says(f"/tagvagt {shift}")
    await eva.says("/kalender")
    link = here(link_in(eva.heard, "/kalender/"), library)
    program = await library.citizen()
    program.session.cookie_jar.clear()
    status, ics, headers = await content(program, link)
    assert (status, headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    first, second = events_in(ics)
    assert first["summary"] == "IT-hjælper"
    assert str(first["description"]).startswith(note)
    assert str(first["location"]) == "Havnen"
    assert "Anna" in str(first["contact"])
    assert first.decoded("dtstart").isoformat() == "2026-05-12T16:00:00+02:00"
    assert second.decoded("dtstart").isoformat() == "2026-10-25T16:00:00+01:00"
    assert (first["status"], int(first["sequence"])) == ("CONFIRMED", 2)
    status, nothing, _ = await content(program, link, **{"If-None-Match": headers["ETag"]})
    assert (status, nothing) == (304, b"")
    async with library.database.transaction() as tx:
        await shifts.cancel(tx, scene.by, id, "Lukket", library.clock.now)
    status, ics, again = await content(program, link, **{"If-None-Match": headers["ETag"]})
    assert status == 200
    assert again["ETag"] != headers["ETag"]
    off = events_in(ics)[0]
    assert (off["status"], off["uid"], int(off["sequence"])) == ("CANCELLED", first["uid"], 4)
    assert "Lukket" not in ics.decode(), "why is told in the talk"
    await library.passes(days=32)
    _, ics, _ = await content(program, link)
    assert [str(each["uid"]) for each in events_in(ics)] == [str(second["uid"])]


async def test_one_shift_is_put_into_a_calendar_and_taken_out_again(library: Library) -> None:
    scene = await at_work(library)
    eva, id = scene.eva, await scene.shift()
    await eva.says(f"/tagvagt {id}")
    await eva.says(f"/kalender {id}")
    link = here(link_in(eva.heard, "/kalender/"), library)
    _, ics, headers = await content(eva, link)
    assert headers["Content-Disposition"] == f'attachment; filename="vagt-{id}.ics"'
    kept = Calendar.from_ical(ics)
    assert kept["method"] == "PUBLISH"
    async with library.database.transaction() as tx:
        await shifts.call_off(tx, 1, id, library.clock.now)
    _, ics, _ = await content(eva, link)
    off = Calendar.from_ical(ics)
    assert off["method"] == "CANCEL"
    one, other = [book.walk("VEVENT")[0] for book in (kept, off)]
    assert (other["uid"], other["status"]) == (one["uid"], "CANCELLED")
    assert str(other["summary"]) == "Ikke din mere: IT-hjælper"
    await eva.says("/kalender")
    every = here(link_in(eva.heard, "/kalender/"), library)
    (there,) = events_in((await content(eva, every))[1])
    assert (there["uid"], there["status"]) == (one["uid"], "CANCELLED")
    await eva.says(f"/tagvagt {id}")
    _, ics, _ = await content(eva, link)
    (again,) = events_in(ics)
    assert (again["uid"], again["status"]) == (one["uid"], "CONFIRMED")
    counted = [each.decoded("sequence") for each in (one, other, again)]
    assert counted == sorted({*counted}), "higher each time, so that a calendar believes it"
    (there,) = events_in((await content(eva, every))[1])
    assert (there["status"], there["sequence"]) == ("CONFIRMED", again["sequence"])


async def test_a_link_ends_when_it_is_made_anew_and_when_one_is_forgotten(library: Library) -> None:
    scene = await at_work(library)
    eva = scene.eva
    await eva.says("/kalender")
    old = here(link_in(eva.heard, "/kalender/"), library)
    await eva.says("/kalender nulstil")
    new = here(link_in(eva.heard, "/kalender/"), library)
    assert [(await content(eva, each))[0] for each in (old, new)] == [410, 200]
    assert (await content(eva, new[:-1] + "_"))[0] == 404
    await eva.says("glem mig")
    await eva.says("ja")
    assert (await content(eva, new))[0] == 410


async def test_the_desk_keeps_hours_to_coordinators(library: Library) -> None:
    scene = await at_work(library)
    ida, id = await library.joins("Ida Ii", Role.HOST), await scene.shift()
    assert (await content(ida, f"/desk/vagt/{id}/kode"))[0] == 200
    for paper in ("timer", "bevis"):
        assert (await content(ida, f"/desk/frivillig/1/{paper}.pdf"))[0] == 403
    assert (await content(scene.anna, "/desk/vagt/77/kode"))[0] == 404
    assert (await content(scene.anna, "/desk/frivillig/77/bevis.pdf"))[0] == 404
    stranger = await library.citizen()
    await stranger.opens("/frivillig/her/4711")
    assert "Jeg kender dig ikke på denne telefon." in stranger.page.text
    await stranger.opens("/frivillig/timer")
    assert stranger.status == 403


async def test_the_report_tells_of_volunteering(library: Library) -> None:
    scene = await at_work(library)
    await scene.eva.says(f"/tagvagt {await scene.shift()}")
    await scene.until(ENDS)
    await scene.anna.says("/kom 1 alle")
    page = await scene.anna.opens("/desk/rapport")
    assert "Borgere som frivillige" in page
    assert "Hvor frivillige er med" in page
    assert "IT-hjælper 0 for få for få Ikke afgjort" in " ".join(page.split())
    _, sheet, _ = await content(scene.anna, "/desk/rapport.xlsx")
    book = load_workbook(BytesIO(sheet))
    assert [cell.value for cell in book["Former for samarbejde"][5]][:2] == [
        "Borgere som frivillige",
        1,
    ]
    told = book["Hvor frivillige er med"]
    assert [cell.value for cell in told[2]] == ["IT-hjælper", 0, None, None, "Ikke afgjort"]
    await scene.anna.opens("/desk")
    await scene.anna.says("/rapport")
    assert "IT-hjælper: 0 forsøg, for få timer, godt: for få. Ikke afgjort." in scene.anna.heard
