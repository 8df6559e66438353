"""Staff make shifts in a sentence, and are asked for what it left out, one thing at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.library import Branch
from storage.people.rules import Role
from storage.shifts.queries import of_series
from storage.shifts.times import Hours
from tests.handlers.shifts.conftest import Desk
from tests.harness import LIBRARY, House
from tests.storage.volunteers.parts import opened

SENTENCE = "hver tirsdag 16-18 i Midtbyen til jul, 2 personer, IT-hjælp"


async def test_a_series_is_read_back_whole_before_it_is_made(desk: Desk) -> None:
    anna = desk.anna
    await anna.says(f"/nyvagt {SENTENCE}")
    assert anna.question == (
        "Det bliver 4 vagter som IT-hjælper:\n"
        "Tirsdag kl. 16.00-18.00\n"
        "December 2026: 1., 8., 15. og 22.\n"
        "Sted: Midtbyen\n"
        "Hvor mange: 2 personer\n\n"
        "Rigtigt? Skriv ja, eller skriv det, der skal være anderledes. "
        "Skriv også gerne «navn: Babysang» eller «kontakt Anna»."
    )
    await anna.says("/vagt 1")
    assert "Hvilken vagt er det?" in anna.heard, "nothing is made before the yes"
    await anna.says("ja")
    assert "4 vagter er lavet, og den første har nummer 1." in anna.heard
    held = await desk.held(1)
    assert (held.shift.minimum, held.shift.maximum, held.shift.branch) == (2, 2, "midtby")
    assert held.role.id == desk.computers
    async with desk.house.database.reading() as tx:
        every = await of_series(tx, held.shift.series or 0, desk.house.now)
    hours = {f"{Hours.of(h.shift.begins_at, h.shift.ends_at).begins:%H.%M}" for h in every}
    assert (len(every), hours) == (4, {"16.00"})


async def test_what_is_missing_is_asked_for_one_by_one(desk: Desk) -> None:
    anna = desk.anna
    await anna.says("/nyvagt")
    assert "hver tirsdag 16-18 i Midtbyen til jul, 2 personer, Højtlæser" in anna.question
    await anna.says("hver torsdag")
    assert "Hvor længe skal det blive ved?" in anna.question
    await anna.says("den 17. december")
    assert "Hvad tid på dagen er det?" in anna.question
    await anna.says("kl. 14 til 15.30")
    assert anna.choices == ["Højtlæser", "IT-hjælper"]
    await anna.says("it hjælp")
    assert anna.choices == ["Midtbyen", "Havnen", "Ikke et bestemt sted"]
    await anna.says("havnn")
    await anna.says("2-4")
    assert "3., 10. og 17." in anna.question
    assert "Torsdag kl. 14.00-15.30" in anna.question
    assert "Hvor mange: 2 til 4 personer" in anna.question
    await anna.presses("Ja")
    held = await desk.held(3)
    assert (held.shift.minimum, held.shift.maximum, held.shift.branch) == (2, 4, "havnen")


async def test_an_end_is_enough_where_the_beginning_is_known(desk: Desk) -> None:
    anna = desk.anna
    await anna.says("/nyvagt på fredag kl. 10, IT-hjælp, 1 person, Havnen")
    assert "Den begynder fredag den 4. december kl. 10.00." in anna.question
    await anna.says("hvad?")
    assert "Skriv det som «16-18»" in anna.heard
    await anna.says("12.30")
    assert "kl. 10.00-12.30" in anna.question


@pytest.mark.parametrize("length", ["i to timer", "til 12", "10-12", "kl. 12"])
async def test_a_length_is_an_end_too(desk: Desk, length: str) -> None:
    await desk.anna.says("/nyvagt på fredag kl. 10, IT-hjælp, 1 person, Havnen")
    await desk.anna.says(length)
    assert "kl. 10.00-12.00" in desk.anna.question


async def test_words_instead_of_a_yes_mend_it(desk: Desk) -> None:
    anna = desk.anna
    await anna.says(f"/nyvagt {SENTENCE}")
    await anna.says("nej")
    assert "Hvad skal være anderledes?" in anna.heard
    await anna.says("3 personer, ikke den 15. december")
    assert "Det bliver 3 vagter" in anna.question
    assert "Ingen vagt tirsdag den 15. december." in anna.question
    await anna.says("17-19 på Havnen")
    assert "Tirsdag kl. 17.00-19.00" in anna.question
    assert "1., 8. og 22." in anna.question
    await anna.says("det ved jeg ikke")
    assert "Hvad skal være anderledes?" in anna.heard
    await anna.says("husk nøglen")
    await anna.says("ja")
    held = await desk.held(1)
    assert (held.shift.maximum, held.shift.branch) == (3, "havnen")
    assert held.shift.note == "Husk nøglen"


async def test_a_name_and_a_contact_are_said_before_the_yes(desk: Desk) -> None:
    anna = desk.anna
    await anna.says(f"/nyvagt {SENTENCE}")
    await anna.says("navn: Babysang")
    await anna.says("kontakt Anna")
    assert "Det bliver 4 vagter" in anna.question
    assert "Hedder: Babysang\nKontakt: Anna" in anna.question
    await anna.says("kontakt Zebulon")
    assert "Skriv en af dem her" in anna.heard
    await anna.says("3 personer")
    await anna.says("ja")
    row = (await desk.held(4)).shift
    assert (row.title, row.contact, row.maximum) == ("Babysang", desk.anna.person_id, 3)


async def test_a_day_that_cannot_be_is_asked_about_and_the_rest_is_kept(desk: Desk) -> None:
    anna = desk.anna
    await anna.says("/nyvagt tirsdag den 24/13 16-18, IT-hjælp, 2 personer, Havnen")
    assert "Den dag findes ikke i kalenderen." in anna.question
    await anna.says("tirsdag 16-18")
    assert "Sted: Havnen" in anna.question
    await anna.says("ja")
    assert "Vagten er lavet og har nummer 1." in anna.heard


async def test_holidays_are_named_and_left_out(desk: Desk) -> None:
    anna = desk.anna
    await anna.says("/nyvagt hver torsdag 14-16 i december, IT-hjælp, 1 person, Havnen")
    assert "Det bliver 3 vagter" in anna.question
    assert "Ingen vagt torsdag den 24. december: Juleaften." in anna.question
    assert "Ingen vagt torsdag den 31. december: Nytårsaften." in anna.question
    await anna.says("også på helligdage")
    assert "Det bliver 5 vagter" in anna.question


async def test_a_night_that_ends_in_a_holiday_is_told(desk: Desk) -> None:
    anna = desk.anna
    await anna.says("/nyvagt hver onsdag 20-00.30 i december, IT-hjælp, 1 person, Havnen")
    assert "Det bliver 5 vagter" in anna.question
    assert "Torsdag den 24. december er Juleaften." in anna.question
    assert "Torsdag den 31. december er Nytårsaften." in anna.question
    await anna.says("20-00")
    assert "Det bliver 5 vagter" in anna.question
    assert "Juleaften" not in anna.question


async def test_a_single_day_that_is_a_holiday_is_asked_about(desk: Desk) -> None:
    anna = desk.anna
    await anna.says("/nyvagt den 24. december 10-12, IT-hjælp, 2 personer, Havnen")
    assert "Torsdag den 24. december er Juleaften." in anna.question
    await anna.says("nej")
    assert "Så er der ikke lavet nogen vagt." in anna.heard
    await anna.says("/nyvagt den 24. december 10-12, IT-hjælp, 2 personer, Havnen")
    await anna.says("ja")
    assert "Det bliver én vagt" in anna.question
    await anna.says("ja")
    assert "Vagten er lavet" in anna.heard


async def test_back_goes_back_and_stopping_makes_nothing(desk: Desk) -> None:
    anna = desk.anna
    await anna.says("/nyvagt fredag 10-12, IT-hjælp")
    await anna.says("Havnen")
    await anna.says("tilbage")
    assert anna.choices == ["Midtbyen", "Havnen", "Ikke et bestemt sted"]
    await anna.says("Midtbyen")
    await anna.says("2")
    assert "Sted: Midtbyen" in anna.question
    await anna.says("annuller")
    await anna.says("/vagter")
    assert "Der er ingen vagter i den uge." in anna.heard


async def test_where_there_is_one_house_nobody_is_asked_where(house: House, desk: Desk) -> None:
    house.opens(replace(LIBRARY, branches=(Branch("midtbyen", "Midtbyen"),)))
    await desk.anna.says("/nyvagt fredag 10-12, IT-hjælp, 2 personer")
    assert "Rigtigt?" in desk.anna.question


@pytest.mark.parametrize(
    "words",
    [
        "hver tirsdag 16-18 i Midtbyen til jul, 2 personer, IT-hjælp",
        "vi mangler to IT-hjælpere på fredag kl. 10-12",
    ],
)
async def test_it_can_be_written_without_any_command(desk: Desk, words: str) -> None:
    await desk.anna.says(words)
    assert "IT-hjælper" in desk.anna.heard or desk.anna.choices[:1] == ["Midtbyen"]


@pytest.mark.parametrize("words", ["hej", "vi ses i morgen kl. 10", "er der nogen på fredag?"])
async def test_other_words_of_a_colleague_are_no_shift(desk: Desk, words: str) -> None:
    await desk.anna.says(words)
    assert "vagt" not in desk.anna.heard.lower()


async def test_a_host_makes_none_and_a_citizen_neither(desk: Desk) -> None:
    bo = await desk.house.colleague("Bo Bø", Role.HOST)
    await bo.says(f"/nyvagt {SENTENCE}")
    assert "Det har du ikke adgang til." in bo.heard
    await bo.says(SENTENCE)
    assert "Det bliver" not in bo.heard
    eva = await desk.house.citizen()
    await eva.says(f"/nyvagt {SENTENCE}")
    assert "det er kun for os, der arbejder her" in eva.heard


async def test_in_english(desk: Desk) -> None:
    anna = desk.anna
    await anna.says("/sprog en")
    await anna.says("/newshift every Tuesday 16-18 in Midtbyen until Christmas, 2 people, IT help")
    assert "That is 4 shifts as IT-hjælper:\nTuesday 16:00-18:00" in anna.question
    assert "December 2026: 1, 8, 15 and 22" in anna.question
    await anna.says("not on the 22nd of December")
    assert "That is 3 shifts" in anna.question
    await anna.says("yes")
    assert "3 shifts are made" in anna.heard


async def test_without_an_open_role_there_is_nothing_to_make(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says(f"/nyvagt {SENTENCE}")
    assert "Ingen rolle er åben endnu." in anna.heard


async def test_the_hours_on_the_wall_hold_through_the_change_of_clocks(desk: Desk) -> None:
    anna = desk.anna
    await anna.says(
        "/nyvagt hver søndag 10-12 fra 14. marts til 11. april, IT-hjælp, 1 person, Havnen"
    )
    assert "Ingen vagt søndag den 28. marts: Påskedag." in anna.question
    await anna.says("ja")
    numbers = range(1, 5)
    found = [(await desk.held(number)).shift for number in numbers]
    assert {f"{Hours.of(s.begins_at, s.ends_at).begins:%H.%M}" for s in found} == {"10.00"}
    assert {s.begins_at.hour for s in found} == {8, 9}, "in UTC they differ"


async def test_a_role_that_could_be_two_is_asked_about(desk: Desk) -> None:
    await opened(desk.house.database, desk.by, desk.house.now, "computer_help")
    await desk.anna.says("/nyvagt fredag 10-12, IT-hjælp, 2 personer, Havnen")
    assert desk.anna.choices == ["IT-hjælper", "IT-hjælper"], "and Højtlæser is not among them"
    await desk.anna.presses("IT-hjælper")
    assert "Det bliver én vagt som IT-hjælper" in desk.anna.question


async def test_what_is_far_too_long_is_no_sentence(desk: Desk) -> None:
    long = "fredag 10-12 " * 40
    await desk.anna.says(f"/nyvagt {long}")
    assert "Der er plads til 400" in desk.anna.heard
    await desk.anna.says("fredag 10-12, IT-hjælp, 2 personer, Havnen")
    assert "Rigtigt?" in desk.anna.question
    await desk.anna.says("ja")
    for command in ("/aendrvagt 1", "/kopivagt 1"):
        await desk.anna.says(f"{command} {long}")
        assert "?" in desk.anna.question
