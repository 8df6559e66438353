"""Staff change, cancel and copy shifts in a sentence; who is concerned hears at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.people.rules import Role
from storage.shifts.rules import PlaceState
from storage.shifts.times import Hours
from tests.handlers.shifts.conftest import Desk
from tests.harness import Talker

SERIES = "/nyvagt hver tirsdag 16-18 i Midtbyen til jul, 2 personer, IT-hjælp"
ONE = "/nyvagt fredag 10-12, IT-hjælp, 2 personer, Havnen"


@pytest.fixture
async def eva(desk: Desk) -> Talker:
    """Eva is on the first of four Tuesdays."""
    await desk.anna.says(SERIES)
    await desk.anna.says("ja")
    eva, number = await desk.helper("Eva", desk.computers)
    await desk.anna.says(f"/saetpaa 1 {number}")
    await eva.hears()
    return eva


async def hours_of(desk: Desk, number: int) -> str:
    row = (await desk.held(number)).shift
    hours = Hours.of(row.begins_at, row.ends_at)
    return f"{hours.begins:%H.%M}-{hours.ends:%H.%M}"


async def test_one_of_a_series_moves_and_who_is_on_it_hears(desk: Desk, eva: Talker) -> None:
    anna = desk.anna
    await anna.says("/aendrvagt 1 17-19")
    assert anna.choices == ["Kun den her", "Den her og 3 senere"]
    await anna.presses("Kun den her")
    assert "Ny tid: tirsdag den 1. december 2026 kl. 17.00-19.00" in anna.question
    assert "1 frivillig får det at vide med det samme." in anna.question
    assert await eva.hears() == "", "nobody hears before the yes"
    await anna.says("ja")
    assert "Vagten er ændret." in anna.heard
    assert "kl. 17.00-19.00" in await eva.hears()
    assert await hours_of(desk, 1) == "17.00-19.00"
    assert await hours_of(desk, 2) == "16.00-18.00"


async def test_all_later_ones_move_too(desk: Desk, eva: Talker) -> None:
    anna = desk.anna
    await anna.says("/aendrvagt 2 kl. 15")
    await anna.presses("Den her og 2 senere")
    await anna.says("ja")
    assert "3 vagter er ændret." in anna.heard
    assert [await hours_of(desk, n) for n in (1, 2, 3, 4)] == ["16.00-18.00", *["15.00-17.00"] * 3]


async def test_a_no_changes_nothing(desk: Desk, eva: Talker) -> None:
    await desk.anna.says("/aendrvagt 1 17-19")
    await desk.anna.presses("Kun den her")
    await desk.anna.says("nej")
    assert "Så bliver vagten, som den er." in desk.anna.heard
    assert await hours_of(desk, 1) == "16.00-18.00"
    assert await eva.hears() == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("3 personer", "Hvor mange: 3 personer"),
        ("højst 4", "Hvor mange: 2 til 4 personer"),
        ("mindst 1", "Hvor mange: 1 til 2 personer"),
        ("i Midtbyen", "Sted: Midtbyen"),
        ("uden sted", "Sted: Ikke et bestemt sted"),
        ("note: husk nøglen kl. 9", "Besked: Husk nøglen kl. 9"),
        ("på torsdag", "Ny tid: torsdag den 3. december 2026 kl. 10.00-12.00"),
        ("torsdag 14-15", "Ny tid: torsdag den 3. december 2026 kl. 14.00-15.00"),
        ("den 24. december", "Torsdag den 24. december er Juleaften."),
    ],
)
async def test_anything_but_the_role_can_change(desk: Desk, words: str, told: str) -> None:
    anna = desk.anna
    await anna.says(ONE)
    await anna.says("ja")
    await anna.says(f"/aendrvagt 1 {words}")
    assert told in anna.question
    await anna.says("ja")
    assert "Vagten er ændret." in anna.heard


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("lektier", "Skriv en ny tid, en anden dag"),
        ("som IT-hjælper", "Rollen kan ikke skiftes."),
        ("hver fredag til jul", "Skriv én dag"),
        ("den 24/13", "Den dag findes ikke"),
    ],
)
async def test_what_is_no_change_is_asked_again(desk: Desk, words: str, told: str) -> None:
    anna = desk.anna
    await anna.says(ONE)
    await anna.says("ja")
    await anna.says(f"/aendrvagt 1 {words}")
    assert told in anna.heard
    assert "Hvad skal være anderledes?" in anna.question
    await anna.says("3 personer")
    assert "Hvor mange: 3 personer" in anna.question


async def test_a_note_is_taken_away(desk: Desk) -> None:
    anna = desk.anna
    await anna.says(f"{ONE}, husk nøglen")
    await anna.says("ja")
    assert (await desk.held(1)).shift.note == "Husk nøglen"
    await anna.says("/aendrvagt 1 ingen note")
    assert "Besked: ingen" in anna.question
    await anna.says("ja")
    assert (await desk.held(1)).shift.note is None


async def test_fewer_places_than_are_held_is_refused(desk: Desk, eva: Talker) -> None:
    anna = desk.anna
    _, ole = await desk.helper("Ole", desk.computers)
    await anna.says(f"/saetpaa 1 {ole}")
    await anna.says("/aendrvagt 1 en person")
    await anna.presses("Kun den her")
    await anna.says("ja")
    assert "Der er allerede 2 på vagten." in anna.heard


async def test_who_cannot_at_the_new_time_is_named(desk: Desk, eva: Talker) -> None:
    anna, number = desk.anna, await desk.number_of(eva)
    await anna.says("/nyvagt på tirsdag 12-14, IT-hjælp, 1 person, Havnen")
    await anna.says("ja")
    await anna.says(f"/saetpaa 5 {number}")
    await anna.says("/aendrvagt 5 15-17")
    await anna.says("ja")
    assert "Den nye tid passer ikke for Eva" in anna.heard
    place = (await desk.held(5)).of(number)
    assert place is not None
    assert place.state is PlaceState.DROPPED


async def test_a_cancelled_series_is_told_with_the_reason(desk: Desk, eva: Talker) -> None:
    anna = desk.anna
    await anna.says("/aflysvagt 1")
    assert "Hvorfor er den aflyst?" in anna.question
    await anna.says("Vi holder lukket")
    await anna.presses("Den her og 3 senere")
    assert "Det er 4 vagter i alt." in anna.question
    assert "1 frivillig får det at vide med det samme: «Vi holder lukket»" in anna.question
    await anna.says("ja")
    assert "4 vagter er aflyst" in anna.heard
    heard = await eva.hears()
    assert "aflyst" in heard
    assert "«Vi holder lukket»" in heard
    await anna.says("/aflysvagt 1 igen")
    assert "Den vagt er aflyst." in anna.heard
    await anna.says("/aendrvagt 2 17-19")
    assert "Den vagt er aflyst." in anna.heard


async def test_only_one_of_them_is_cancelled(desk: Desk, eva: Talker) -> None:
    await desk.anna.says("/aflysvagt 2 kursus")
    await desk.anna.presses("Kun den her")
    await desk.anna.says("ja")
    assert "Vagten er aflyst" in desk.anna.heard
    assert await eva.hears() == "", "she is on another one"
    assert (await desk.held(3)).shift.state == "open"


async def test_a_shift_that_is_over_stays(desk: Desk, eva: Talker) -> None:
    desk.house.now += timedelta(days=2)
    for command in ("/aendrvagt 1 17-19", "/aflysvagt 1 sygdom"):
        await desk.anna.says(command)
        assert "Den vagt er slut." in desk.anna.heard


async def test_a_copy_has_all_but_the_people(desk: Desk, eva: Talker) -> None:
    anna = desk.anna
    await anna.says("/kopivagt 1 på torsdag")
    assert "torsdag den 3. december 2026 kl. 16.00-18.00" in anna.question
    await anna.says("ja")
    assert "Vagten er lavet og har nummer 5." in anna.heard
    held = await desk.held(5)
    assert (held.shift.series, held.shift.branch, held.shift.maximum) == (None, "midtby", 2)
    assert held.helpers == ()


async def test_a_copy_asks_for_its_day(desk: Desk, eva: Talker) -> None:
    anna = desk.anna
    await anna.says("/kopivagt 1 hver dag til jul")
    assert "Skriv én dag" in anna.heard
    await anna.says("den 24. december")
    assert "Torsdag den 24. december er Juleaften." in anna.question
    await anna.says("nej")
    assert "Så er der ikke lavet nogen vagt." in anna.heard


@pytest.mark.parametrize("command", ["aendrvagt", "aflysvagt", "kopivagt", "saetpaa", "tagaf"])
async def test_which_shift_is_asked_and_a_host_only_reads(desk: Desk, command: str) -> None:
    await desk.anna.says(f"/{command} 99 noget")
    assert "Hvilken vagt er det?" in desk.anna.heard
    await desk.anna.says(f"/{command} 99999999999999999999")
    assert "Hvilken vagt er det?" in desk.anna.heard
    bo = await desk.house.colleague("Bo Bø", Role.HOST)
    await bo.says(f"/{command} 1 noget")
    assert "Det har du ikke adgang til." in bo.heard


async def test_a_shift_that_is_cancelled_meanwhile_is_not_changed(desk: Desk, eva: Talker) -> None:
    anna, bo = desk.anna, await desk.house.colleague("Bo Bø")
    await anna.says("/aendrvagt 1 17-19")
    await anna.presses("Kun den her")
    await bo.says("/aflysvagt 1 sygdom")
    await bo.presses("Kun den her")
    await bo.says("ja")
    await anna.says("ja")
    assert "Den vagt er aflyst." in anna.heard


async def test_a_shift_gets_a_name_and_a_contact(desk: Desk, eva: Talker) -> None:
    anna, bo = desk.anna, await desk.house.colleague("Bo Bø")
    await anna.says("/aendrvagt 1 navn: Hjælp til mobilen")
    await anna.presses("Kun den her")
    assert "Hedder: Hjælp til mobilen" in anna.question
    assert "1 frivillig får det at vide" in anna.question
    await anna.says("ja")
    assert "Hjælp til mobilen" in await eva.hears()
    await anna.says("/aendrvagt 1 kontakt Bo")
    await anna.presses("Kun den her")
    assert "Kontakt: Bo Bø" in anna.question
    await anna.says("ja")
    row = (await desk.held(1)).shift
    assert (row.title, row.contact) == ("Hjælp til mobilen", bo.person_id)
    assert (await desk.held(2)).shift.title is None
    for words, told in (("navn: ingen", "Hedder: det samme"), ("kontakt: ingen", "Kontakt: det")):
        await anna.says(f"/aendrvagt 1 {words}")
        await anna.presses("Kun den her")
        assert told in anna.question
        await anna.says("ja")
    row = (await desk.held(1)).shift
    assert (row.title, row.contact) == (None, None)


async def test_a_contact_nobody_knows_and_a_name_too_long_are_asked_again(desk: Desk) -> None:
    await desk.anna.says(ONE)
    await desk.anna.says("ja")
    await desk.anna.says("/aendrvagt 1 kontakt Zebulon")
    assert "Hvem er det? Skriv en af dem her:" in desk.anna.heard
    await desk.anna.says(f"navn: {'a' * 81}")
    assert "80" in desk.anna.heard
    assert (await desk.held(1)).shift.title is None


async def test_the_card_leads_to_the_code_and_to_who_came(desk: Desk) -> None:
    await desk.anna.says(ONE)
    await desk.anna.says("ja")
    ida = await desk.house.colleague("Ida Ii", Role.HOST)
    await ida.says("/vagt 1")
    assert "Vis koden" in ida.choices
    assert {"Hvem er kommet?", "Lav en magen til", "Sæt en på"}.isdisjoint(ida.choices)
    desk.house.now = (await desk.held(1)).shift.begins_at
    await ida.says("/vagt 1")
    await ida.presses("Vis koden")
    assert "/desk/vagt/1/kode" in ida.heard
    await ida.says("/vagt 1")
    await ida.presses("Hvem er kommet?")
    desk.house.now = (await desk.held(1)).shift.ends_at
    for who, copies in ((ida, False), (desk.anna, True)):
        await who.says("/vagt 1")
        assert "Hvem er kommet?" in who.choices
        assert ("Lav en magen til" in who.choices) is copies
