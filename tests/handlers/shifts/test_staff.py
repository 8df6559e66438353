"""The week in chat with its gaps, one shift with its people, and places given and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.people.rules import Role
from storage.shifts.rules import PlaceState
from tests.handlers.shifts.conftest import Desk
from tests.storage.volunteers.parts import opened

ONE = "/nyvagt på fredag 10-12, IT-hjælp, 1-2 personer, Havnen"


@pytest.fixture
async def friday(desk: Desk) -> Desk:
    """Friday 10-12 needs one person, and has room for two."""
    await desk.anna.says(ONE)
    await desk.anna.says("ja")
    return desk


async def test_the_week_marks_its_gaps(friday: Desk) -> None:
    anna = friday.anna
    await anna.says("/vagter")
    assert "Uge 49" in anna.heard
    assert "! 1 · 10.00-12.00 IT-hjælper, Havnen · Mangler 1 · ingen endnu" in anna.heard
    _, eva = await friday.helper("Eva", friday.computers)
    await anna.says(f"/saetpaa 1 {eva}")
    await anna.says("vagter")
    assert "\n1 · 10.00-12.00 IT-hjælper, Havnen · Plads til 1 mere · Eva" in anna.heard
    await anna.presses("1: fre. 10.00 IT-hjælper")
    assert "Vagt 1 · IT-hjælper" in anna.heard


@pytest.mark.parametrize(
    ("words", "week"),
    [
        ("", "Uge 49"),
        ("næste uge", "Uge 50"),
        ("uge 51", "Uge 51"),
        ("uge 3", "Uge 3"),
        ("den 24. december", "Uge 52"),
        ("2026-12-14", "Uge 51"),
        ("2026-99-99", "Uge 49"),
        ("uge 99", "Uge 49"),
        ("noget andet", "Uge 49"),
        ("3. til 5. december", "Uge 49"),
    ],
)
async def test_any_week_can_be_asked_for(friday: Desk, words: str, week: str) -> None:
    await friday.anna.says(f"/vagter {words}")
    assert friday.anna.heard.startswith(f"{week},")


async def test_one_goes_from_week_to_week_and_looks_at_one_house(friday: Desk) -> None:
    anna = friday.anna
    await anna.says("/vagter midtbyen")
    assert "· Midtbyen" in anna.heard
    assert "Der er ingen vagter i den uge." in anna.heard
    await anna.presses("Ugen efter")
    assert "Uge 50" in anna.heard
    assert "· Midtbyen" in anna.heard, "the house stays"
    await anna.presses("Ugen før")
    assert "Uge 49" in anna.heard


async def test_a_shift_shows_who_is_there_and_what_can_be_done(friday: Desk) -> None:
    anna = friday.anna
    _, eva = await friday.helper("Eva", friday.computers)
    await anna.says(f"/saetpaa 1 {eva}")
    await anna.says("/vagt 1")
    assert "Hvornår: fredag den 4. december kl. 10.00-12.00" in anna.heard
    assert "Hvor mange: 1 til 2 personer" in anna.heard
    assert f"Frivillig: Eva ({eva}): tilmeldt" in anna.heard
    assert "Kontakt: Anna Aa" in anna.heard
    assert anna.choices == [
        "Sæt en på",
        "Ret vagten",
        "Aflys vagten",
        "Lav en magen til",
        "Vis koden",
        "Tag Eva af",
        "Se vagter",
    ]


async def test_a_host_sees_all_of_it_and_changes_nothing(friday: Desk) -> None:
    bo = await friday.house.colleague("Bo Bø", Role.HOST)
    await bo.says("/vagter")
    assert "! 1 · 10.00-12.00" in bo.heard
    await bo.says("/vagt 1")
    assert bo.choices == ["Vis koden", "Se vagter"]


async def test_a_place_is_given_from_a_list_of_those_who_can(friday: Desk) -> None:
    anna = friday.anna
    eva, number = await friday.helper("Eva", friday.computers)
    books = await opened(friday.house.database, friday.by, friday.house.now, "book_friend")
    await friday.helper("Ole", books["book_friend"])
    await anna.says("/saetpaa 1")
    assert anna.choices == [f"Eva ({number})", "Se vagt 1"], "Ole has another role"
    await anna.presses(f"Eva ({number})")
    assert "Eva er på vagten nu og har fået det at vide." in anna.heard
    assert "fredag den 4. december kl. 10.00-12.00" in await eva.hears()
    await anna.says(f"/saetpaa 1 {number}")
    assert "Eva er allerede på vagten." in anna.heard


async def test_against_a_rule_a_reason_is_asked_for_and_kept(friday: Desk) -> None:
    anna = friday.anna
    eva, number = await friday.helper("Eva", friday.computers)
    await anna.says("/nyvagt på fredag 12-14, IT-hjælp, 1 person, Havnen")
    await anna.says("ja")
    await anna.says(f"/saetpaa 1 {number}")
    await eva.hears()
    await anna.says(f"/saetpaa 2 {number}")
    assert "Eva er på en anden vagt på den tid, eller for tæt på." in anna.question
    assert await eva.hears() == ""
    await anna.says("Hun har selv spurgt, om hun må")
    assert "Eva er på vagten nu" in anna.heard
    assert "12.00-14.00" in await eva.hears()
    place = (await friday.held(2)).of(number)
    assert place is not None
    assert place.place.over == "Hun har selv spurgt, om hun må"
    await anna.says("/vagt 2")
    assert "«Hun har selv spurgt, om hun må»" in anna.heard


@pytest.mark.parametrize("why", ["full", "not_for_you"])
async def test_full_and_another_role_need_a_reason_too(desk: Desk, why: str) -> None:
    anna = desk.anna
    await anna.says("/nyvagt på fredag 10-12, IT-hjælp, 1 person, Havnen")
    await anna.says("ja")
    _, eva = await desk.helper("Eva", desk.computers)
    books = await opened(desk.house.database, desk.by, desk.house.now, "book_friend")
    role = desk.computers if why == "full" else books["book_friend"]
    _, ole = await desk.helper("Ole", role)
    if why == "full":
        await anna.says(f"/saetpaa 1 {eva}")
    await anna.says(f"/saetpaa 1 {ole}")
    assert {"full": "Vagten er fuld.", "not_for_you": "Ole har ikke den rolle."}[why] in anna.heard
    await anna.says("annuller")
    assert (await desk.held(1)).of(ole) is None
    await anna.says(f"/saetpaa 1 {ole}")
    await anna.says("Vi mangler en ekstra hånd")
    assert "Ole er på vagten nu" in anna.heard


async def test_no_reason_lets_somebody_stand_with_children_without_a_certificate(
    desk: Desk,
) -> None:
    anna = desk.anna
    await anna.says("/nyvagt på fredag 10-12, højtlæsning, 1 person, Havnen")
    await anna.says("ja")
    _, eva = await desk.helper("Eva", desk.computers)
    await anna.says(f"/saetpaa 1 {eva}")
    assert "Eva har ikke en børneattest, der er i orden." in anna.heard
    assert "hvorfor" not in anna.heard, "nobody is asked for a reason"
    assert (await desk.held(1)).of(eva) is None


async def test_a_place_is_taken_back_and_put_back(friday: Desk) -> None:
    anna = friday.anna
    eva, number = await friday.helper("Eva", friday.computers)
    await anna.says("/tagaf 1")
    assert "Der er ikke nogen på den vagt." in anna.heard
    await anna.says(f"/saetpaa 1 {number}")
    await eva.hears()
    await anna.says("/tagaf 1")
    await anna.presses("Tag Eva af")
    assert "Eva er ikke på vagten mere og har fået det at vide." in anna.heard
    assert await eva.hears() != ""
    place = (await friday.held(1)).of(number)
    assert place is not None
    assert place.state is PlaceState.GONE
    await anna.says(f"/tagaf 1 {number}")
    assert "Det kan ikke lade sig gøre nu." in anna.heard
    await anna.presses("Sæt Eva på igen")
    assert "Eva er på vagten nu" in anna.heard


@pytest.mark.parametrize("number", ["99", "2147483648", "999999999"])
async def test_a_number_that_is_nobody_is_said_so(friday: Desk, number: str) -> None:
    await friday.anna.says(f"/saetpaa 1 {number}")
    assert f"Der er ingen frivillig med nummer {number}." in friday.anna.heard


async def test_after_it_nobody_is_put_on_or_taken_off(friday: Desk) -> None:
    anna = friday.anna
    _, eva = await friday.helper("Eva", friday.computers)
    await anna.says(f"/saetpaa 1 {eva}")
    friday.house.now += timedelta(days=5)
    await anna.says(f"/tagaf 1 {eva}")
    assert "Den vagt er slut." in anna.heard
    _, ole = await friday.helper("Ole", friday.computers)
    await anna.says(f"/saetpaa 1 {ole}")
    assert "Den vagt er slut." in anna.heard


async def test_a_citizen_sees_no_desk(friday: Desk) -> None:
    eva = await friday.house.citizen("ulla")
    await eva.says("/vagter")
    assert "Mangler" not in eva.heard
    await eva.says("/vagt 1")
    assert "IT-hjælper" not in eva.heard
